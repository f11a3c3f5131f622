// What entries of several layers share: names of features, places of rows, words of columns.
import { shallowRef } from 'vue'
import type { Feature, Position } from 'geojson'
import { say, t } from '../../i18n/i18n.ts'
import { labelPoint } from '../centroid.ts'
import type { DrawnOverlay } from '../overlays/overlay.ts'

/** For a layer that the ground draws. */
export const NOT_DRAWN = shallowRef<DrawnOverlay>()

/** Heads of a layer's table: `map.layer.<id>.column.<name>`. */
export const columnsOf = (id: string, names: readonly string[]): string[] =>
  names.map((name) => t(`map.layer.${id}.column.${name}`))

export const propertyOf = (feature: Feature, name: string): string => {
  const value: unknown = feature.properties?.[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** `name_zh` and `name_en` of a feature, in the language of the page. */
export const nameOf = (feature: Feature): string =>
  say({ zh: propertyOf(feature, 'name_zh'), en: propertyOf(feature, 'name_en') })

/** Where a row of the table leads: a point itself, the middle of an area, the middle vertex of a line. */
export function placeOf(feature: Feature): { readonly lng?: number; readonly lat?: number } {
  const { geometry } = feature
  const at = (p: Position | undefined): { lng?: number; lat?: number } =>
    p?.[0] === undefined || p[1] === undefined ? {} : { lng: p[0], lat: p[1] }
  if (geometry.type === 'Point') return at(geometry.coordinates)
  if (geometry.type === 'LineString') return at(geometry.coordinates[Math.floor(geometry.coordinates.length / 2)])
  return labelPoint(feature) ?? {}
}
