// Pipes under the roads, told apart by dash and width, and pumping stations: full when they run, hollow when they stand.
import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { collection, feature, pointFeature } from './features.ts'
import type { LegendLine, Look, OverlayLook } from './overlay.ts'

export const PIPES = 'pipes'
export const PUMPS = 'pipes-pumps'

export const MEDIA = ['water', 'drain', 'gas'] as const
export type Medium = (typeof MEDIA)[number]
export const isMedium = (word: unknown): word is Medium => MEDIA.some((m) => m === word)

/** In widths of the line. */
export const DASHES: Readonly<Record<Medium, readonly number[] | undefined>> = {
  water: undefined,
  drain: [4, 1.5],
  gas: [1, 1.5],
}

export interface PipeWords {
  readonly title: (medium: string, dn: number | undefined) => string
  readonly detail: (material: string, road: string) => string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const dnOf = (value: unknown): number | undefined => (typeof value === 'number' && value > 0 ? value : undefined)

export const pipeCollection = (pipes: FeatureCollection, words: PipeWords): FeatureCollection =>
  collection(
    pipes.features.map(({ geometry, properties: p }) => {
      const dn = dnOf(p?.['dn'])
      const medium = text(p?.['medium'])
      return feature(
        geometry,
        {
          hit: text(p?.['id']),
          title: words.title(medium, dn),
          detail: words.detail(text(p?.['material']), text(p?.['road'])),
        },
        { medium: isMedium(medium) ? medium : 'water', dn: dn ?? 200 },
      )
    }),
  )

/** `unknown`: silent, doubted, or never spoke. */
export type PumpState = 'running' | 'standing' | 'unknown'
export interface PumpMark {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly state: PumpState
  readonly title: string
  readonly detail: string
}

/** A pump whose word cannot be believed is neither running nor standing. */
export const pumpState = (running: number, unsure: boolean): PumpState =>
  unsure || Number.isNaN(running) ? 'unknown' : running > 0 ? 'running' : 'standing'

export const pumpCollection = (pumps: readonly PumpMark[]): FeatureCollection =>
  collection(pumps.map((p) => pointFeature(p, { hit: p.id, title: p.title, detail: p.detail }, { state: p.state })))

/** px by nominal diameter, mm. */
const byDn = (px: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['get', 'dn'],
  100,
  0.6 * px,
  600,
  1.4 * px,
  1200,
  2.6 * px,
]

function layers({ colours, scale, textSize }: Look): LayerSpecification[] {
  const isState = (state: PumpState): ExpressionSpecification => ['==', ['get', 'state'], state]
  return [
    ...MEDIA.map((medium): LayerSpecification => {
      const dash = DASHES[medium]
      return {
        id: `pipes-${medium}`,
        type: 'line',
        source: PIPES,
        minzoom: 9,
        filter: ['==', ['get', 'medium'], medium],
        layout: { 'line-cap': dash === undefined ? 'round' : 'butt', 'line-join': 'round' },
        paint: {
          'line-color': colours.label,
          'line-width': ['interpolate', ['linear'], ['zoom'], 9, byDn(0.5 * scale), 14, byDn(1.8 * scale)],
          ...(dash === undefined ? {} : { 'line-dasharray': [...dash] }),
        },
      }
    }),
    {
      id: 'pipes-pumps',
      type: 'circle',
      source: PUMPS,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 3 * scale, 13, 7 * scale],
        'circle-color': ['case', isState('running'), colours.text, colours.halo],
        'circle-stroke-color': colours.text,
        'circle-stroke-width': 1.6 * scale,
      },
    },
    {
      id: 'pipes-pumps-unknown',
      type: 'symbol',
      source: PUMPS,
      filter: isState('unknown'),
      minzoom: 10,
      layout: {
        'text-field': '?',
        'text-font': ['Noto Sans Regular'],
        'text-size': textSize * 0.85,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.text },
    },
  ]
}

export const pipes: OverlayLook = {
  id: PIPES,
  place: 'line',
  hits: [...MEDIA.map((m) => `pipes-${m}`), 'pipes-pumps'],
  layers,
}

export const pipeLegend = (
  { colours }: Look,
  media: Readonly<Record<Medium, string>>,
  pumps: Readonly<Record<PumpState, string>>,
): LegendLine[] => [
  ...MEDIA.map((medium): LegendLine => ({
    swatch: { type: 'line', colour: colours.label, width: 3, dash: DASHES[medium] !== undefined },
    text: media[medium],
  })),
  { swatch: { type: 'dot', colour: colours.text }, text: pumps.running },
  { swatch: { type: 'dot', colour: colours.text, hollow: true }, text: pumps.standing },
  { swatch: { type: 'dot', colour: colours.text, hollow: true, ring: 'broken' }, text: pumps.unknown },
]
