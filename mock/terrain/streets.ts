// Streets as label points and which of them a place belongs to. Real streets have outlines; nobody publishes them, so nearest label it is.
import type { MockReference } from '../reference.ts'
import { distM, isInside, type Point, type Polygon } from './geometry.ts'
import type { Street } from './types.ts'

/** Built-up middle of the city: about how far its known roads reach from the centre. */
const CENTRAL_WITHIN_M = 8_500

/** Streets and towns of the reference data that have a label inside some outline. */
export function streetsOf(reference: MockReference): Street[] {
  const { areas, map, city } = reference
  const names = new Map(areas.map((a) => [a.code, a.name.zh]))
  const outlines = [...map.districts.values()]
  const streets: Street[] = []
  for (const a of areas) {
    if (a.kind !== 'street' || a.lng === undefined || a.lat === undefined) continue
    const point: Point = [a.lng, a.lat]
    if (!outlines.some((p) => isInside(p, point))) continue
    const district = a.code.slice(0, 6)
    streets.push({
      code: a.code,
      district,
      name: a.name.zh,
      districtName: names.get(district) ?? '',
      point,
      isCentral: distM(point, city.center) < CENTRAL_WITHIN_M,
    })
  }
  return streets.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Finds the street of a point: nearest label among those in the same outline. */
export function streetFinder(
  streets: readonly Street[],
  districts: ReadonlyMap<string, Polygon>,
): (p: Point) => Street | undefined {
  const byOutline = [...districts.values()].map((polygon) => ({
    polygon,
    streets: streets.filter((s) => isInside(polygon, s.point)),
  }))
  return (p) => {
    const home = byOutline.find((o) => isInside(o.polygon, p))
    let best: Street | undefined
    let bestM = Infinity
    for (const s of home?.streets ?? []) {
      const d = distM(p, s.point)
      if (d < bestM) [best, bestM] = [s, d]
    }
    return best
  }
}
