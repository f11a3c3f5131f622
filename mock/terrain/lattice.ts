// Unit grid cells on a fixed lattice, and pipes beside the roads.
import { below, keyOf, pick, range, sub, unit } from '../random.ts'
import { along, distM, round5, shift, type Point } from './geometry.ts'
import type { GridCell, Pipe, PipeMedium, Road, Street } from './types.ts'

/**
 * Cells are about 560 × 550 m: a duty grid of several unit grids. Real unit grids of 10 000 m² would be 660 000 polygons here,
 * and drawing invented ones by the thousand would only pretend to know.
 */
const CELL_LNG = 0.006
const CELL_LAT = 0.005
const REACH_M = 2_600
const COMMUNITIES = 4
const CELLS_CENTRAL = 16
const CELLS_TOWN = 6

/** The nearest cells of every street, none twice. */
export function layGrid(
  streets: readonly Street[],
  isLand: (p: Point) => boolean,
  streetAt: (p: Point) => Street | undefined,
): GridCell[] {
  const cells: GridCell[] = []
  for (const street of streets) {
    const [x0, y0] = [Math.floor(street.point[0] / CELL_LNG), Math.floor(street.point[1] / CELL_LAT)]
    const found: { x: number; y: number; d: number }[] = []
    for (let x = x0 - 5; x <= x0 + 5; x++)
      for (let y = y0 - 5; y <= y0 + 5; y++) {
        const middle: Point = [(x + 0.5) * CELL_LNG, (y + 0.5) * CELL_LAT]
        const d = distM(middle, street.point)
        if (d < REACH_M && isLand(middle) && streetAt(middle)?.code === street.code) found.push({ x, y, d })
      }
    found.sort((a, b) => a.d - b.d || a.x - b.x || a.y - b.y)
    found.slice(0, street.isCentral ? CELLS_CENTRAL : CELLS_TOWN).forEach(({ x, y }, i) => {
      const community = String((i % COMMUNITIES) + 1).padStart(3, '0')
      const sequence = String(Math.floor(i / COMMUNITIES) + 1).padStart(3, '0')
      cells.push({
        code: `${street.code}${community}${sequence}`,
        street,
        west: round5(x * CELL_LNG),
        south: round5(y * CELL_LAT),
        east: round5((x + 1) * CELL_LNG),
        north: round5((y + 1) * CELL_LAT),
      })
    })
  }
  return cells
}

const PIPES: Readonly<
  Record<PipeMedium, { aside: number; share: number; dn: readonly number[]; material: readonly string[] }>
> = {
  water: { aside: 7, share: 1, dn: [200, 300, 400, 600, 800], material: ['球墨铸铁', 'PE', '钢'] },
  gas: { aside: -9, share: 0.45, dn: [110, 160, 200, 315], material: ['PE', '钢'] },
  drain: { aside: 12, share: 0.7, dn: [600, 800, 1000, 1200], material: ['钢筋混凝土', 'HDPE'] },
}

/** Water along every larger road, gas and drains along some; each lies beside its road, never under its middle. */
export function layPipes(roads: readonly Road[]): Pipe[] {
  const ground = keyOf('yiwang pipes 1')
  const pipes: Pipe[] = []
  for (const road of roads) {
    if (road.roadClass === 'branch' && !road.isCentral) continue
    for (const medium of ['water', 'gas', 'drain'] as const) {
      const spec = PIPES[medium]
      const key = sub(ground, `${road.id}${medium}`)
      if (unit(key, 0) >= spec.share) continue
      const steps = Math.max(2, Math.min(5, Math.round(road.lengthM / 900)))
      const points: Point[] = []
      for (let i = 0; i <= steps; i++) {
        const { point, east, north } = along(road.points, (road.lengthM * (i + 0.04)) / (steps + 0.08))
        const [x, y] = shift(point, north * spec.aside, -east * spec.aside)
        points.push([round5(x), round5(y)])
      }
      const largest = road.roadClass === 'arterial' ? spec.dn.length : spec.dn.length - 1
      pipes.push({
        id: `P-${medium[0]?.toUpperCase()}${road.id.slice(1)}`,
        medium,
        dn: spec.dn[below(key, 1, largest)] ?? 300,
        material: range(key, 2, 0, 1) < 0.6 ? (spec.material[0] ?? '') : pick(key, 3, spec.material),
        road,
        points,
      })
    }
  }
  return pipes
}
