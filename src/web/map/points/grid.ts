// Points sorted into square cells, to find those near a place without asking all. Two typed arrays, built once per table. Pure.

export interface PointGrid {
  /** Visits every point inside the box, edges included; a few may be visited that lie just outside. */
  readonly inBox: (left: number, top: number, right: number, bottom: number, visit: (index: number) => void) => void
}

/** Points a cell holds on average: fewer means more cells to walk, more means more points to look at. */
const PER_CELL = 4
const MAX_SIDE = 1024

/** `places`: x and y in turn. A point with NaN is in no cell. */
export function createPointGrid(places: Float32Array): PointGrid {
  const count = places.length / 2
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < places.length; i += 2) {
    const x = places[i] ?? Number.NaN
    const y = places[i + 1] ?? Number.NaN
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  const side = Math.max(1, Math.min(MAX_SIDE, Math.ceil(Math.sqrt(count / PER_CELL))))
  // A city in one point, or in a line, still has a width.
  const wide = Math.max(right - left, Number.MIN_VALUE * side) / side
  const high = Math.max(bottom - top, Number.MIN_VALUE * side) / side
  const column = (x: number): number => Math.min(side - 1, Math.max(0, Math.floor((x - left) / wide)))
  const row = (y: number): number => Math.min(side - 1, Math.max(0, Math.floor((y - top) / high)))
  const cellOf = (i: number): number => {
    const x = places[i * 2] ?? Number.NaN
    const y = places[i * 2 + 1] ?? Number.NaN
    return Number.isNaN(x) || Number.isNaN(y) ? -1 : row(y) * side + column(x)
  }

  /** Where each cell's points begin in `sorted`. */
  const starts = new Uint32Array(side * side + 1)
  for (let i = 0; i < count; i++) {
    const cell = cellOf(i)
    if (cell >= 0) starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
  }
  for (let c = 0; c < side * side; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const sorted = new Uint32Array(starts[side * side] ?? 0)
  const filled = starts.slice()
  for (let i = 0; i < count; i++) {
    const cell = cellOf(i)
    if (cell < 0) continue
    const at = filled[cell] ?? 0
    sorted[at] = i
    filled[cell] = at + 1
  }

  return {
    inBox(l, t, r, b, visit) {
      if (sorted.length === 0 || !(l <= right && r >= left && t <= bottom && b >= top)) return
      const [c0, c1, r0, r1] = [column(l), column(r), row(t), row(b)]
      for (let y = r0; y <= r1; y++)
        // Cells of a row follow each other, so their points do.
        for (let i = starts[y * side + c0] ?? 0, end = starts[y * side + c1 + 1] ?? 0; i < end; i++)
          visit(sorted[i] ?? 0)
    },
  }
}
