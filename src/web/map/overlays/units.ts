// Moving units: which mark each has, where its nose points, what is written beside it; over the way of the chosen one. Pure.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'
import {
  UNIT_CHOSEN,
  UNIT_DOUBT,
  UNIT_LOST,
  UNIT_NOSE,
  unitImage,
  unitImages,
  type UnitStanding,
  type UnitSymbol,
} from './unitImages.ts'
import { TRACK_ENDS, trackLayers } from './unitTrack.ts'

export interface UnitMark {
  readonly id: string
  readonly lng: number
  readonly lat: number
  /** NaN: not known. */
  readonly headingDeg: number
  readonly symbol: UnitSymbol
  readonly standing: UnitStanding
  readonly doubted: boolean
  readonly chosen: boolean
  readonly name: string
  /** How old its place is, in words; empty while it is fresh. */
  readonly age: string
  readonly detail: string
}

export const UNITS = 'units'
/** Ages are written from here on, names from there on. */
const AGES_FROM = 12
const NAMES_FROM = 14

export const unitCollection = (units: readonly UnitMark[]): FeatureCollection =>
  collection(
    units.map((u) =>
      pointFeature(
        u,
        { hit: u.id, title: u.name, detail: u.detail },
        {
          image: u.standing === 'lost' ? UNIT_LOST : unitImage(u.symbol, u.standing),
          ...{ doubted: u.doubted, chosen: u.chosen },
          age: u.age,
          full: u.age === '' ? u.name : `${u.name}\n${u.age}`,
          // Nobody knows which way something looks that was not heard of lately.
          ...(u.standing === 'fresh' && !Number.isNaN(u.headingDeg) && { heading: u.headingDeg }),
        },
      ),
    ),
  )

const unitLayers = (look: Look): readonly LayerSpecification[] => {
  const { colours: c, textSize, scale } = look
  const size = ['interpolate', ['linear'], ['zoom'], 8, 0.42 * scale, 11, 0.62 * scale, 14, scale] as never
  return [
    ...trackLayers(look),
    {
      id: `${UNITS}-names`,
      type: 'symbol',
      source: UNITS,
      minzoom: AGES_FROM,
      layout: {
        'text-field': ['step', ['zoom'], ['get', 'age'], NAMES_FROM, ['get', 'full']],
        'text-font': ['Noto Sans Regular'],
        'text-size': textSize * 0.92,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': ['case', ['get', 'chosen'], 2.2, 1.55],
        'text-justify': 'auto',
        'text-max-width': 14,
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
    },
    {
      id: `${UNITS}-nose`,
      type: 'symbol',
      source: UNITS,
      filter: ['has', 'heading'],
      layout: {
        'icon-image': UNIT_NOSE,
        'icon-size': size,
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: `${UNITS}-doubt`,
      type: 'symbol',
      source: UNITS,
      filter: ['get', 'doubted'],
      layout: {
        'icon-image': UNIT_DOUBT,
        'icon-size': size,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: `${UNITS}-chosen`,
      type: 'symbol',
      source: UNITS,
      filter: ['get', 'chosen'],
      layout: {
        'icon-image': UNIT_CHOSEN,
        'icon-size': size,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: UNITS,
      type: 'symbol',
      source: UNITS,
      layout: { 'icon-image': ['get', 'image'], 'icon-size': size, 'icon-allow-overlap': true },
    },
  ]
}

export const units: OverlayLook = {
  id: UNITS,
  place: 'mark',
  layers: unitLayers,
  images: unitImages,
  hits: [TRACK_ENDS, UNITS],
}
