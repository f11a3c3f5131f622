// Things by square cells of one width, hashed: a sensor at the other end of the world costs no room. For questions about what is near;
// the grid of grid.ts is for boxes. Pure.

export interface Cells {
  /** Visits all within a cell's width of a place, some further away, and now and then one twice. */
  readonly around: (x: number, y: number, visit: (index: number) => void) => void
}

/** Of the first `count` of `xs` and `ys`. */
export function cellsOf(xs: ArrayLike<number>, ys: ArrayLike<number>, count: number, width: number): Cells {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, count))) - 1
  const bucket = (column: number, row: number): number =>
    (Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663)) & mask
  const starts = new Uint32Array(mask + 2)
  const buckets = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const b = bucket(Math.floor((xs[i] ?? 0) / width), Math.floor((ys[i] ?? 0) / width))
    buckets[i] = b
    starts[b + 1] = (starts[b + 1] ?? 0) + 1
  }
  for (let b = 0; b <= mask; b++) starts[b + 1] = (starts[b + 1] ?? 0) + (starts[b] ?? 0)
  const free = starts.slice()
  const sorted = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const b = buckets[i] ?? 0
    const at = free[b] ?? 0
    sorted[at] = i
    free[b] = at + 1
  }
  return {
    around(x, y, visit) {
      const column = Math.floor(x / width)
      const row = Math.floor(y / width)
      for (let r = row - 1; r <= row + 1; r++)
        for (let c = column - 1; c <= column + 1; c++) {
          const b = bucket(c, r)
          for (let i = starts[b] ?? 0, end = starts[b + 1] ?? 0; i < end; i++) visit(sorted[i] ?? 0)
        }
    },
  }
}
