// What ingest asks of the reference data: contracts, kinds, and where in the city something is.
import type { Place } from '../../core/place.ts'
import type { Feed, SensorKind } from '../../wire/reference.ts'
import type { ReferenceIndex } from '../reference/load.ts'

export interface DeviceLookup {
  readonly feed: (id: string) => Feed | undefined
  readonly kind: (id: string) => SensorKind | undefined
  /** A place in the city from coordinates, or from an area's label point; undefined when it is outside or unknown. */
  readonly place: (at: { readonly lng?: number; readonly lat?: number; readonly area?: string }) => Place | undefined
  readonly district: (area: string) => string
}

export function deviceLookup(reference: ReferenceIndex): DeviceLookup {
  const { city } = reference
  return {
    feed: (id) => reference.feeds.get(id),
    kind: (id) => reference.sensorKinds.get(id),
    district: (area) => reference.districtOf(area) ?? city.code,
    place: ({ lng, lat, area }) => {
      if (lng !== undefined && lat !== undefined) {
        const [west, south, east, north] = city.bounds
        if (lng < west || lng > east || lat < south || lat > north) return undefined
        return { lng, lat, area: area !== undefined && reference.areas.has(area) ? area : reference.areaAt(lng, lat) }
      }
      const known = area === undefined ? undefined : reference.areas.get(area)
      return known?.lng === undefined || known.lat === undefined
        ? undefined
        : { lng: known.lng, lat: known.lat, area: known.code }
    },
  }
}
