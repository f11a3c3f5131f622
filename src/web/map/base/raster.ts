// Rasters as base: layers over each other, dimmed on the dark theme. Pure.
import type { RasterLayerSpecification, SourceSpecification } from 'maplibre-gl'
import { basePaths, type BaseMapView, type Dim } from '../../../wire/reference/baseMaps.ts'
import { BASE_PREFIX, asMarkup, type BaseLook, type DrawnBase } from './drawn.ts'

/** Light maps are made for paper: at night they would outshine every mark. */
const DARK: Required<Dim> = { opacity: 0.85, brightness: 0.5, saturation: -0.45, contrast: 0.1 }

export function dimmed(theme: BaseLook['theme'], dark: Dim | undefined): RasterLayerSpecification['paint'] {
  if (theme === 'light') return { 'raster-fade-duration': 0 }
  const dim = { ...DARK, ...dark }
  return {
    'raster-fade-duration': 0,
    'raster-opacity': dim.opacity,
    'raster-brightness-max': dim.brightness,
    'raster-saturation': dim.saturation,
    'raster-contrast': dim.contrast,
  }
}

/** `origin`: the map's worker resolves no relative address. */
export function rasterBase(view: BaseMapView, origin: string, look: BaseLook): DrawnBase {
  const sources: Record<string, SourceSpecification> = {}
  const layers: RasterLayerSpecification[] = []
  for (let i = 0; i < (view.layers ?? 1); i += 1) {
    const id = `${BASE_PREFIX}raster-${i}`
    sources[id] = {
      type: 'raster',
      tiles: [origin + basePaths.tiles(view.id, String(i))],
      tileSize: view.tileSize ?? 256,
      minzoom: view.minZoom ?? 0,
      maxzoom: view.maxZoom ?? 18,
      ...(i === 0 && { attribution: asMarkup(look.notice) }),
    }
    layers.push({ id, type: 'raster', source: id, paint: dimmed(look.theme, view.dark) ?? {} })
  }
  return { sources, layers, ownLabels: view.ownLabels, hasHoles: true }
}
