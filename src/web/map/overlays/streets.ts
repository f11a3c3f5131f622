// Streets and towns by name, at their points: there are no outlines of them.
import type { FeatureCollection } from 'geojson'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export const STREETS = 'streets'
/** Before this the names would be a crowd. */
export const STREETS_FROM_ZOOM = 9.5

export interface StreetPlace {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly lng: number
  readonly lat: number
}

export const streetCollection = (streets: readonly StreetPlace[]): FeatureCollection =>
  collection(streets.map((s) => pointFeature(s, { hit: s.code, title: s.name, detail: s.district }, { label: s.name })))

const layers: OverlayLook['layers'] = ({ colours, textSize, scale }: Look) => [
  {
    id: 'streets-marks',
    type: 'circle',
    source: STREETS,
    minzoom: STREETS_FROM_ZOOM,
    paint: {
      'circle-radius': 2 * scale,
      'circle-color': colours.halo,
      'circle-stroke-color': colours.label,
      'circle-stroke-width': 1.2 * scale,
    },
  },
  {
    id: 'streets-names',
    type: 'symbol',
    source: STREETS,
    minzoom: STREETS_FROM_ZOOM,
    layout: {
      'text-field': ['get', 'label'],
      'text-font': ['Noto Sans Regular'],
      'text-size': textSize * 0.9,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.5,
      'text-padding': 3,
    },
    paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.3 },
  },
]

// Over lines, so that no road strikes a name through; the names themselves are not pointed at: sensors lie under them.
export const streets: OverlayLook = { id: STREETS, place: 'mark', hits: ['streets-marks'], layers }
