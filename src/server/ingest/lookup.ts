// What ingest asks of the reference data: contracts, kinds, and where in the city something is.
import { MISPLACED_BEYOND_M, metresOutside } from '../../core/observe/place.ts'
import type { Place } from '../../core/place.ts'
import type { Feed, SensorKind } from '../../wire/reference.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { outlineContains, type Outline } from '../reference/outlines.ts'

export interface DeviceLookup {
  readonly feed: (id: string) => Feed | undefined
  readonly kind: (id: string) => SensorKind | undefined
  /** A place in the city from coordinates, or from an area's label point; undefined when it is outside or unknown. */
  readonly place: (at: { readonly lng?: number; readonly lat?: number; readonly area?: string }) => Place | undefined
  readonly district: (area: string) => string
  /** True when a point is further outside an area than the outlines are good to. A street is judged by its district's outline. */
  readonly isMisplaced: (area: string, lng: number, lat: number) => boolean
}

export function deviceLookup(reference: ReferenceIndex, outlines: readonly Outline[]): DeviceLookup {
  const { city } = reference
  /** Areas come and go with the catalogue; their outlines are looked for once per code. */
  const outlineOf = new Map<string, Outline | undefined>()
  const outlineFor = (code: string): Outline | undefined => {
    if (!outlineOf.has(code)) outlineOf.set(code, find(code))
    return outlineOf.get(code)
  }
  // Functional areas have no outline of their own: the one around their label point stands for it, as when a place is looked up.
  const find = (code: string): Outline | undefined => {
    const known = reference.areas.get(reference.areaPath(code)[0] ?? '')
    if (known?.lng !== undefined && known.lat !== undefined) {
      const { lng, lat } = known
      const around = outlines.find((outline) => outlineContains(outline, lng, lat))
      if (around !== undefined && known.kind !== 'city') return around
    }
    return outlines.find((outline) => outline.area === reference.districtOf(code))
  }
  return {
    feed: (id) => reference.feeds.get(id),
    kind: (id) => reference.sensorKinds.get(id),
    district: (area) => reference.districtOf(area) ?? city.code,
    isMisplaced: (area, lng, lat) => {
      const outline = outlineFor(area)
      return outline !== undefined && metresOutside(outline.polygons, lng, lat) > MISPLACED_BEYOND_M
    },
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
