// Keeps a board in the buffers of the graphics card and draws it: places once, states and lists only where they changed.
import { anchorMatrix } from './anchor.ts'
import type { Board } from './board.ts'
import { GROUPS } from './marks.ts'
import { PLACE, STATE, WITHIN, pointProgram } from './shader.ts'

/** Points one after the other; `to` is not in it. */
export interface Run {
  readonly from: number
  readonly to: number
}

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
  /** Whole zoom whose clusters stand in for their points; undefined: every point stands for itself. */
  readonly level: number | undefined
  /** Draws clusters: above what they may stand in for, under levels Ⅰ and Ⅱ, which are always seen. */
  readonly clusters?: (matrix: Float32Array) => void
  /** Only these stretches of the points; undefined: all. */
  readonly runs?: readonly Run[]
  /** Ten colours as premultiplied red, green, blue, alpha. */
  readonly colours: Float32Array
}

/** Above every zoom, below `HIDDEN`. */
const NO_LEVEL = 254
/** Group of level Ⅱ. */
const ALWAYS_SEEN = 5

export interface PointPainter {
  readonly draw: (board: Board, look: PointLook) => void
  /** Levels Ⅰ and Ⅱ once more, above what was drawn since `draw` in the same frame. */
  readonly drawSeen: (board: Board) => void
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
  const withins = gl.createBuffer()
  const lists: List[] = Array.from({ length: GROUPS }, () => ({ buffer: gl.createBuffer(), holds: undefined }))
  const attributes = gl.createVertexArray()
  gl.bindVertexArray(attributes)
  gl.bindBuffer(gl.ARRAY_BUFFER, places)
  gl.enableVertexAttribArray(PLACE)
  gl.vertexAttribPointer(PLACE, 2, gl.FLOAT, false, 0, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, states)
  gl.enableVertexAttribArray(STATE)
  gl.vertexAttribIPointer(STATE, 1, gl.UNSIGNED_BYTE, 0, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, withins)
  gl.vertexAttribIPointer(WITHIN, 1, gl.UNSIGNED_BYTE, 0, 0)
  gl.bindVertexArray(null)
  let holds: Board | undefined
  let holdsWithin: Uint8Array | undefined

  function writeWithin(within: Uint8Array | undefined): void {
    if (holdsWithin === within) return
    holdsWithin = within
    if (within === undefined) gl.disableVertexAttribArray(WITHIN)
    else {
      gl.bindBuffer(gl.ARRAY_BUFFER, withins)
      gl.bufferData(gl.ARRAY_BUFFER, within, gl.STATIC_DRAW)
      gl.enableVertexAttribArray(WITHIN)
    }
  }

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
      writeWithin(board.clusters?.tree.within)
      gl.useProgram(program)
      const m = look.matrix
      const [x, y] = look.middle
      const matrix = anchorMatrix(m, board.places)
      // Where there is no tree yet, nobody is in a cluster.
      gl.vertexAttribI4ui(WITHIN, 0, 0, 0, 0)
      gl.uniformMatrix4fv(at.u_matrix, false, matrix)
      gl.uniform1f(at.u_middle, (m[3] ?? 0) * x + (m[7] ?? 0) * y + (m[15] ?? 1))
      gl.uniform1f(at.u_dot, look.dotRadius * look.ratio)
      gl.uniform1f(at.u_box, look.boxSide * look.ratio)
      gl.uniform1f(at.u_ratio, look.ratio)
      gl.uniform1ui(at.u_level, look.level ?? NO_LEVEL)
      gl.uniform4fv(at.u_colours, look.colours)
      gl.uniform1i(at.u_group, 0)
      for (const { from, to } of look.runs ?? [{ from: 0, to: board.count }]) gl.drawArrays(gl.POINTS, from, to - from)
      // What is worse comes later and lies on top.
      for (const [n, list] of lists.entries()) {
        if (n === ALWAYS_SEEN && look.clusters !== undefined) {
          look.clusters(matrix)
          gl.bindVertexArray(attributes)
          gl.useProgram(program)
        }
        if (n > 0) drawList(list, board, n)
      }
      gl.bindVertexArray(null)
    },
    drawSeen(board) {
      if (board.count === 0 || holds !== board) return
      gl.bindVertexArray(attributes)
      gl.useProgram(program)
      gl.vertexAttribI4ui(WITHIN, 0, 0, 0, 0)
      for (const [n, list] of lists.entries()) if (n >= ALWAYS_SEEN) drawList(list, board, n)
      gl.bindVertexArray(null)
    },
    drop() {
      gl.deleteProgram(program)
      gl.deleteVertexArray(attributes)
      for (const buffer of [places, states, withins, ...lists.map((l) => l.buffer)]) gl.deleteBuffer(buffer)
    },
  }
}
