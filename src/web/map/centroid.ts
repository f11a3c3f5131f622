// Where the name of an area stands: the centre of gravity of its largest ring.
import type { Feature, Position } from 'geojson'

function ringCentre(ring: readonly Position[]): { area: number; lng: number; lat: number } {
  let twice = 0
  let x = 0
  let y = 0
  for (const [i, p] of ring.entries()) {
    const q = ring[(i + 1) % ring.length] ?? p
    const cross = (p[0] ?? 0) * (q[1] ?? 0) - (q[0] ?? 0) * (p[1] ?? 0)
    twice += cross
    x += ((p[0] ?? 0) + (q[0] ?? 0)) * cross
    y += ((p[1] ?? 0) + (q[1] ?? 0)) * cross
  }
  return { area: Math.abs(twice / 2), lng: x / (3 * twice), lat: y / (3 * twice) }
}

/** Undefined for anything that is not a polygon. */
export function labelPoint(feature: Feature): { lng: number; lat: number } | undefined {
  const g = feature.geometry
  const rings =
    g.type === 'Polygon' ? [g.coordinates[0]] : g.type === 'MultiPolygon' ? g.coordinates.map((p) => p[0]) : []
  let best: ReturnType<typeof ringCentre> | undefined
  for (const ring of rings) {
    if (ring === undefined) continue
    const centre = ringCentre(ring)
    if (best === undefined || centre.area > best.area) best = centre
  }
  return best && { lng: best.lng, lat: best.lat }
}
