// How areas are shaded by the values of an indicator, on any map. Pure.
import type { IndicatorView } from '../../wire/views.ts'
import type { AreaLook, AreaShade } from './layers/areas.ts'

export interface AreaWords {
  readonly name: (code: string) => string
  /** Value with its unit, or that it is unknown. */
  readonly value: (view: IndicatorView) => string
}
export interface AreaPlace {
  readonly point: (code: string) => { readonly lng?: number | undefined; readonly lat?: number | undefined } | undefined
  /** The colour a standard gives the value's grade, where it does. */
  readonly colour: (view: IndicatorView) => string | undefined
}

/** Least and greatest of the known values; undefined where nothing is known. */
export function rangeOf(values: readonly IndicatorView[]): { readonly low: number; readonly high: number } | undefined {
  const known = values.flatMap((v) => (v.value === undefined ? [] : [v.value]))
  return known.length === 0 ? undefined : { low: Math.min(...known), high: Math.max(...known) }
}

/** Areas as alike as this share of their size are shaded alike: a tenth of a degree is no difference of colour. */
const ALIKE = 0.02

function lookOf(
  view: IndicatorView,
  range: { readonly low: number; readonly high: number } | undefined,
  colour: string | undefined,
): AreaLook {
  if (view.value === undefined || range === undefined) return { type: 'unknown' }
  if (colour !== undefined) return { type: 'grade', colour }
  if (view.level !== undefined) return { type: 'level', level: view.level }
  const width = range.high - range.low
  const isFlat = width <= Math.max(Math.abs(range.high), Math.abs(range.low)) * ALIKE
  return { type: 'tone', tone: isFlat ? 0.3 : Math.round(((view.value - range.low) / width) * 100) / 100 }
}

/** Areas below the city; districts first, so that what lies within stands on top. */
export function shadesOf(
  values: readonly IndicatorView[],
  city: string,
  chosen: string | undefined,
  words: AreaWords,
  place: AreaPlace,
): AreaShade[] {
  const within = values.filter((v) => v.area !== city && v.area.length <= 9)
  const sizes = [6, 9].map((length) => within.filter((v) => v.area.length === length))
  return sizes.flatMap((same) => {
    const range = rangeOf(same)
    return same.map((view) => {
      const point = place.point(view.area)
      return {
        code: view.area,
        name: words.name(view.area),
        value: words.value(view),
        look: lookOf(view, range, place.colour(view)),
        level: view.value === undefined ? undefined : view.level,
        chosen: view.area === chosen,
        lng: point?.lng,
        lat: point?.lat,
      }
    })
  })
}
