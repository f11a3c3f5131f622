// Features and what pointing at one tells, in one form for all overlays.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { DEGREE_M, lngDegreeM } from '../../../core/place.ts'

/** What a pointed-at feature tells: `hit` says which thing it is, absent where it can only be read. */
export interface Told {
  readonly hit?: string
  readonly title?: string
  readonly detail?: string
}

type Properties = Readonly<Record<string, string | number | boolean>>

export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})
export const EMPTY = collection([])

export const feature = (geometry: Geometry, told: Told, properties: Properties = {}): Feature => ({
  type: 'Feature',
  properties: { ...properties, ...told },
  geometry,
})

export const pointFeature = (
  { lng, lat }: { readonly lng: number; readonly lat: number },
  told: Told,
  properties?: Properties,
): Feature => feature({ type: 'Point', coordinates: [lng, lat] }, told, properties)

export const lineFeature = (coordinates: readonly Position[], told: Told, properties?: Properties): Feature =>
  feature({ type: 'LineString', coordinates: [...coordinates] }, told, properties)

/** The place so many metres away in a direction (degrees from north, clockwise). Good for a few kilometres. */
export function placeAt(lng: number, lat: number, degrees: number, metres: number): [number, number] {
  const angle = (degrees * Math.PI) / 180
  const north = (Math.cos(angle) * metres) / DEGREE_M
  const east = (Math.sin(angle) * metres) / lngDegreeM(lat)
  return [lng + east, lat + north]
}
