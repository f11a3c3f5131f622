// State of traffic on roads: the slower against free flow, the wider and the stronger the line. No hue: those are for alarms.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { gradeOf } from '../../../core/indicate/grades.ts'
import { trafficIndexOf } from '../../../core/indicate/traffic.ts'
import type { Grade } from '../../../core/indicate/types.ts'
import { collection, lineFeature } from './features.ts'
import type { LegendLine, Look, OverlayLook } from './overlay.ts'
import type { Stretch } from './stretches.ts'
import { between } from './tone.ts'

export const TRAFFIC = 'traffic'

/** Free to standing: tone between calm and text, px near by, dash in widths. */
const STYLES = [
  { tone: 0, width: 2 },
  { tone: 0.25, width: 3 },
  { tone: 0.5, width: 4.5, dash: [3, 1] },
  { tone: 0.8, width: 6, dash: [1.6, 0.6] },
  { tone: 1, width: 8 },
] as const
const UNKNOWN = { width: 1.6, dash: [0.8, 2.2] }

export interface SectionReading {
  /** NaN when unknown. */
  readonly speedKmh: number
  /** Too old, or doubted: nothing is concluded from it. */
  readonly unsure: boolean
}

/** Index of the grade (from 0, free) that the speed falls in by its share of free flow; undefined where nothing can be said. */
export function gradeOfSpeed(
  { speedKmh, unsure }: SectionReading,
  freeKmh: number,
  grades: readonly Grade[],
): number | undefined {
  const index = unsure ? undefined : trafficIndexOf(speedKmh, freeKmh)
  // 10 × (1 − 0.8) is a hair less than 2: what stands on a border belongs to the slower side.
  return index === undefined ? undefined : gradeOf(Number(index.toFixed(9)), grades)
}

/** Style of a grade among so many: the first is always the faintest, the last the strongest. */
export const styleOf = (grade: number, grades: number): number =>
  grades <= 1 ? 0 : Math.round((grade * (STYLES.length - 1)) / (grades - 1))

/** Shares of free-flow speed between which a grade lies, per cent; the slow end belongs to it. */
export function sharesOf(grade: number, grades: readonly Grade[]): { readonly over: number; readonly upTo: number } {
  const share = (index: number): number => Math.round(100 - index * 10)
  return { over: share(grades[grade + 1]?.from ?? 10), upTo: share(Math.max(0, grades[grade]?.from ?? 0)) }
}

export interface ToldStretch {
  readonly stretch: Stretch
  /** The worst of its sections; undefined: unknown. */
  readonly grade: number | undefined
  readonly hit: string
  readonly title: string
  readonly detail: string
}

export const trafficCollection = (told: readonly ToldStretch[], grades: number): FeatureCollection =>
  collection(
    told.map(({ stretch, grade, hit, title, detail }) =>
      lineFeature(stretch.line, { hit, title, detail }, { style: grade === undefined ? -1 : styleOf(grade, grades) }),
    ),
  )

const styleColour = ({ colours }: Look, style: number): string =>
  between(colours.calm, colours.text, STYLES[style]?.tone ?? 0)

/** Wide near by, thin over the whole city. */
const widthAt = (px: number): ['interpolate', ['linear'], ['zoom'], ...number[]] => [
  'interpolate',
  ['linear'],
  ['zoom'],
  8,
  px * 0.35,
  11,
  px * 0.6,
  14,
  px,
]

function layers(look: Look): LayerSpecification[] {
  const { colours, scale } = look
  const line = (
    id: string,
    style: number,
    colour: string,
    px: number,
    dash: readonly number[] | undefined,
  ): LayerSpecification => ({
    id,
    type: 'line',
    source: TRAFFIC,
    filter: ['==', ['get', 'style'], style],
    layout: { 'line-cap': dash === undefined ? 'round' : 'butt', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': widthAt(px * scale),
      ...(dash === undefined ? {} : { 'line-dasharray': [...dash] }),
    },
  })
  return [
    line('traffic-unknown', -1, colours.label, UNKNOWN.width, UNKNOWN.dash),
    ...STYLES.flatMap((s, i) => [
      // An edge in the colour of the ground, so that a strong line stands on its own over water, fills and other roads.
      line(`traffic-edge-${i}`, i, colours.halo, s.width + 2, undefined),
      line(`traffic-${i}`, i, styleColour(look, i), s.width, 'dash' in s ? s.dash : undefined),
    ]),
  ]
}

export const traffic: OverlayLook = {
  id: TRAFFIC,
  place: 'line',
  hits: ['traffic-unknown', ...STYLES.map((_, i) => `traffic-${i}`)],
  layers,
}

/** One line for each grade and one for the unknown, with words of the caller. */
export function trafficLegend(look: Look, grades: readonly string[], unknown: string): LegendLine[] {
  return [
    ...grades.map((text, i): LegendLine => {
      const style = styleOf(i, grades.length)
      const { width, ...s } = STYLES[style] ?? STYLES[0]
      return {
        swatch: { type: 'line', colour: styleColour(look, style), width, dash: 'dash' in s },
        text,
      }
    }),
    { swatch: { type: 'line', colour: look.colours.label, width: UNKNOWN.width, dash: true }, text: unknown },
  ]
}
