// The two programs of the graphics card that draw clusters: discs with the mark of the worst, and the figures on them. Only text.
import { COLOUR, COLOURS, compileProgram, LEVEL_SHAPES } from './shader.ts'

const DISC_VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform float u_ratio;
uniform float u_unit;
in vec2 a_place;
// radius px, worst level, share of the silent
in vec3 a_look;
// radius, side of the mark's box
flat out vec2 v_px;
flat out vec2 v_look;
void main() {
  float radius = a_look.x * u_ratio;
  float mark = max(11.0 * u_unit, a_look.x * 0.9) * u_ratio;
  v_px = vec2(radius, mark);
  v_look = a_look.yz;
  gl_Position = u_matrix * vec4(a_place, 0.0, 1.0);
  // The mark stands on the edge, up and to the right.
  gl_PointSize = 2.0 * (max(radius, radius * 0.72 + mark * 0.62) + 2.0 * u_ratio);
}`

const DISC_FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_colours[${COLOURS}];
uniform float u_ratio;
flat in vec2 v_px;
flat in vec2 v_look;
out vec4 o_colour;

${LEVEL_SHAPES}

void main() {
  float radius = v_px.x;
  float mark_px = v_px.y;
  float half_px = max(radius, radius * 0.72 + mark_px * 0.62) + 2.0 * u_ratio;
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * half_px;
  float far = length(p);
  vec4 fill = u_colours[${COLOUR.hollow}] * 0.92;
  vec4 c = fill * cover(far - radius);
  // A ring; where its points fell silent it is broken, from the top clockwise, as much of it as of them.
  float turn = fract(atan(p.x, -p.y) / 6.2831853 + 1.0);
  float width = 1.5 * u_ratio;
  float ring = cover(abs(far - radius + 0.75 * u_ratio) - 0.5 * width);
  float dashes = 2.0 * floor(radius / u_ratio * 0.8);
  if (turn < v_look.y) ring *= step(0.5, fract(turn * dashes));
  c = mix(c, u_colours[${COLOUR.line}], ring);
  if (v_look.x > 0.5) {
    uint level = uint(v_look.x + 0.5);
    float unit = mark_px / 16.0;
    vec2 q = (p - vec2(0.72, -0.72) * radius) / unit;
    float d = level == 1u ? octagon(q) : level == 2u ? triangle(q) : level == 3u ? diamond(q) : disc(q);
    vec4 m = mix(u_colours[${COLOUR.halo}], u_colours[level], cover(d * unit)) * cover((d - 1.6) * unit);
    c = m + c * (1.0 - m.a);
  }
  if (c.a < 0.004) discard;
  o_colour = c;
}`

const GLYPH_VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform vec2 u_screen;
uniform float u_ratio;
uniform float u_cell;
in vec2 a_place;
// px to the right and down, which character
in vec3 a_look;
flat out float v_glyph;
void main() {
  v_glyph = a_look.z;
  vec4 at = u_matrix * vec4(a_place, 0.0, 1.0);
  vec2 px = (at.xy / at.w * 0.5 + 0.5) * u_screen + vec2(a_look.x, -a_look.y) * u_ratio;
  // On whole pixels, or it blurs.
  px = floor(px + 0.5);
  gl_Position = vec4(px / u_screen * 2.0 - 1.0, 0.0, 1.0);
  if (at.w <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = u_cell;
}`

const GLYPH_FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_colours[${COLOURS}];
uniform sampler2D u_glyphs;
uniform float u_cell;
// 0: halos, 1: characters. A halo must not lie on its neighbour.
uniform int u_ink;
flat in float v_glyph;
out vec4 o_colour;
void main() {
  ivec2 at = ivec2(clamp(floor(gl_PointCoord * u_cell), 0.0, u_cell - 1.0));
  vec2 ink = texelFetch(u_glyphs, at + ivec2(int(v_glyph + 0.5) * int(u_cell), 0), 0).rg;
  float share = u_ink == 0 ? ink.g : ink.r;
  if (share < 0.004) discard;
  o_colour = u_colours[u_ink == 0 ? ${COLOUR.hollow} : ${COLOUR.text}] * share;
}`

export const discProgram = (gl: WebGL2RenderingContext) =>
  compileProgram(gl, 'clusters', DISC_VERTEX, DISC_FRAGMENT, ['a_place', 'a_look'], [
    'u_matrix',
    'u_ratio',
    'u_unit',
    'u_colours',
  ] as const)
export const glyphProgram = (gl: WebGL2RenderingContext) =>
  compileProgram(gl, 'figures of clusters', GLYPH_VERTEX, GLYPH_FRAGMENT, ['a_place', 'a_look'], [
    'u_matrix',
    'u_screen',
    'u_ratio',
    'u_cell',
    'u_colours',
    'u_glyphs',
    'u_ink',
  ] as const)
