// Plane geometry on longitude and latitude for a city-sized area: good to a metre or two, which is all a made-up road needs.

export type Point = readonly [lng: number, lat: number]
export type Ring = readonly Point[]

const M_PER_DEGREE_LAT = 110_900 // at 32–33° N
const M_PER_DEGREE_LNG = 93_800 // at 32.6° N: 111 320 × cos

export const distM = (a: Point, b: Point): number =>
  Math.hypot((b[0] - a[0]) * M_PER_DEGREE_LNG, (b[1] - a[1]) * M_PER_DEGREE_LAT)

/** The point `eastM`, `northM` away. */
export const shift = (p: Point, eastM: number, northM: number): Point => [
  p[0] + eastM / M_PER_DEGREE_LNG,
  p[1] + northM / M_PER_DEGREE_LAT,
]

export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export function boxOf(points: Iterable<Point>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return { west, south, east, north }
}

export interface Polygon {
  readonly box: Box
  readonly rings: readonly Ring[]
}

/** Even-odd over all rings, so holes are outside. */
export function isInside(polygon: Polygon, [x, y]: Point): boolean {
  const { box, rings } = polygon
  if (x < box.west || x > box.east || y < box.south || y > box.north) return false
  let inside = false
  for (const ring of rings) {
    let before = ring.at(-1)
    for (const corner of ring) {
      if (before !== undefined && corner[1] > y !== before[1] > y) {
        const cut = before[0] + ((y - before[1]) / (corner[1] - before[1])) * (corner[0] - before[0])
        if (x < cut) inside = !inside
      }
      before = corner
    }
  }
  return inside
}

export function lengthM(line: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distM(line[i - 1] as Point, line[i] as Point)
  return sum
}

/** The point `m` metres along a line, and the unit vector of travel there. */
export function along(line: readonly Point[], m: number): { point: Point; east: number; north: number } {
  let left = m
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const step = distM(a, b)
    if (left <= step || i === line.length - 1) {
      const f = step === 0 ? 0 : Math.min(1, left / step)
      const east = step === 0 ? 1 : ((b[0] - a[0]) * M_PER_DEGREE_LNG) / step
      const north = step === 0 ? 0 : ((b[1] - a[1]) * M_PER_DEGREE_LAT) / step
      return { point: [a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f], east, north }
    }
    left -= step
  }
  throw new Error('along: a line needs two points')
}

/** Shortest distance in metres from a point to a line. */
export function distToLineM(p: Point, line: readonly Point[]): number {
  let best = Infinity
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const [bx, by] = [(b[0] - a[0]) * M_PER_DEGREE_LNG, (b[1] - a[1]) * M_PER_DEGREE_LAT]
    const [px, py] = [(p[0] - a[0]) * M_PER_DEGREE_LNG, (p[1] - a[1]) * M_PER_DEGREE_LAT]
    const square = bx * bx + by * by
    const f = square === 0 ? 0 : Math.max(0, Math.min(1, (px * bx + py * by) / square))
    best = Math.min(best, Math.hypot(px - bx * f, py - by * f))
  }
  return best
}

/** A line with a point at least every `stepM` metres. */
export function densify(line: readonly Point[], stepM: number): Point[] {
  const out: Point[] = []
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point
    const b = line[i] as Point
    const parts = Math.max(1, Math.ceil(distM(a, b) / stepM))
    for (let k = 0; k < parts; k++) out.push([a[0] + ((b[0] - a[0]) * k) / parts, a[1] + ((b[1] - a[1]) * k) / parts])
  }
  const last = line.at(-1)
  if (last) out.push(last)
  return out
}

/** The longest run of consecutive points that `keep` holds for. */
export function longestRun(line: readonly Point[], keep: (p: Point) => boolean): Point[] {
  let best: Point[] = []
  let run: Point[] = []
  for (const p of line) {
    if (keep(p)) run.push(p)
    else run = []
    if (run.length > best.length) best = [...run]
  }
  return best
}

/** Drops points that lie within `toleranceM` of the chord (Douglas–Peucker). */
export function simplify(line: readonly Point[], toleranceM: number): Point[] {
  const first = line[0]
  const last = line.at(-1)
  if (!first || !last || line.length < 3) return [...line]
  let worst = 0
  let at = 0
  for (let i = 1; i < line.length - 1; i++) {
    const d = distToLineM(line[i] as Point, [first, last])
    if (d > worst) [worst, at] = [d, i]
  }
  if (worst <= toleranceM) return [first, last]
  return [...simplify(line.slice(0, at + 1), toleranceM).slice(0, -1), ...simplify(line.slice(at), toleranceM)]
}

/** Six decimals (0.1 m) for devices and reports. */
export const round6 = (n: number): number => Math.round(n * 1e6) / 1e6
/** Five decimals (1 m) for the map files. */
export const round5 = (n: number): number => Math.round(n * 1e5) / 1e5
