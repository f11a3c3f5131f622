// Changes of a grid, each a new grid. Pure. What they make may be no good board yet: the check says so.
import type { Board } from '../../../wire/boards.ts'

export type Grid = Board['grids']['single']
export const MOST_LINES = 8
const SHARE = 1

export const withShare = (grid: Grid, axis: 'columns' | 'rows', i: number, share: number): Grid => ({
  ...grid,
  [axis]: grid[axis].map((s, n) => (n === i ? share : s)),
})

/** Gives the cells between two corners, both included, to a region. */
export function painted(
  grid: Grid,
  region: string,
  from: { readonly row: number; readonly column: number },
  to: { readonly row: number; readonly column: number } = from,
): Grid {
  const within = (n: number, a: number, b: number): boolean => n >= Math.min(a, b) && n <= Math.max(a, b)
  return {
    ...grid,
    areas: grid.areas.map((row, y) =>
      row.map((cell, x) => (within(y, from.row, to.row) && within(x, from.column, to.column) ? region : cell)),
    ),
  }
}

/** One more at the end, continuing what stands there. */
export function withLine(grid: Grid, axis: 'columns' | 'rows'): Grid {
  if (grid[axis].length >= MOST_LINES) return grid
  return axis === 'columns'
    ? {
        ...grid,
        columns: [...grid.columns, grid.columns.at(-1) ?? SHARE],
        areas: grid.areas.map((row) => [...row, row.at(-1) ?? 'region']),
      }
    : {
        ...grid,
        rows: [...grid.rows, grid.rows.at(-1) ?? SHARE],
        areas: [...grid.areas, [...(grid.areas.at(-1) ?? [])]],
      }
}

/** The last one goes; one always stays. */
export function withoutLine(grid: Grid, axis: 'columns' | 'rows'): Grid {
  if (grid[axis].length <= 1) return grid
  return axis === 'columns'
    ? { ...grid, columns: grid.columns.slice(0, -1), areas: grid.areas.map((row) => row.slice(0, -1)) }
    : { ...grid, rows: grid.rows.slice(0, -1), areas: grid.areas.slice(0, -1) }
}

/** A name no region has yet. */
export function freeRegion(taken: readonly string[], kind: string): string {
  if (!taken.includes(kind)) return kind
  for (let n = 2; ; n++) if (!taken.includes(`${kind}${n}`)) return `${kind}${n}`
}
