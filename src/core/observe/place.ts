// Where a device says it stands against the area it is registered in. Plane geometry, good to a metre over some kilometres.
import { DEGREE_M, lngDegreeM } from '../place.ts'

type Position = readonly [lng: number, lat: number]
/** Outer ring first, then holes; rings are closed. */
export type AreaPolygon = readonly (readonly Position[])[]

/**
 * How far outside its area a device may say it is before it counts as misplaced. The outlines of districts are good to about
 * 1 km, and a street is judged by its district, having no outline of its own.
 */
export const MISPLACED_BEYOND_M = 2_000

/** Metres from a point to the nearest edge of an area when it is outside; 0 inside, Infinity where the area has no outline. */
export function metresOutside(polygons: readonly AreaPolygon[], lng: number, lat: number): number {
  const perLng = lngDegreeM(lat)
  let nearest = Infinity
  for (const polygon of polygons) {
    let within = false
    for (const ring of polygon) {
      let previous = ring.at(-1)
      for (const point of ring) {
        if (previous !== undefined) {
          // Even-odd over all rings: a hole takes away what its outer ring gave.
          if (point[1] > lat !== previous[1] > lat) {
            const crossing = ((previous[0] - point[0]) * (lat - point[1])) / (previous[1] - point[1]) + point[0]
            if (lng < crossing) within = !within
          }
          nearest = Math.min(
            nearest,
            toEdge(
              (previous[0] - lng) * perLng,
              (previous[1] - lat) * DEGREE_M,
              (point[0] - lng) * perLng,
              (point[1] - lat) * DEGREE_M,
            ),
          )
        }
        previous = point
      }
    }
    if (within) return 0
  }
  return nearest
}

/** Distance from the origin to a segment. */
function toEdge(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + t * dx, ay + t * dy)
}
