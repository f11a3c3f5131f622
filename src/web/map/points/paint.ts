// Keeps a board in the buffers of the graphics card and draws it: places once, states and lists only where they changed.
import { anchorMatrix } from './anchor.ts'
import type { Board } from './board.ts'
import { GROUPS } from './marks.ts'
import { PLACE, STATE, pointProgram } from './shader.ts'

export interface PointLook {
  /** Column by column, from the whole world as 0–1 to clip space. */
  readonly matrix: ArrayLike<number>
  /** Middle of the screen in the world as 0–1. */
  readonly middle: readonly [x: number, y: number]
  /** CSS px. */
  readonly dotRadius: number
  readonly boxSide: number
  /** Pixels of the screen per CSS px. */
  readonly ratio: number
  /** Nine colours as premultiplied red, green, blue, alpha. */
  readonly colours: Float32Array
}

export interface PointPainter {
  readonly draw: (board: Board, look: PointLook) => void
  readonly drop: () => void
}

interface List {
  readonly buffer: WebGLBuffer
  /** The array that is in the buffer; another one has another size. */
  holds: Uint32Array | undefined
}

export function createPointPainter(gl: WebGL2RenderingContext): PointPainter {
  const { program, at } = pointProgram(gl)
  const places = gl.createBuffer()
  const states = gl.createBuffer()
  const lists: List[] = Array.from({ length: GROUPS }, () => ({ buffer: gl.createBuffer(), holds: undefined }))
  const attributes = gl.createVertexArray()
  gl.bindVertexArray(attributes)
  gl.bindBuffer(gl.ARRAY_BUFFER, places)
  gl.enableVertexAttribArray(PLACE)
  gl.vertexAttribPointer(PLACE, 2, gl.FLOAT, false, 0, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, states)
  gl.enableVertexAttribArray(STATE)
  gl.vertexAttribIPointer(STATE, 1, gl.UNSIGNED_BYTE, 0, 0)
  gl.bindVertexArray(null)
  let holds: Board | undefined

  /** Into the buffers what they do not have yet. A board new to them is written whole. */
  function write(board: Board): void {
    if (holds !== board) {
      holds = board
      gl.bindBuffer(gl.ARRAY_BUFFER, places)
      gl.bufferData(gl.ARRAY_BUFFER, board.places.offsets, gl.STATIC_DRAW)
      gl.bindBuffer(gl.ARRAY_BUFFER, states)
      gl.bufferData(gl.ARRAY_BUFFER, board.states, gl.DYNAMIC_DRAW)
      board.changed.take(() => undefined)
      for (const list of lists) list.holds = undefined
      return
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, states)
    board.changed.take((from, to) => gl.bufferSubData(gl.ARRAY_BUFFER, from, board.states, from, to - from))
  }

  function drawList(list: List, board: Board, n: number): void {
    const group = board.groups.group(n)
    if (group.length === 0) return
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, list.buffer)
    if (list.holds === group.slots)
      group.changed.take((from, to) =>
        gl.bufferSubData(gl.ELEMENT_ARRAY_BUFFER, from * 4, group.slots, from, to - from),
      )
    else {
      list.holds = group.slots
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, group.slots, gl.DYNAMIC_DRAW)
      group.changed.take(() => undefined)
    }
    gl.uniform1i(at.u_group, n)
    gl.drawElements(gl.POINTS, group.length, gl.UNSIGNED_INT, 0)
  }

  return {
    draw(board, look) {
      if (board.count === 0) return
      gl.bindVertexArray(attributes)
      write(board)
      gl.useProgram(program)
      const m = look.matrix
      const [x, y] = look.middle
      gl.uniformMatrix4fv(at.u_matrix, false, anchorMatrix(m, board.places))
      gl.uniform1f(at.u_middle, (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[15] ?? 1))
      gl.uniform1f(at.u_dot, look.dotRadius * look.ratio)
      gl.uniform1f(at.u_box, look.boxSide * look.ratio)
      gl.uniform1f(at.u_ratio, look.ratio)
      gl.uniform4fv(at.u_colours, look.colours)
      gl.uniform1i(at.u_group, 0)
      gl.drawArrays(gl.POINTS, 0, board.count)
      // What is worse comes later and lies on top.
      for (const [n, list] of lists.entries()) if (n > 0) drawList(list, board, n)
      gl.bindVertexArray(null)
    },
    drop() {
      gl.deleteProgram(program)
      gl.deleteVertexArray(attributes)
      for (const buffer of [places, states, ...lists.map((l) => l.buffer)]) gl.deleteBuffer(buffer)
    },
  }
}
