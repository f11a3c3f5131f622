// Many points that never change, sorted into rows of square cells, so that those of a box are a few stretches of one buffer. Pure.
import { createBoard, type Board } from './board.ts'
import { mercatorX, mercatorY } from './anchor.ts'
import type { Run } from './paint.ts'

export interface StillPoints {
  /** In the order of cells, not of the arrays given. Points without a place are not in it. */
  readonly board: Board
  /** Stretches that hold all points of a box (Mercator from the anchor) and few others. */
  readonly runs: (left: number, top: number, right: number, bottom: number) => readonly Run[]
}

/** Cells on a side of the city: at street zoom a screen is a few of them wide, and a stretch for each row stays cheap. */
const SIDE = 128

export function layStill(lngs: Float64Array, lats: Float64Array): StillPoints {
  const count = lngs.length
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity]
  const isPlace = (i: number): boolean =>
    Math.abs(lngs[i] ?? Number.NaN) <= 180 && Math.abs(lats[i] ?? Number.NaN) <= 85
  for (let i = 0; i < count; i++) {
    if (!isPlace(i)) continue
    west = Math.min(west, lngs[i] ?? 0)
    east = Math.max(east, lngs[i] ?? 0)
    south = Math.max(south, -(lats[i] ?? 0))
    north = Math.min(north, -(lats[i] ?? 0))
  }
  // Cells are even in degrees: to sort by, that is as good as Mercator and costs no logarithm.
  const wide = Math.max(east - west, 1e-9) / SIDE
  const high = Math.max(south - north, 1e-9) / SIDE
  const clamp = (n: number): number => Math.min(SIDE - 1, Math.max(0, Math.floor(n)))
  const column = (lng: number): number => clamp((lng - west) / wide)
  const row = (lat: number): number => clamp((-lat - north) / high)
  const starts = new Uint32Array(SIDE * SIDE + 1)
  const cells = new Uint16Array(count)
  for (let i = 0; i < count; i++) {
    if (!isPlace(i)) continue
    const cell = row(lats[i] ?? 0) * SIDE + column(lngs[i] ?? 0)
    cells[i] = cell
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
  }
  for (let c = 0; c < SIDE * SIDE; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const placed = starts[SIDE * SIDE] ?? 0
  const sortedLngs = new Float64Array(placed)
  const sortedLats = new Float64Array(placed)
  const free = starts.slice()
  for (let i = 0; i < count; i++) {
    if (!isPlace(i)) continue
    const cell = cells[i] ?? 0
    const at = free[cell] ?? 0
    sortedLngs[at] = lngs[i] ?? 0
    sortedLats[at] = lats[i] ?? 0
    free[cell] = at + 1
  }
  const board = createBoard(sortedLngs, sortedLats)
  const { x, y } = board.places
  /** Where each column and row begins, from the anchor: the box is asked in Mercator. */
  const lefts = Float64Array.from({ length: SIDE + 1 }, (_, c) => mercatorX(west + c * wide) - x)
  const tops = Float64Array.from({ length: SIDE + 1 }, (_, r) => mercatorY(-(north + r * high)) - y)
  /** The last that begins at or before it; a hair of slack, places are kept in 32 bits. */
  const at = (edges: Float64Array, n: number): number => {
    let found = 0
    while (found < SIDE - 1 && (edges[found + 1] ?? 0) <= n) found++
    return found
  }
  const HAIR = 1e-9

  return {
    board,
    runs(left, top, right, bottom) {
      if (placed === 0 || left > (lefts[SIDE] ?? 0) + HAIR || right < (lefts[0] ?? 0) - HAIR) return []
      if (top > (tops[SIDE] ?? 0) + HAIR || bottom < (tops[0] ?? 0) - HAIR) return []
      const [c0, c1] = [at(lefts, left - HAIR), at(lefts, right + HAIR)]
      const [r0, r1] = [at(tops, top - HAIR), at(tops, bottom + HAIR)]
      const runs: { from: number; to: number }[] = []
      for (let r = r0; r <= r1; r++) {
        const from = starts[r * SIDE + c0] ?? 0
        const to = starts[r * SIDE + c1 + 1] ?? 0
        const last = runs.at(-1)
        if (from === to) continue
        // Whole rows follow each other.
        if (last?.to === from) last.to = to
        else runs.push({ from, to })
      }
      return runs
    },
  }
}
