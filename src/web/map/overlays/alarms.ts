// Standing alarms around the marks of their sensors: nobody has seen it yet, somebody has, or it is put aside.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { Level } from '../../../core/level.ts'
import { ringImage } from '../images.ts'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export type AlarmStanding = 'active' | 'acknowledged' | 'shelved'

export interface AlarmMark {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly level: Level
  readonly standing: AlarmStanding
  readonly title: string
  readonly detail: string
}

export const ALARMS = 'alarms'
const LABELS = `${ALARMS}-labels`
export const ALARM_IMAGES = { active: `${ALARMS}-active`, acknowledged: `${ALARMS}-seen` } as const

/** The worst last, so that it lies above. A shelved alarm has a small dot instead of a ring. */
export const alarmCollection = (alarms: readonly AlarmMark[]): FeatureCollection =>
  collection(
    [...alarms]
      .sort((a, b) => b.level - a.level)
      .map((a) =>
        pointFeature(a, { hit: a.id, title: a.title, detail: a.detail }, { level: a.level, standing: a.standing }),
      ),
  )

const alarmImages = ({ colours }: Look): Readonly<Record<string, ImageData | undefined>> => ({
  [ALARM_IMAGES.active]: ringImage(colours.selected, colours.halo),
  [ALARM_IMAGES.acknowledged]: ringImage(colours.selected, colours.halo, true),
})

const alarmLayers = ({ colours: c, textSize, scale }: Look): readonly LayerSpecification[] => [
  {
    id: `${ALARMS}-shelved`,
    type: 'circle',
    source: ALARMS,
    filter: ['==', ['get', 'standing'], 'shelved'],
    paint: {
      'circle-radius': 4 * scale,
      'circle-color': c.land,
      'circle-stroke-color': c.selected,
      'circle-stroke-width': 1.5,
    },
  },
  {
    id: ALARMS,
    type: 'symbol',
    source: ALARMS,
    filter: ['!=', ['get', 'standing'], 'shelved'],
    layout: {
      'icon-image': ['match', ['get', 'standing'], 'active', ALARM_IMAGES.active, ALARM_IMAGES.acknowledged],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.55 * scale, 13, 0.95 * scale],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  },
  {
    id: LABELS,
    type: 'symbol',
    source: ALARMS,
    minzoom: 12,
    layout: {
      'text-field': ['get', 'title'],
      'text-font': ['Noto Sans Regular'],
      'text-size': textSize * 0.92,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 1.4,
      'text-max-width': 9,
      'symbol-sort-key': ['get', 'level'],
    },
    paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
  },
]

export const alarms: OverlayLook = {
  id: ALARMS,
  place: 'mark',
  layers: alarmLayers,
  images: alarmImages,
  hits: [`${ALARMS}-shelved`, ALARMS],
}
