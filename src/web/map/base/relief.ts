// Heights: buildings raised from zoom 14, and the shade of hills. Pure.
// Hills are shaded, not raised: sensors, cases and areas lie flat, and would hang in the air or sink into the ground.
import type { ExpressionSpecification, FillExtrusionLayerSpecification } from 'maplibre-gl'
import type { TerrainView } from '../../../wire/reference/baseMaps.ts'
import { TERRAIN, basePaths } from '../../../wire/reference/baseMaps.ts'
import { BASE_PREFIX, asMarkup, type BaseLook, type DrawnBase } from './drawn.ts'

export const BUILDING_ZOOM = 14
const FLOOR_M = 3.2
/** Two floors, where nobody says. */
const UNKNOWN_M = 6.4

const number = (name: string, times = 1): ExpressionSpecification => ['*', ['to-number', ['get', name], 0], times]
/** The first height that is said, in the words of the city's files, OpenMapTiles, Protomaps and OpenStreetMap. */
const HEIGHT: ExpressionSpecification = [
  'case',
  ...[
    ['height', 1],
    ['render_height', 1],
    ['levels', FLOOR_M],
    ['building:levels', FLOOR_M],
  ].flatMap(([name, times]) => {
    const m = number(String(name), Number(times))
    return [['>', m, 0], m]
  }),
  UNKNOWN_M,
] as unknown as ExpressionSpecification

/** They rise while one comes nearer, so that none stands up at once. */
const rising = (m: ExpressionSpecification): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  BUILDING_ZOOM,
  0,
  BUILDING_ZOOM + 0.6,
  m,
]

export const raised = (
  id: string,
  source: string,
  sourceLayer: string | undefined,
  { colours: c, theme }: BaseLook,
): FillExtrusionLayerSpecification => ({
  id: BASE_PREFIX + id,
  type: 'fill-extrusion',
  source,
  ...(sourceLayer !== undefined && { 'source-layer': sourceLayer }),
  minzoom: BUILDING_ZOOM,
  paint: {
    'fill-extrusion-color': theme === 'dark' ? c.road : c.border,
    'fill-extrusion-height': rising(HEIGHT),
    'fill-extrusion-base': rising(['+', number('min_height'), number('render_min_height')]),
    'fill-extrusion-opacity': 0.75,
  },
})

/** Buildings of a file of the city. */
export function fileBuildings(address: string, look: BaseLook): DrawnBase {
  const source = `${BASE_PREFIX}buildings`
  return {
    sources: { [source]: { type: 'geojson', data: address, attribution: asMarkup(look.notice) } },
    layers: [raised('buildings', source, undefined, look)],
    ownLabels: false,
    hasHoles: true,
  }
}

export function hills(view: TerrainView, origin: string, look: BaseLook): DrawnBase {
  const source = `${BASE_PREFIX}terrain`
  const isDark = look.theme === 'dark'
  return {
    sources: {
      [source]: {
        type: 'raster-dem',
        tiles: [origin + basePaths.tiles(TERRAIN, '0')],
        encoding: view.encoding,
        tileSize: view.tileSize,
        minzoom: view.minZoom,
        maxzoom: view.maxZoom,
        attribution: asMarkup(look.notice),
      },
    },
    layers: [
      {
        id: `${BASE_PREFIX}hills`,
        type: 'hillshade',
        source,
        paint: {
          'hillshade-exaggeration': view.exaggeration,
          'hillshade-shadow-color': isDark ? look.colours.halo : look.colours.label,
          'hillshade-highlight-color': isDark ? look.colours.road : look.colours.halo,
          'hillshade-accent-color': look.colours.ground,
        },
      },
    ],
    ownLabels: false,
    hasHoles: true,
  }
}
