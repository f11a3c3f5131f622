// Deadlines on the map: a ring around the mark of a case whose clock is nearly over or over. The mark itself is drawn with the cases.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { byPinSize, PIN } from '../casePin.ts'
import { ringImage } from '../images.ts'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export interface CaseClock {
  readonly lng: number
  readonly lat: number
  readonly status: 'nearDue' | 'overdue'
}

export const CLOCKS = 'case-clocks'
export const CLOCK_IMAGES = { nearDue: `${CLOCKS}-near`, overdue: `${CLOCKS}-over` } as const

export const clockCollection = (clocks: readonly CaseClock[]): FeatureCollection =>
  collection(clocks.map((c) => pointFeature(c, {}, { image: CLOCK_IMAGES[c.status] })))

const clockImages = ({ colours }: Look): Readonly<Record<string, ImageData | undefined>> => ({
  [CLOCK_IMAGES.nearDue]: ringImage(colours.text, colours.halo, true),
  [CLOCK_IMAGES.overdue]: ringImage(colours.text, colours.halo),
})

/** Of the ring against the mark. */
const WIDER = 1.58

const clockLayers = ({ scale }: Look): readonly LayerSpecification[] => [
  {
    id: CLOCKS,
    type: 'symbol',
    source: CLOCKS,
    layout: {
      'icon-image': ['get', 'image'],
      // Around the marks of cases, which grow with the zoom as well and stand above their places.
      'icon-size': byPinSize((size) => size * WIDER * scale),
      'icon-offset': [0, -PIN.lift / WIDER],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  },
]

export const clocks: OverlayLook = { id: CLOCKS, place: 'mark', layers: clockLayers, images: clockImages }
