// A drawn area as the rings that are asked about and drawn. Pure.
import type { FeatureCollection } from 'geojson'
import { MOST_POINTS, polygonFault, type Position, type Ring } from '../../../core/place/polygon.ts'
import { circleCorners } from './geodesy.ts'
import type { Shape } from './shape.ts'

/** Degrees by which an outline may be off at first: about 30 m. */
const FIRST_TOLERANCE = 0.0003

/** Points of a ring without those that lie within the tolerance (degrees) of the way (Douglas and Peucker 1973). */
export function simplified(ring: Ring, tolerance: number): Ring {
  const keep = new Uint8Array(ring.length).fill(0)
  keep[0] = keep[ring.length - 1] = 1
  const spans: [number, number][] = [[0, ring.length - 1]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span
    const [a, b] = [ring[from], ring[to]]
    if (a === undefined || b === undefined) continue
    let [far, at] = [tolerance, -1]
    for (let i = from + 1; i < to; i++) {
      const off = offWay(ring[i] ?? a, a, b)
      if (off > far) [far, at] = [off, i]
    }
    if (at < 0) continue
    keep[at] = 1
    spans.push([from, at], [at, to])
  }
  return ring.filter((_, i) => keep[i] === 1)
}

function offWay(p: Position, a: Position, b: Position): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length2 = dx * dx + dy * dy
  const part = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2))
  return Math.hypot(p[0] - a[0] - part * dx, p[1] - a[1] - part * dy)
}

/** So many points are asked about at most: every two edges are looked at for a crossing, here and by the hub. */
const MOST = Math.min(500, MOST_POINTS)
const TRIES = 16

/** Outlines with few enough points. Leaving some out may make an outline cross itself: then a few more are left out. */
function within(rings: readonly Ring[]): readonly Ring[] {
  let taken = rings
  let tolerance = FIRST_TOLERANCE
  for (let i = 0; i < TRIES; i++) {
    taken = rings.map((ring) => simplified(ring, tolerance)).filter((ring) => ring.length > 3)
    if (taken.reduce((n, ring) => n + ring.length, 0) <= MOST && polygonFault(taken) !== 'crossing') break
    tolerance *= 1.3
  }
  return taken
}

/** Undefined while the outline of the area is not here, or where it has none. `outlines` carry `code`. */
export function ringsOf(shape: Shape, outlines: FeatureCollection | undefined): readonly Ring[] | undefined {
  if (shape.type === 'polygon') return [shape.corners.map(({ lng, lat }) => [lng, lat] as const)]
  if (shape.type === 'circle')
    return [circleCorners(shape.at, shape.radiusM).map(({ lng, lat }) => [lng, lat] as const)]
  const geometry = outlines?.features.find((f) => f.properties?.['code'] === shape.code)?.geometry
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  const rings = polygons.flat().map((ring) => ring.map(([lng = 0, lat = 0]) => [lng, lat] as const))
  return rings.length === 0 ? undefined : within(rings)
}
