// Where a warning holds: areas of the city by code, GeoJSON of the shapes it names, and the worst that holds at a place.
import type { AreaCode } from '../ids.ts'
import { areasOf } from '../incident/areas.ts'
import { worse, type Level } from '../level.ts'
import { DEGREE_M, lngDegreeM } from '../place.ts'
import type { Position, Warning } from './types.ts'

/** GeoJSON; several polygons and circles are one. */
export interface WarningGeometry {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly (readonly Position[])[])[]
}

/** Corners of a circle: within 0.5 % of its radius. */
const CORNERS = 32
const MICRO = 1e6

/** A circle as a closed ring, counter-clockwise. */
export function circleRing(lng: number, lat: number, radiusKm: number): Position[] {
  const perLat = (radiusKm * 1000) / DEGREE_M
  const perLng = (radiusKm * 1000) / lngDegreeM(lat)
  const ring = Array.from({ length: CORNERS }, (_, i): Position => {
    const turn = (2 * Math.PI * i) / CORNERS
    const [x, y] = [lng + perLng * Math.cos(turn), lat + perLat * Math.sin(turn)]
    return [Math.round(x * MICRO) / MICRO, Math.round(y * MICRO) / MICRO]
  })
  return [...ring, ring[0] ?? [lng, lat]]
}

/** The shapes a warning draws itself; undefined where it names areas only by code or in words. */
export function geometryOf(warning: Pick<Warning, 'infos'>): WarningGeometry | undefined {
  const rings = new Map<string, readonly Position[]>()
  // Infos in other languages repeat the shapes.
  for (const area of warning.infos.flatMap((info) => info.areas)) {
    for (const ring of area.polygons) rings.set(JSON.stringify(ring), ring)
    for (const { lng, lat, radiusKm } of area.circles)
      if (radiusKm > 0) rings.set(`${lng} ${lat} ${radiusKm}`, circleRing(lng, lat, radiusKm))
  }
  return rings.size === 0 ? undefined : { type: 'MultiPolygon', coordinates: [...rings.values()].map((ring) => [ring]) }
}

/** Feeds pad GB/T 2260 codes with zeros to twelve digits: `321000000000` is `321000`. */
const unpadded = (code: string): string =>
  !/^\d{12}$/.test(code)
    ? code
    : code.endsWith('000000')
      ? code.slice(0, 6)
      : code.endsWith('000')
        ? code.slice(0, 9)
        : code

/**
 * The areas a warning names by code, as the city's own codes, without what lies in another of them. A province or the
 * country above the city is the whole city. `isKnown` says which codes are the city's.
 */
export function codesOf(
  warning: Pick<Warning, 'infos'>,
  city: AreaCode,
  isKnown: (code: AreaCode) => boolean,
): AreaCode[] {
  const codes = new Set<AreaCode>()
  for (const { value } of warning.infos.flatMap((info) => info.areas.flatMap((area) => area.geocodes))) {
    const code = unpadded(value.trim())
    if (code === '000000' || code === '100000' || code === `${city.slice(0, 2)}0000`) codes.add(city)
    else if (isKnown(code)) codes.add(code)
  }
  return [...codes].filter((code) => !areasOf(code).some((outer) => outer !== code && codes.has(outer)))
}

/** True for a place inside a shape; even-odd over each polygon's rings. */
export function isInside({ coordinates }: WarningGeometry, lng: number, lat: number): boolean {
  return coordinates.some((polygon) => {
    let within = false
    for (const ring of polygon)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [a, b] = [ring[i], ring[j]]
        if (a === undefined || b === undefined || a[1] > lat === b[1] > lat) continue
        if (lng < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) within = !within
      }
    return within
  })
}

/** What of a warning decides where it holds. */
export interface Extent {
  readonly areas: readonly AreaCode[]
  readonly geometry?: WarningGeometry | undefined
}

/**
 * True where a warning holds at a place: its area or one around it is named, or it lies in a shape. A warning that names
 * neither code nor shape holds everywhere: better told too widely than not at all.
 */
export function holdsAt(extent: Extent, place: { area?: AreaCode; lng?: number; lat?: number }): boolean {
  const { areas, geometry } = extent
  if (areas.length === 0 && geometry === undefined) return true
  const around = place.area === undefined ? [] : areasOf(place.area)
  if (areas.some((code) => around.includes(code))) return true
  return (
    geometry !== undefined &&
    place.lng !== undefined &&
    place.lat !== undefined &&
    isInside(geometry, place.lng, place.lat)
  )
}

/** The worst level among warnings that hold at a place; undefined where none does. The caller gives those in force. */
export const worstAt = (
  inForce: readonly (Extent & { readonly level?: Level | undefined })[],
  place: { area?: AreaCode; lng?: number; lat?: number },
): Level | undefined =>
  inForce.reduce<Level | undefined>((worst, one) => (holdsAt(one, place) ? worse(worst, one.level) : worst), undefined)

type Box = readonly [west: number, south: number, east: number, north: number]

/** False only for a warning that says clearly that it is for elsewhere: foreign codes alone, or shapes off the city. */
export function concernsCity(warning: Pick<Warning, 'infos'>, extent: Extent, bounds: Box): boolean {
  if (extent.areas.length > 0) return true
  const { geometry } = extent
  if (geometry === undefined)
    return !warning.infos.some((info) =>
      info.areas.some((area) => area.geocodes.some((g) => /^\d{6,12}$/.test(g.value))),
    )
  const [west, south, east, north] = bounds
  return geometry.coordinates.some((polygon) => {
    const points = polygon.flat()
    const [lngs, lats] = [points.map((p) => p[0]), points.map((p) => p[1])]
    return (
      Math.min(...lngs) <= east && Math.max(...lngs) >= west && Math.min(...lats) <= north && Math.max(...lats) >= south
    )
  })
}
