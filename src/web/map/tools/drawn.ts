// How a sketch and a drawn area look on the map. Pure: the same form as every other overlay.
import type { Feature, FeatureCollection, Position } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { Look, OverlayLook } from '../overlays/overlay.ts'
import { circleCorners } from './geodesy.ts'
import { outlineOf, type Sketch } from './sketch.ts'
import { figuresOf } from './sketch.ts'
import type { Pointed } from './tool.ts'

export const SKETCH = 'sketch'
export const ASKED = 'asked-area'

const position = ({ lng, lat }: Pointed): Position => [lng, lat]
const closed = (ring: readonly Position[]): Position[] => [...ring, ...ring.slice(0, 1)]
const of = (geometry: Feature['geometry'], part: string, label?: string): Feature => ({
  type: 'Feature',
  properties: { part, ...(label === undefined ? {} : { label }) },
  geometry,
})
const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** `label`: the figures, beside the point that is set next. */
export function sketchCollection(sketch: Sketch, label: string): FeatureCollection {
  const { set, next, closed: closes } = outlineOf(sketch)
  const middle = set[0]
  const features: Feature[] = []
  if (sketch.mode === 'circle' && middle !== undefined && next.length > 1) {
    const ring = closed(circleCorners(middle, figuresOf(sketch).lengthM).map(position))
    features.push(
      of({ type: 'Polygon', coordinates: [ring] }, 'fill'),
      of({ type: 'LineString', coordinates: ring }, 'line'),
    )
  }
  if (closes && next.length > 2)
    features.push(of({ type: 'Polygon', coordinates: [closed(next.map(position))] }, 'fill'))
  if (set.length > 1) {
    const line = closes && sketch.done ? closed(set.map(position)) : set.map(position)
    features.push(of({ type: 'LineString', coordinates: line }, sketch.mode === 'circle' ? 'next' : 'line'))
  }
  const last = set.at(-1)
  const end = next.at(-1)
  if (next.length > set.length && last !== undefined && end !== undefined)
    features.push(of({ type: 'LineString', coordinates: [last, end].map(position) }, 'next'))
  for (const point of set) features.push(of({ type: 'Point', coordinates: position(point) }, 'point'))
  if (end !== undefined && label !== '')
    features.push(of({ type: 'Point', coordinates: position(end) }, 'label', label))
  return collection(features)
}

/** Rings of the area that was asked about. */
export const askedCollection = (rings: readonly (readonly Position[])[]): FeatureCollection =>
  collection(
    rings.flatMap((ring) => [
      of({ type: 'Polygon', coordinates: [closed(ring)] }, 'fill'),
      of({ type: 'LineString', coordinates: closed(ring) }, 'line'),
    ]),
  )

const layersOf =
  (id: string) =>
  ({ colours, textSize, scale }: Look): readonly LayerSpecification[] => [
    {
      id: `${id}-fill`,
      type: 'fill',
      source: id,
      filter: ['==', ['get', 'part'], 'fill'],
      paint: { 'fill-color': colours.selected, 'fill-opacity': id === ASKED ? 0.1 : 0.14 },
    },
    {
      id: `${id}-line`,
      type: 'line',
      source: id,
      filter: ['==', ['get', 'part'], 'line'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.selected, 'line-width': 2 * scale },
    },
    ...(id === ASKED
      ? []
      : ([
          {
            id: `${id}-next`,
            type: 'line',
            source: id,
            filter: ['==', ['get', 'part'], 'next'],
            paint: { 'line-color': colours.selected, 'line-width': 2 * scale, 'line-dasharray': [2, 2] },
          },
          {
            id: `${id}-points`,
            type: 'circle',
            source: id,
            filter: ['==', ['get', 'part'], 'point'],
            paint: {
              'circle-radius': 4 * scale,
              'circle-color': colours.panel,
              'circle-stroke-color': colours.selected,
              'circle-stroke-width': 2,
            },
          },
          {
            id: `${id}-label`,
            type: 'symbol',
            source: id,
            filter: ['==', ['get', 'part'], 'label'],
            layout: {
              'text-field': ['get', 'label'],
              'text-font': ['Noto Sans Regular'],
              'text-size': textSize,
              'text-anchor': 'top-left',
              'text-offset': [0.9, 0.6],
              'text-justify': 'left',
              'text-max-width': 40,
              'text-allow-overlap': true,
              'text-ignore-placement': true,
            },
            paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
          },
        ] satisfies LayerSpecification[])),
  ]

export const sketchLook: OverlayLook = { id: SKETCH, place: 'mark', layers: layersOf(SKETCH) }
export const askedLook: OverlayLook = { id: ASKED, place: 'line', layers: layersOf(ASKED) }
