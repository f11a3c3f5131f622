// The still part of the map: land, water, roads, borders and their labels, from the city's own files.
import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { splitAtNames, type DrawnBase } from '../base/drawn.ts'
import type { MapColours } from '../colours.ts'

export interface GroundFile {
  readonly id: 'districts' | 'outline' | 'lakes' | 'rivers' | 'roads' | 'grid' | 'pipes' | 'places' | 'components'
  readonly data: FeatureCollection
}

/** Which language labels come in; features carry `name_zh` and `name_en`. */
export type LabelLocale = 'zh' | 'en'

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }
/** Drawn files and their order. Grid cells and pipes are for the simulated city, not for the eye at city scale. */
export const GROUND_IDS = ['districts', 'lakes', 'rivers', 'roads', 'places'] as const
const FONT = ['Noto Sans Regular']

/** What of the ground can be left out, and the layers it consists of. */
export const GROUND_PARTS = {
  districts: ['borders', 'district-labels'],
  water: ['lakes', 'rivers'],
  roads: ['roads'],
  places: ['place-labels'],
} as const
export type GroundPart = keyof typeof GROUND_PARTS

export interface GroundOptions {
  readonly colours: MapColours
  readonly locale: LabelLocale
  /** px; from the viewing distance on the wall. */
  readonly textSize: number
}

export interface LabelPoint {
  readonly label: string
  readonly lng: number
  readonly lat: number
}

/** Labels are points of their own, so that a polygon cut by tiles is not named twice. */
export const labelCollection = (points: readonly LabelPoint[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: points.map((p) => ({
    type: 'Feature',
    properties: { label: p.label },
    geometry: { type: 'Point', coordinates: [p.lng, p.lat] },
  })),
})

/** What lies on or under the city's own ground. */
export interface GroundBase {
  /** Undefined: the bundled one. */
  readonly base: DrawnBase | undefined
  readonly hills: DrawnBase | undefined
  readonly buildings: DrawnBase | undefined
}
const BARE: GroundBase = { base: undefined, hills: undefined, buildings: undefined }

/** Stands where the names of a base begin: lines of overlays go under it. */
export const NAMES_BEGIN = 'names'

export function groundStyle(
  files: readonly GroundFile[],
  labels: FeatureCollection,
  { colours: c, locale, textSize }: GroundOptions,
  { base, hills, buildings }: GroundBase = BARE,
): StyleSpecification {
  const data = (id: GroundFile['id']): FeatureCollection => files.find((f) => f.id === id)?.data ?? EMPTY
  const sources: Record<string, SourceSpecification> = {
    labels: { type: 'geojson', data: labels },
  }
  for (const id of GROUND_IDS) sources[id] = { type: 'geojson', data: data(id) }
  for (const part of [base, hills, buildings]) Object.assign(sources, part?.sources)

  const label: ExpressionSpecification = ['get', locale === 'zh' ? 'name_zh' : 'name_en']
  const layers: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': c.ground } },
    { id: 'land', type: 'fill', source: 'districts', paint: { 'fill-color': c.land } },
    {
      id: 'lakes',
      type: 'fill',
      source: 'lakes',
      paint: { 'fill-color': c.water },
    },
    {
      id: 'rivers',
      type: 'line',
      source: 'rivers',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.water, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 11, 3, 14, 8] },
    },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': c.road,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          8,
          ['match', ['get', 'class'], 'arterial', 0.7, 0.3],
          11,
          ['match', ['get', 'class'], 'arterial', 1.6, 0.7],
          14,
          ['match', ['get', 'class'], 'arterial', 5, 2.5],
        ],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 7, 0.5, 10, 1],
      },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'districts',
      paint: { 'line-color': c.border, 'line-width': 1, 'line-dasharray': [4, 2] },
    },
    {
      id: 'place-labels',
      type: 'symbol',
      source: 'places',
      minzoom: 10,
      layout: { 'text-field': label, 'text-font': FONT, 'text-size': textSize * 0.9, 'text-padding': 8 },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.2, 'text-opacity': 0.8 },
    },
    {
      id: 'district-labels',
      type: 'symbol',
      source: 'labels',
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': textSize,
        'text-letter-spacing': 0.08,
        'text-padding': 2,
        // Where marks stand on the middle of a district its name steps aside.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.2,
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
    },
  ]
  const own = (...ids: readonly string[]): LayerSpecification[] => layers.filter(({ id }) => ids.includes(id))
  const { under, names } = splitAtNames(base?.layers ?? [])
  return {
    version: 8,
    sources,
    ...(base?.sprite !== undefined && { sprite: base.sprite }),
    layers: [
      ...own('ground'),
      ...(base?.hasHoles === false ? [] : own('land')),
      ...(base === undefined ? (hills?.layers ?? []) : []),
      ...(base?.hasHoles === false ? [] : own('lakes', 'rivers')),
      ...(base === undefined ? own('roads') : [...under, ...(hills?.layers ?? [])]),
      ...(buildings?.layers ?? []),
      ...own('borders'),
      { id: NAMES_BEGIN, type: 'background', layout: { visibility: 'none' } },
      ...names,
      ...(base?.ownLabels === true ? [] : own('place-labels', 'district-labels')),
    ],
  }
}
