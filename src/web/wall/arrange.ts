// How many cells of a least size stand in a box, in rows and columns. Pure.

export interface Arranged {
  readonly columns: number
  readonly rows: number
  /** How many of those asked for have room. */
  readonly fits: number
}

/** As square to the cell as the box allows: of all ways to place `n`, the one whose cells are largest, and at least one. */
export function arranged(
  n: number,
  width: number,
  height: number,
  cell: { readonly width: number; readonly height: number },
): Arranged {
  if (!(width > 0 && height > 0) || n <= 0) return { columns: 1, rows: 1, fits: Math.min(1, Math.max(0, n)) }
  const most = Math.max(1, Math.floor(width / cell.width))
  const rowsMost = Math.max(1, Math.floor(height / cell.height))
  if (most * rowsMost <= n) return { columns: most, rows: rowsMost, fits: Math.min(n, most * rowsMost) }
  let best: Arranged = { columns: most, rows: Math.ceil(n / most), fits: n }
  let size = 0
  for (let columns = 1; columns <= Math.min(n, most); columns++) {
    const rows = Math.ceil(n / columns)
    if (rows > rowsMost) continue
    // Empty places count against a way; so does a cell far longer than it is high.
    const room = Math.min(width / columns / cell.width, height / rows / cell.height) * (n / (rows * columns))
    if (room > size) {
      size = room
      best = { columns, rows, fits: n }
    }
  }
  return best
}
