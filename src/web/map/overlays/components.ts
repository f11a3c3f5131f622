// Components of the city (部件) as small rings, near by only: a city has hundreds of thousands.
import type { FeatureCollection } from 'geojson'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export const COMPONENTS = 'components'
const FROM_ZOOM = 13

export interface ComponentPlace {
  readonly id: string
  /** What it is: a code of the national standard. */
  readonly code: string
  readonly name: string
  readonly lng: number
  readonly lat: number
}

export const componentCollection = (all: readonly ComponentPlace[]): FeatureCollection =>
  collection(all.map((c) => pointFeature(c, { hit: c.id, title: c.name, detail: c.code })))

const layers: OverlayLook['layers'] = ({ colours, scale }: Look) => [
  {
    id: COMPONENTS,
    type: 'circle',
    source: COMPONENTS,
    minzoom: FROM_ZOOM,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], FROM_ZOOM, 1.5 * scale, 16, 4 * scale],
      'circle-color': colours.halo,
      'circle-stroke-color': colours.calm,
      'circle-stroke-width': 1.4 * scale,
    },
  },
]

export const components: OverlayLook = { id: COMPONENTS, place: 'line', hits: [COMPONENTS], layers }
