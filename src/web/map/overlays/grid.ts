// Cells of the city's unit grid: outlines only, with their code when pointed at.
import type { FeatureCollection } from 'geojson'
import { collection, feature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'

export const GRID = 'grid'
/** px between lines would be fewer than a cell needs. */
export const GRID_FROM_ZOOM = 11
const POINTED_FROM_ZOOM = 12

/** Cells of the map file; `nameOf` says the area a cell lies in. What has no code is left out. */
export const gridCollection = (cells: FeatureCollection, nameOf: (area: string) => string): FeatureCollection =>
  collection(
    cells.features.flatMap(({ geometry, properties }) => {
      const code: unknown = properties?.['code']
      const area: unknown = properties?.['area']
      if (typeof code !== 'string') return []
      const detail = typeof area === 'string' ? nameOf(area) : ''
      return [feature(geometry, { hit: code, title: code, detail })]
    }),
  )

const layers: OverlayLook['layers'] = ({ colours, scale }: Look) => [
  {
    // Never seen: what is pointed at.
    id: 'grid-cells',
    type: 'fill',
    source: GRID,
    minzoom: POINTED_FROM_ZOOM,
    paint: { 'fill-color': colours.calm, 'fill-opacity': 0 },
  },
  {
    id: 'grid-lines',
    type: 'line',
    source: GRID,
    minzoom: GRID_FROM_ZOOM,
    paint: {
      'line-color': colours.calm,
      'line-width': 0.8 * scale,
      'line-opacity': ['interpolate', ['linear'], ['zoom'], GRID_FROM_ZOOM, 0.4, 13, 1],
    },
  },
]

export const grid: OverlayLook = { id: GRID, place: 'line', hits: ['grid-cells'], layers }
