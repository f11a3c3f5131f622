// Weather warnings in force, over the areas they are for: hue and mark of their level, hatched so that the ground stays readable.
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { LEVELS, type Level } from '../../../core/level.ts'
import { labelPoint } from '../centroid.ts'
import { byLevel, hatchImage, levelImage } from '../images.ts'
import { collection, feature, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export interface WarningMark {
  readonly id: string
  /** Absent where its sender does not say how grave it is. */
  readonly level: Level | undefined
  readonly title: string
  readonly detail: string
  /** An exercise or a test is drawn by its outline alone. */
  readonly real: boolean
  readonly areas: readonly Geometry[]
}

export const WARNINGS = 'warnings'
const LABELS = `${WARNINGS}-labels`
const HATCHES = LEVELS.map((level) => `${WARNINGS}-hatch-${level}`)
const PLAIN = `${WARNINGS}-hatch`

export function warningSources(warnings: readonly WarningMark[]): Readonly<Record<string, FeatureCollection>> {
  // The worst last: it lies above.
  const sorted = [...warnings].sort((a, b) => (b.level ?? 5) - (a.level ?? 5))
  const shapes: Feature[] = []
  const labels: Feature[] = []
  /** One hatch per shape, of the worst: two over each other would mix to the hue of none. */
  const worst = new Map(sorted.filter((w) => w.real).flatMap((w) => w.areas.map((geometry) => [geometry, w] as const)))
  for (const w of sorted)
    for (const geometry of w.areas) {
      const told = { hit: w.id, title: w.title, detail: w.detail }
      const shape = feature(geometry, told, { level: w.level ?? 0, hatched: worst.get(geometry) === w })
      shapes.push(shape)
      const at = labelPoint(shape)
      if (at !== undefined) labels.push(pointFeature(at, told, { level: w.level ?? 0 }))
    }
  return { [WARNINGS]: collection(shapes), [LABELS]: collection(labels) }
}

const warningImages = ({ colours }: Look): Readonly<Record<string, ImageData | undefined>> =>
  Object.fromEntries([
    [PLAIN, hatchImage(colours.calm)],
    ...LEVELS.map((level, i) => [HATCHES[i] ?? '', hatchImage(colours.levels[level - 1] ?? colours.text)] as const),
  ])

const warningLayers = ({ colours: c, textSize, scale }: Look): readonly LayerSpecification[] => [
  {
    id: WARNINGS,
    type: 'fill',
    source: WARNINGS,
    filter: ['get', 'hatched'],
    paint: {
      'fill-pattern': byLevel((level) => HATCHES[level - 1] ?? '', PLAIN),
      // Near by, where one area fills the view, what stands on it comes first.
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.25, 13, 0.12],
    },
  },
  {
    id: `${WARNINGS}-edge`,
    type: 'line',
    source: WARNINGS,
    paint: {
      'line-color': byLevel((level) => c.levels[level - 1] ?? c.text, c.calm),
      'line-width': 2,
      'line-opacity': 0.9,
    },
  },
  {
    id: LABELS,
    type: 'symbol',
    source: LABELS,
    layout: {
      'icon-image': byLevel(levelImage, ''),
      'icon-size': 0.55 * scale,
      'text-field': ['get', 'title'],
      'text-font': ['Noto Sans Regular'],
      'text-size': textSize,
      'text-anchor': 'left',
      'text-offset': [1.1, 0],
      'symbol-sort-key': ['get', 'level'],
    },
    paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  },
]

export const warnings: OverlayLook = {
  id: WARNINGS,
  place: 'line',
  layers: warningLayers,
  images: warningImages,
  hits: [LABELS, WARNINGS],
}
