// The two programs of the graphics card that draw sensors as points: shapes are worked out per pixel, so that edges are sharp at
// any size and no picture is needed. Only text and its compiling; buffers are elsewhere.

/** Where the colours stand in `u_colours`. Levels 1–4 stand at their own number. */
export const COLOUR = { calm: 0, hollow: 5, halo: 6, line: 7, doubt: 8, text: 9 } as const
export const COLOURS = 10

const VERTEX = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
// Depth of the middle of the screen: what is nearer is larger.
uniform float u_middle;
uniform float u_dot;
uniform float u_box;
uniform float u_ratio;
// 0: all points, of which only the calm are drawn; else those of a list.
uniform int u_group;
// Whole zoom whose clusters are drawn: points up to it in one stand in it.
uniform uint u_level;
in vec2 a_place;
in uint a_state;
in uint a_within;
flat out uint v_state;
// Half of the square; radius of a dot or side of a box; radius of the broken ring.
flat out vec3 v_px;

void main() {
  v_state = a_state;
  v_px = vec3(0.0);
  gl_PointSize = 0.0;
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  if (a_state >= 128u || a_within == 255u || (u_group == 0 && a_state != 0u)) return;
  uint mark = a_state & 7u;
  // Ⅰ and Ⅱ stand in their own place, clusters or not.
  if (a_within >= u_level && mark != 1u && mark != 2u) return;
  gl_Position = u_matrix * vec4(a_place, 0.0, 1.0);
  float near = clamp(u_middle / max(gl_Position.w, 1e-6), 0.0, 4.0);
  bool level = mark > 0u && mark < 5u;
  // A level may lie far away and still has to be seen: it shrinks half as much.
  float size = level ? u_box * (0.5 + 0.5 * near) : u_dot * near * (mark == 5u ? 1.25 : 1.0);
  float ring = (level ? 0.55 * size : size) + 2.4 * u_ratio;
  float half_px = (level ? 0.62 * size : size + u_ratio) + 1.0;
  if ((a_state & 8u) != 0u) half_px = max(half_px, ring + u_ratio + 1.0);
  v_px = vec3(half_px, size, ring);
  gl_PointSize = 2.0 * half_px;
}`

/** GLSL: one function for each shape, and the soft edge they share. */
export const LEVEL_SHAPES = `// Share of a pixel inside an edge so many px away.
float cover(float d) { return clamp(0.5 - d, 0.0, 1.0); }

// Distances to the shapes of levels, in sixteenths of their box: the same shapes as everywhere in the interface.
float octagon(vec2 p) {
  vec2 a = abs(p);
  float outside = max(max(a.x, a.y) - 7.0, (a.x + a.y - 9.9) * 0.70710678);
  // A bar is cut out: in grey and small an octagon is taken for a circle.
  return max(outside, -max(a.x - 3.8, a.y - 1.3));
}
float triangle(vec2 p) {
  return max(p.y - 6.6, dot(vec2(abs(p.x), p.y + 6.8), vec2(0.8754, -0.4834)));
}
float diamond(vec2 p) { return (abs(p.x) + abs(p.y) - 7.4) * 0.70710678; }
float disc(vec2 p) { return length(p) - 6.8; }`

const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_colours[${COLOURS}];
uniform float u_ratio;
flat in uint v_state;
flat in vec3 v_px;
out vec4 o_colour;

${LEVEL_SHAPES}

void main() {
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * v_px.x;
  float size = v_px.y;
  uint mark = v_state & 7u;
  float far = length(p);
  vec4 c;
  if (mark == 0u) {
    // The soft edge lies inside: at one or two px a dot would grow by it.
    c = u_colours[${COLOUR.calm}] * cover(far - size + 0.5);
  } else if (mark == 5u) {
    // Hollow: its value is no longer believed.
    c = mix(u_colours[${COLOUR.line}], u_colours[${COLOUR.hollow}], cover(far - size)) * cover(far - size - u_ratio);
  } else {
    float unit = size / 16.0;
    vec2 q = p / unit;
    float d = mark == 1u ? octagon(q) : mark == 2u ? triangle(q) : mark == 3u ? diamond(q) : disc(q);
    c = mix(u_colours[${COLOUR.halo}], u_colours[mark], cover(d * unit)) * cover((d - 1.3) * unit);
  }
  if ((v_state & 8u) != 0u) {
    // A broken ring: doubted, in any colour and in none.
    vec2 a = abs(p);
    float arc = cover(abs(far - v_px.z) - 0.6 * u_ratio) * cover(0.22 * v_px.z - min(a.x, a.y));
    c = u_colours[${COLOUR.doubt}] * arc + c * (1.0 - arc * u_colours[${COLOUR.doubt}].a);
  }
  if (c.a < 0.004) discard;
  o_colour = c;
}`

const UNIFORMS = ['u_matrix', 'u_middle', 'u_dot', 'u_box', 'u_ratio', 'u_group', 'u_level', 'u_colours'] as const

/** Attributes by place, so that buffers need not ask. */
export const PLACE = 0
export const STATE = 1
export const WITHIN = 2

export interface Program<Uniform extends string> {
  readonly program: WebGLProgram
  readonly at: Readonly<Record<Uniform, WebGLUniformLocation | null>>
}

export const pointProgram = (gl: WebGL2RenderingContext): Program<(typeof UNIFORMS)[number]> =>
  compileProgram(gl, 'sensors', VERTEX, FRAGMENT, ['a_place', 'a_state', 'a_within'], UNIFORMS)

/**
 * `attributes` get their places in order. Throws with the compiler's words; a lost context is no error, everything is made again
 * when it comes back.
 */
export function compileProgram<Uniform extends string>(
  gl: WebGL2RenderingContext,
  what: string,
  vertex: string,
  fragment: string,
  attributes: readonly string[],
  uniforms: readonly Uniform[],
): Program<Uniform> {
  const program = gl.createProgram()
  const shaders = ([gl.VERTEX_SHADER, gl.FRAGMENT_SHADER] as const).map((type) => {
    const shader = gl.createShader(type)
    if (shader === null) return undefined
    gl.shaderSource(shader, type === gl.VERTEX_SHADER ? vertex : fragment)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    return shader
  })
  for (const [place, name] of attributes.entries()) gl.bindAttribLocation(program, place, name)
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost()) {
    const words = shaders.map((s) => s && gl.getShaderInfoLog(s)).join('\n')
    throw new Error(`${what} cannot be drawn: ${gl.getProgramInfoLog(program) ?? ''}\n${words}`)
  }
  for (const shader of shaders) if (shader !== undefined) gl.deleteShader(shader)
  const at = Object.fromEntries(uniforms.map((name) => [name, gl.getUniformLocation(program, name)]))
  return { program, at: at as Record<Uniform, WebGLUniformLocation | null> }
}
