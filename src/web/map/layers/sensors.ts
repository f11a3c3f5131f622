// Sensors on the map. Calm ones are one grey layer that is never rebuilt; only those with a level or gone stale are redrawn.
import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import type { MapColours } from '../colours.ts'
import { levelImage } from '../images.ts'

/** What the layer asks of the hot table; the table itself is not imported. */
export interface SensorPoints {
  readonly count: () => number
  readonly id: (slot: number) => string
  readonly lng: (slot: number) => number
  readonly lat: (slot: number) => number
  /** 0 calm, 1–4 level, 5 stale. */
  readonly mark: (slot: number) => number
}

export const STALE_MARK = 5
const CALM = 'sensors-calm'
const LOUD = 'sensors-loud'
export const SENSOR_LAYERS = ['sensors-calm', 'sensors-stale', 'sensors-loud'] as const

/** Collections from the table; `drawn` receives the mark of every slot as drawn. */
export function sensorCollections(
  points: SensorPoints,
  drawn: Uint8Array,
): { calm: FeatureCollection; loud: FeatureCollection } {
  const calm: FeatureCollection = { type: 'FeatureCollection', features: [] }
  const loud: FeatureCollection = { type: 'FeatureCollection', features: [] }
  for (let slot = 0; slot < points.count(); slot++) {
    const mark = points.mark(slot)
    drawn[slot] = mark
    const feature = {
      type: 'Feature' as const,
      id: slot,
      properties: { sensor: points.id(slot), mark },
      geometry: { type: 'Point' as const, coordinates: [points.lng(slot), points.lat(slot)] },
    }
    calm.features.push(feature)
    if (mark !== 0) loud.features.push(feature)
  }
  return { calm, loud }
}

/** True when some sensor's mark differs from what is drawn. Values that change without changing a mark cost nothing. */
export function marksChanged(points: SensorPoints, drawn: Uint8Array): boolean {
  const count = points.count()
  if (count !== drawn.length) return true
  for (let slot = 0; slot < count; slot++) if (points.mark(slot) !== drawn[slot]) return true
  return false
}

export interface SensorLayer {
  /** Adds sources and layers to a fresh style. */
  readonly add: (colours: MapColours) => void
  /** Called in the map lane; redraws what changed. `moved` when the table was filled anew. */
  readonly update: (moved: boolean) => void
}

export function sensorLayer(map: MapLibre, points: SensorPoints, scale: () => number): SensorLayer {
  let drawn: Uint8Array = new Uint8Array(0)
  const source = (id: string): GeoJSONSource | undefined => map.getSource<GeoJSONSource>(id)

  function rebuild(): void {
    drawn = new Uint8Array(points.count())
    const { calm, loud } = sensorCollections(points, drawn)
    void source(CALM)?.setData(calm)
    void source(LOUD)?.setData(loud)
  }

  return {
    add(c) {
      const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }
      map.addSource(CALM, { type: 'geojson', data: empty })
      map.addSource(LOUD, { type: 'geojson', data: empty })
      for (const layer of layers(c, scale())) map.addLayer(layer)
      rebuild()
    },
    update(moved) {
      if (source(CALM) === undefined) return
      if (moved || points.count() !== drawn.length) return rebuild()
      if (!marksChanged(points, drawn)) return
      void source(LOUD)?.setData(sensorCollections(points, drawn).loud)
    },
  }
}

function layers(c: MapColours, scale: number): LayerSpecification[] {
  const radius = (k: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    7,
    0.9 * k * scale,
    10,
    1.8 * k * scale,
    14,
    5 * k * scale,
  ]
  return [
    {
      id: 'sensors-calm',
      type: 'circle',
      source: CALM,
      paint: { 'circle-radius': radius(1), 'circle-color': c.calm, 'circle-opacity': 0.55 },
    },
    {
      id: 'sensors-stale',
      type: 'circle',
      source: LOUD,
      filter: ['==', ['get', 'mark'], STALE_MARK],
      // Hollow, over the calm dot: its value is no longer believed.
      paint: {
        'circle-radius': radius(1.25),
        'circle-color': c.land,
        'circle-stroke-color': c.calm,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'sensors-loud',
      type: 'symbol',
      source: LOUD,
      filter: ['<', ['get', 'mark'], STALE_MARK],
      layout: {
        'icon-image': ['match', ['get', 'mark'], 1, levelImage(1), 2, levelImage(2), 3, levelImage(3), levelImage(4)],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.25 * scale, 10, 0.36 * scale, 14, 0.62 * scale],
        'icon-allow-overlap': true,
        // Worst last, on top.
        'symbol-sort-key': ['-', 5, ['get', 'mark']],
      },
    },
  ]
}
