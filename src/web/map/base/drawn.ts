// What a base map is to the map: sources and layers under the city's own, made anew for every look. Pure values.
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { MapColours } from '../colours.ts'

/** Every source and layer of a base bears it, so that none meets one of the city's. */
export const BASE_PREFIX = 'base-'

export interface BaseLook {
  readonly colours: MapColours
  readonly theme: 'dark' | 'light'
  readonly locale: 'zh' | 'en'
  /** px */
  readonly textSize: number
  /** What the map's attribution says of the base. */
  readonly notice: string
}

export interface DrawnBase {
  readonly sources: Readonly<Record<string, SourceSpecification>>
  /** Under the city's borders, and from the first names on above them. */
  readonly layers: readonly LayerSpecification[]
  readonly sprite?: string
  /** The city's names are left out. */
  readonly ownLabels: boolean
  /** Where it has nothing, the city's land and water show. */
  readonly hasHoles: boolean
}

export const NO_BASE: DrawnBase = { sources: {}, layers: [], ownLabels: false, hasHoles: true }

/** The map takes attributions as markup. */
export const asMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Where names begin: what is drawn before lies under lines of the city. */
export function splitAtNames(layers: readonly LayerSpecification[]): {
  readonly under: readonly LayerSpecification[]
  readonly names: readonly LayerSpecification[]
} {
  const first = layers.findIndex((l) => l.type === 'symbol')
  return first < 0 ? { under: layers, names: [] } : { under: layers.slice(0, first), names: layers.slice(first) }
}
