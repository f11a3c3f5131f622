// Orders on the map: whose case it is beside its mark, and a line from the crew that has it in hand. Pure.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { MARK_RATIO } from '../images.ts'
import { collection, lineFeature, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'
import { between } from './tone.ts'

interface Spot {
  readonly lng: number
  readonly lat: number
}
export interface OrderMark extends Spot {
  readonly id: string
  /** Short name of the lead department. */
  readonly tag: string
  readonly title: string
  readonly detail: string
  /** 1–4: the worse has its tag first. */
  readonly level: number
  /** Where its crew is drawn. */
  readonly from?: (Spot & { readonly crew: string; readonly isFresh: boolean }) | undefined
}

export const ORDERS = 'orders'
const LINES = `${ORDERS}-lines`
const TAGS_FROM = 11
export const ORDER_TAG = `${ORDERS}-tag`

export const tagCollection = (orders: readonly OrderMark[]): FeatureCollection =>
  collection(
    orders.map((o) => pointFeature(o, { hit: o.id, title: o.title, detail: o.detail }, { tag: o.tag, level: o.level })),
  )

/** From the crew to the case, so that a name along the line is read on the way there. */
export const wayCollection = (orders: readonly OrderMark[]): FeatureCollection =>
  collection(
    orders.flatMap((o) =>
      o.from === undefined
        ? []
        : [
            lineFeature(
              [
                [o.from.lng, o.from.lat],
                [o.lng, o.lat],
              ],
              { hit: o.id, title: o.from.crew, detail: o.title },
              { crew: o.from.crew, fresh: o.from.isFresh },
            ),
          ],
    ),
  )

export const orderSources = (orders: readonly OrderMark[]): Readonly<Record<string, FeatureCollection>> => ({
  [LINES]: wayCollection(orders),
  [ORDERS]: tagCollection(orders),
})

/** A plain ground that is stretched behind the words: an edge would be stretched as well. */
function tagImage(fill: string): ImageData | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = 24 * MARK_RATIO
  canvas.height = 12 * MARK_RATIO
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.fillStyle = fill
  g.fillRect(0, 0, canvas.width, canvas.height)
  return g.getImageData(0, 0, canvas.width, canvas.height)
}

/** Told from the land by its tone, and quiet enough for the words on it. */
export const tagGround = ({ colours: c }: Look): string => between(c.land, c.label, 0.32)

const orderImages = (look: Look): Readonly<Record<string, ImageData | undefined>> => ({
  [ORDER_TAG]: tagImage(tagGround(look)),
})

export const ORDER_DASH = [2, 1.6] as const

const orderLayers = ({ colours: c, textSize, scale }: Look): readonly LayerSpecification[] => [
  {
    id: `${LINES}-case`,
    type: 'line',
    source: LINES,
    paint: { 'line-color': c.halo, 'line-width': 4.5 * scale },
  },
  {
    id: LINES,
    type: 'line',
    source: LINES,
    // Where the crew's place is old it may be elsewhere by now: broken, like every other doubt.
    filter: ['get', 'fresh'],
    paint: { 'line-color': c.selected, 'line-width': 2 * scale },
  },
  {
    id: `${LINES}-old`,
    type: 'line',
    source: LINES,
    filter: ['!', ['get', 'fresh']],
    paint: { 'line-color': c.selected, 'line-width': 2 * scale, 'line-dasharray': [...ORDER_DASH] },
  },
  {
    id: `${LINES}-crews`,
    type: 'symbol',
    source: LINES,
    layout: {
      'symbol-placement': 'line-center',
      'text-field': ['get', 'crew'],
      'text-font': ['Noto Sans Regular'],
      'text-size': textSize * 0.9,
      'text-offset': [0, -0.9],
    },
    paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
  },
  {
    id: ORDERS,
    type: 'symbol',
    source: ORDERS,
    minzoom: TAGS_FROM,
    layout: {
      'text-field': ['get', 'tag'],
      'text-font': ['Noto Sans Regular'],
      'text-size': textSize * 0.86,
      'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
      'text-radial-offset': 1.75,
      'icon-image': ORDER_TAG,
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [1, 4, 1, 4],
      'symbol-sort-key': ['get', 'level'],
    },
    paint: { 'text-color': c.text },
  },
]

export const orders: OverlayLook = {
  id: ORDERS,
  place: 'mark',
  layers: orderLayers,
  images: orderImages,
  hits: [`${LINES}`, `${LINES}-old`, ORDERS],
}
