// A plain style for vector tiles that came without one: the layer names of Protomaps and OpenMapTiles are known, any other
// layer is drawn by its geometry. In the colours of the theme, quiet under the city's own marks. Pure.
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { BASE_PREFIX, type BaseLook } from './drawn.ts'
import { raised } from './relief.ts'

const FONT = ['Noto Sans Regular']

type Draw = (source: string, layer: string, look: BaseLook) => LayerSpecification[]

const idOf = (layer: string, part: string): string => `${BASE_PREFIX}${layer}-${part}`

const nameIn = (locale: BaseLook['locale']): ExpressionSpecification =>
  locale === 'zh'
    ? ['coalesce', ['get', 'name:zh-Hans'], ['get', 'name:zh'], ['get', 'name_zh'], ['get', 'name']]
    : ['coalesce', ['get', 'name:en'], ['get', 'name_en'], ['get', 'name:latin'], ['get', 'name']]

const polygons: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const lines: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const points: ExpressionSpecification = ['==', ['geometry-type'], 'Point']

const fill =
  (colour: 'land' | 'water' | 'ground', opacity = 1): Draw =>
  (source, layer, { colours }) => [
    {
      ...{ id: idOf(layer, 'fill'), type: 'fill', source, 'source-layer': layer, filter: polygons },
      paint: { 'fill-color': colours[colour], 'fill-opacity': opacity },
    },
  ]

const line =
  (colour: 'water' | 'road' | 'border', wide: number, dash?: [number, number]): Draw =>
  (source, layer, { colours }) => [
    {
      ...{ id: idOf(layer, 'line'), type: 'line', source, 'source-layer': layer, filter: lines },
      layout: { 'line-cap': dash === undefined ? 'round' : 'butt', 'line-join': 'round' },
      paint: {
        'line-color': colours[colour],
        'line-width': ['interpolate', ['exponential', 1.4], ['zoom'], 7, wide * 0.25, 12, wide, 17, wide * 4],
        ...(dash !== undefined && { 'line-dasharray': dash }),
      },
    },
  ]

/** Main roads from afar, the rest from near; wider by kind in the words of both schemas. */
const roads: Draw = (source, layer, { colours }) => {
  const kind: ExpressionSpecification = ['coalesce', ['get', 'kind'], ['get', 'class'], '']
  const isMain: ExpressionSpecification = [
    'in',
    kind,
    ['literal', ['highway', 'major_road', 'motorway', 'trunk', 'primary', 'secondary']],
  ]
  const width = (main: number, other: number): ExpressionSpecification => ['case', isMain, main, other]
  return [
    {
      ...{ id: idOf(layer, 'line'), type: 'line', source, 'source-layer': layer, filter: lines },
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.road,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          7,
          width(0.6, 0.1),
          11,
          width(1.8, 0.6),
          14,
          width(5, 2.5),
          17,
          width(14, 8),
        ],
      },
    },
  ]
}

const names =
  (along: boolean, minzoom: number, size: number): Draw =>
  (source, layer, { colours, locale, textSize }) => [
    {
      ...{ id: idOf(layer, 'name'), type: 'symbol', source, 'source-layer': layer, minzoom },
      filter: along ? lines : points,
      layout: {
        'symbol-placement': along ? 'line' : 'point',
        'text-field': nameIn(locale),
        'text-font': FONT,
        'text-size': textSize * size,
        'text-padding': 6,
      },
      paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.3 },
    },
  ]

const both =
  (...draws: Draw[]): Draw =>
  (source, layer, look) =>
    draws.flatMap((draw) => draw(source, layer, look))

/** In the order they are drawn. `landuse` and the like hardly differ from land: areas of the city's own lie over them. */
const KNOWN: readonly (readonly [names: RegExp, draw: Draw])[] = [
  [/^earth$/, fill('land')],
  [/^(landcover|landuse|park|natural)$/, fill('ground', 0.35)],
  [/^(water|water_polygons|ocean)$/, both(fill('water'), line('water', 1.5))],
  [/^(waterway|water_lines)$/, line('water', 1.5)],
  [/^(aeroway|transit|railway|ferries)$/, line('border', 0.8, [3, 2])],
  [/^(roads|transportation|streets)$/, roads],
  [/^(boundaries|boundary)$/, line('border', 0.8, [4, 2])],
  [/^(building|buildings)$/, (source, layer, look) => [raised(`${layer}-raised`, source, layer, look)]],
]
const KNOWN_NAMES: readonly (readonly [names: RegExp, draw: Draw])[] = [
  [/^(transportation_name|street_labels|roads)$/, names(true, 13, 0.8)],
  [/^(water_name|water_polygons_labels)$/, names(false, 11, 0.85)],
  [/^(places|place|place_labels)$/, names(false, 6, 1)],
]
/** Many small words that nobody asked for on a map of incidents. */
const LEFT_OUT = /^(pois?|poi_.*|housenumber|addresses|aerodrome_label|mountain_peak|mask)$/
const anyShape = both(fill('land', 0.6), line('road', 1))

/** `layers`: names of the archive's data layers, in its own order. */
export function neutralLayers(source: string, layers: readonly string[], look: BaseLook): LayerSpecification[] {
  const unknown = layers.filter(
    (name) => !LEFT_OUT.test(name) && ![...KNOWN, ...KNOWN_NAMES].some(([known]) => known.test(name)),
  )
  const drawn = (table: typeof KNOWN): LayerSpecification[] =>
    table.flatMap(([known, draw]) =>
      layers.filter((name) => known.test(name)).flatMap((name) => draw(source, name, look)),
    )
  return [
    ...drawn(KNOWN),
    ...unknown.flatMap((name) => anyShape(source, name, look)),
    ...unknown.flatMap((name) => names(false, 10, 0.9)(source, name, look)),
    ...drawn(KNOWN_NAMES),
  ]
}
