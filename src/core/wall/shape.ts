// Which shape a screen has and which grid of a board stands on it. Pure.
import { WALL_SHAPES, type WallGrid, type WallShape } from './types.ts'

/** Width to height from which a shape begins: portrait ends before 1, two screens begin at 5:2, three at 9:2. */
const FROM: Readonly<Record<WallShape, number>> = { tall: 0, single: 1, double: 5 / 2, triple: 9 / 2 }

/**
 * By width to height. 16:9 and 21:9 are `single`, 32:9 (7680×2160) `double`, 48:9 (5760×1080) `triple`. A screen without a size is
 * `single`.
 */
export function shapeOf(width: number, height: number): WallShape {
  if (!(width > 0 && height > 0)) return 'single'
  return WALL_SHAPES.findLast((shape) => width / height >= FROM[shape]) ?? 'tall'
}

export type Grids = Readonly<Partial<Record<WallShape, WallGrid>>> & { readonly single: WallGrid }

/** The grid for a shape: its own, or that of the nearest narrower shape; portrait without one takes `single`. */
export function gridFor(grids: Grids, shape: WallShape): WallGrid {
  const own = grids[shape]
  if (own !== undefined) return own
  const from = WALL_SHAPES.indexOf(shape)
  for (let i = from - 1; i > 0; i--) {
    const narrower = WALL_SHAPES[i]
    const grid = narrower && grids[narrower]
    if (grid !== undefined) return grid
  }
  return grids.single
}

/** Regions of a grid, in reading order, each once. `.` of CSS is none: quiet space has a name nobody fills. */
export const regionsOf = (grid: WallGrid): readonly string[] => [...new Set(grid.areas.flat())]

/** Where a region stands, in lines of the grid from 1; undefined where the grid has none of it. */
export function linesOf(
  grid: WallGrid,
  region: string,
): { readonly row: number; readonly column: number; readonly rowEnd: number; readonly columnEnd: number } | undefined {
  const rows = grid.areas.flatMap((row, y) => (row.includes(region) ? [y] : []))
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return undefined
  const row = grid.areas[first] ?? []
  return { row: first + 1, column: row.indexOf(region) + 1, rowEnd: last + 2, columnEnd: row.lastIndexOf(region) + 2 }
}

/** A grid as CSS: shares become `fr`, names become areas. `minmax(0, …)`, so that no content moves a line. */
export function gridStyle(grid: WallGrid): Readonly<Record<string, string>> {
  const tracks = (shares: readonly number[]): string => shares.map((s) => `minmax(0, ${s}fr)`).join(' ')
  return {
    gridTemplateColumns: tracks(grid.columns),
    gridTemplateRows: tracks(grid.rows),
    gridTemplateAreas: grid.areas.map((row) => `"${row.join(' ')}"`).join(' '),
  }
}
