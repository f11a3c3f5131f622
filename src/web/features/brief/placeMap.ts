// Districts and places as SVG paths in a box: a plain plate for a page of text. Pure.
import type { Feature, FeatureCollection, Position } from 'geojson'

export interface Placed {
  readonly lng: number
  readonly lat: number
}
export interface Plate {
  readonly width: number
  readonly height: number
  readonly x: (lng: number) => number
  readonly y: (lat: number) => number
}
/** No closer than this: a single place stands in its quarter of the city, not in nothing. Degrees of latitude. */
const LEAST_SPAN = 0.09
/** Room around the outermost places. */
const MARGIN = 1.35

/** A box of the given size around the places, equal scale both ways. */
export function plateOf(places: readonly Placed[], width: number, height: number): Plate {
  const lngs = places.map((p) => p.lng)
  const lats = places.map((p) => p.lat)
  const middle = (all: readonly number[]): number => (Math.min(...all) + Math.max(...all)) / 2
  const span = (all: readonly number[]): number => Math.max(...all) - Math.min(...all)
  const [lng0, lat0] = [middle(lngs), middle(lats)]
  const narrow = Math.cos((lat0 * Math.PI) / 180)
  const degrees = Math.max(LEAST_SPAN, span(lats) * MARGIN, (span(lngs) * narrow * MARGIN * height) / width)
  const scale = height / degrees
  return {
    width,
    height,
    x: (lng) => width / 2 + (lng - lng0) * narrow * scale,
    y: (lat) => height / 2 - (lat - lat0) * scale,
  }
}

const round = (n: number): number => Math.round(n * 10) / 10

/** Steps shorter than a pixel are left out. */
function stroke(points: readonly Position[], plate: Plate): string {
  let path = ''
  let last: readonly [number, number] | undefined
  for (const [lng, lat] of points) {
    if (lng === undefined || lat === undefined) continue
    const [x, y] = [round(plate.x(lng)), round(plate.y(lat))]
    if (last !== undefined && Math.hypot(x - last[0], y - last[1]) < 1) continue
    path += `${last === undefined ? 'M' : 'L'}${x} ${y}`
    last = [x, y]
  }
  return path
}

function ringsOf({ geometry }: Feature): readonly (readonly Position[])[] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Outlines of areas as one path each. */
export const outlines = (areas: FeatureCollection, plate: Plate): string[] =>
  areas.features.map((area) =>
    ringsOf(area)
      .map((points) => `${stroke(points, plate)}Z`)
      .join(''),
  )

/** Rivers and the like as one path each. */
export const lines = (features: FeatureCollection, plate: Plate): string[] =>
  features.features.flatMap(({ geometry }) => {
    if (geometry.type === 'LineString') return [stroke(geometry.coordinates, plate)]
    return geometry.type === 'MultiLineString' ? geometry.coordinates.map((part) => stroke(part, plate)) : []
  })
