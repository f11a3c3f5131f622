// Draws a sheet of clusters: it is written to the graphics card whole when it is another one, a few hundred of them at most. Discs and
// figures apart, for the marks of cases stand between them.
import { discProgram, glyphProgram } from './clusterShader.ts'
import { drawGlyphs, type Glyphs } from './glyphs.ts'
import { DISC, GLYPH, type Sheet } from './sheet.ts'

export interface ClusterLook {
  /** Column by column, from the board's anchor to clip space. */
  readonly matrix: Float32Array
  /** Pixels of the screen. */
  readonly width: number
  readonly height: number
  readonly ratio: number
  /** Size of marks against the desk's. */
  readonly scale: number
  readonly colours: Float32Array
}

export interface ClusterPainter {
  /** Characters for a text so many pixels of the screen high. */
  readonly glyphs: (size: number) => Glyphs | undefined
  readonly discs: (sheet: Sheet, look: ClusterLook) => void
  readonly figures: (sheet: Sheet, look: ClusterLook) => void
  readonly drop: () => void
}

export function createClusterPainter(gl: WebGL2RenderingContext): ClusterPainter {
  const discs = discProgram(gl)
  const figures = glyphProgram(gl)
  const texture = gl.createTexture()
  const buffers = [DISC, GLYPH].map((stride) => {
    const buffer = gl.createBuffer()
    const attributes = gl.createVertexArray()
    gl.bindVertexArray(attributes)
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    gl.enableVertexAttribArray(0)
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, stride * 4, 0)
    gl.enableVertexAttribArray(1)
    gl.vertexAttribPointer(1, 3, gl.FLOAT, false, stride * 4, 8)
    return { buffer, attributes }
  })
  gl.bindVertexArray(null)
  const [discBuffer, glyphBuffer] = buffers
  let holds: Sheet | undefined
  let drawn: Glyphs | undefined
  let drawnSize = 0

  function glyphs(size: number): Glyphs | undefined {
    if (drawnSize === size) return drawn
    drawnSize = size
    drawn = drawGlyphs(size)
    if (drawn === undefined) return undefined
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, drawn.image)
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST)
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE)
    gl.bindTexture(gl.TEXTURE_2D, null)
    return drawn
  }

  function hold(sheet: Sheet): void {
    if (holds === sheet || discBuffer === undefined || glyphBuffer === undefined) return
    holds = sheet
    gl.bindBuffer(gl.ARRAY_BUFFER, discBuffer.buffer)
    gl.bufferData(gl.ARRAY_BUFFER, sheet.discs, gl.DYNAMIC_DRAW, 0, sheet.discCount * DISC)
    gl.bindBuffer(gl.ARRAY_BUFFER, glyphBuffer.buffer)
    gl.bufferData(gl.ARRAY_BUFFER, sheet.glyphs, gl.DYNAMIC_DRAW, 0, sheet.glyphCount * GLYPH)
  }

  return {
    glyphs,
    discs(sheet, look) {
      if (sheet.discCount === 0 || discBuffer === undefined) return
      hold(sheet)
      gl.bindVertexArray(discBuffer.attributes)
      gl.useProgram(discs.program)
      gl.uniformMatrix4fv(discs.at.u_matrix, false, look.matrix)
      gl.uniform1f(discs.at.u_ratio, look.ratio)
      gl.uniform1f(discs.at.u_unit, look.scale)
      gl.uniform4fv(discs.at.u_colours, look.colours)
      gl.drawArrays(gl.POINTS, 0, sheet.discCount)
      gl.bindVertexArray(null)
    },
    figures(sheet, look) {
      if (sheet.glyphCount === 0 || glyphBuffer === undefined || drawn === undefined) return
      hold(sheet)
      gl.bindVertexArray(glyphBuffer.attributes)
      gl.useProgram(figures.program)
      gl.activeTexture(gl.TEXTURE0)
      gl.bindTexture(gl.TEXTURE_2D, texture)
      gl.uniformMatrix4fv(figures.at.u_matrix, false, look.matrix)
      gl.uniform2f(figures.at.u_screen, look.width, look.height)
      gl.uniform1f(figures.at.u_ratio, look.ratio)
      gl.uniform1f(figures.at.u_cell, drawn.cell)
      gl.uniform4fv(figures.at.u_colours, look.colours)
      gl.uniform1i(figures.at.u_glyphs, 0)
      for (const ink of [0, 1]) {
        gl.uniform1i(figures.at.u_ink, ink)
        gl.drawArrays(gl.POINTS, 0, sheet.glyphCount)
      }
      gl.bindTexture(gl.TEXTURE_2D, null)
      gl.bindVertexArray(null)
    },
    drop() {
      gl.deleteProgram(discs.program)
      gl.deleteProgram(figures.program)
      gl.deleteTexture(texture)
      for (const { buffer, attributes } of buffers) {
        gl.deleteBuffer(buffer)
        gl.deleteVertexArray(attributes)
      }
    },
  }
}
