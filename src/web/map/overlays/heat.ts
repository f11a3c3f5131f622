// Where people report how much, as a heat in one tone: no hue says how bad a report is.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { channels } from '../colours.ts'
import { collection, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export const HEAT = 'reports'

/** `weight`: how many reports a point stands for, where the hub thinned them. */
export const heatCollection = (lngs: ArrayLike<number>, lats: ArrayLike<number>, weight: number): FeatureCollection =>
  collection(
    Array.from({ length: lngs.length }, (_, i) =>
      pointFeature({ lng: lngs[i] ?? Number.NaN, lat: lats[i] ?? Number.NaN }, {}, { weight }),
    ),
  )

/** The interactive colour at an opacity: pale is little, full is much. */
function tone(colour: string, opacity: number): ['rgba', number, number, number, number] {
  const [r, g, b] = channels(colour)
  return ['rgba', Math.round(r * 255), Math.round(g * 255), Math.round(b * 255), opacity]
}

const heatLayers = ({ colours, scale }: Look): readonly LayerSpecification[] => [
  {
    id: HEAT,
    type: 'heatmap',
    source: HEAT,
    paint: {
      'heatmap-weight': ['get', 'weight'],
      // A neighbourhood far out, a block near by.
      'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 7, 10 * scale, 11, 22 * scale, 15, 40 * scale],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 7, 0.25, 11, 0.7, 15, 1.4],
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        tone(colours.selected, 0),
        0.08,
        tone(colours.selected, 0.12),
        0.5,
        tone(colours.selected, 0.45),
        1,
        tone(colours.selected, 0.9),
      ],
    },
  },
]

export const heat: OverlayLook = { id: HEAT, place: 'line', layers: heatLayers }

/** Both ends of the ramp, for the legend. */
export const heatRamp = ({ colours }: Look): readonly [string, string] => [colours.land, colours.selected]
