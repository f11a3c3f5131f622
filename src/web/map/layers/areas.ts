// Areas by a value: districts filled within their outlines, areas without an outline as a disc at their point. Levels keep their
// hue and shape; what is calm is shaded by how much; what is unknown is hatched and never looks like a low value.
import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl'
import type { Level } from '../../../core/level.ts'
import { labelPoint } from '../centroid.ts'
import type { MapColours } from '../colours.ts'
import { byLevel, hatchImage, levelImage } from '../images.ts'

/** How an area is shaded. `tone`: 0–1, how much of it there is among the areas shown. `grade`: a colour a standard fixes. */
export type AreaLook =
  | { readonly type: 'level'; readonly level: Level }
  | { readonly type: 'grade'; readonly colour: string }
  | { readonly type: 'tone'; readonly tone: number }
  | { readonly type: 'unknown' }

export interface AreaShade {
  readonly code: string
  readonly name: string
  /** Value with its unit, or that it is unknown. */
  readonly value: string
  readonly look: AreaLook
  readonly level: Level | undefined
  readonly chosen: boolean
  /** Label point, where the area has no outline. */
  readonly lng?: number | undefined
  readonly lat?: number | undefined
}

export interface AreaCollections {
  readonly shapes: FeatureCollection
  readonly discs: FeatureCollection
  readonly labels: FeatureCollection
}

export const AREA_LAYERS = ['area-discs', 'area-shapes', 'area-hatch'] as const
const SOURCES = { shapes: 'area-shapes', discs: 'area-discs', labels: 'area-labels' } as const
const HATCH = 'area-hatch'
/** Opacity of level and grade fills: the ground stays readable under them. */
const FILL = 0.42
/** The palest and the fullest shade of a calm value. */
const PALE = 0.06
const FULL = 0.6
/** From here on streets keep apart. */
const NEAR_ZOOM = 10

const paintOf = (look: AreaLook, c: MapColours): { colour: string; opacity: number } => {
  switch (look.type) {
    case 'level':
      return { colour: c.levels[look.level - 1] ?? c.calm, opacity: FILL }
    case 'grade':
      return { colour: look.colour, opacity: FILL }
    case 'tone':
      return { colour: c.calm, opacity: Math.round((PALE + (FULL - PALE) * look.tone) * 100) / 100 }
    case 'unknown':
      return { colour: c.land, opacity: 0 }
  }
}

/** What stands on the map, from the shades and the outlines (features with `code`). Areas with neither outline nor point are left out. */
export function areaCollections(
  shades: readonly AreaShade[],
  outlines: readonly Feature[],
  colours: MapColours,
): AreaCollections {
  const shapes: Feature[] = []
  const discs: Feature[] = []
  const labels: Feature[] = []
  for (const shade of shades) {
    const outline = outlines.find((f) => f.properties?.['code'] === shade.code)
    const properties = {
      area: shade.code,
      ...paintOf(shade.look, colours),
      unknown: shade.look.type === 'unknown',
      chosen: shade.chosen,
    }
    const point = outline === undefined ? shade : labelPoint(outline)
    if (point?.lng === undefined || point.lat === undefined) continue
    const geometry = { type: 'Point' as const, coordinates: [point.lng, point.lat] }
    if (outline === undefined) discs.push({ type: 'Feature', properties, geometry })
    else shapes.push({ type: 'Feature', properties, geometry: outline.geometry })
    labels.push({
      type: 'Feature',
      properties: {
        label: `${shade.name}\n${shade.value}`,
        level: shade.level ?? 0,
        small: shade.code.length > 6,
        // Names of outlined areas come first; then the worst.
        rank: (outline === undefined ? 10 : 0) + (shade.level ?? 5),
      },
      geometry,
    })
  }
  const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
  return { shapes: collection(shapes), discs: collection(discs), labels: collection(labels) }
}

/** How areas are drawn, from below. Ids begin with `name`, so do their sources: `name-shapes`, `name-discs`, `name-labels`; the hatch is `name-hatch`. */
export function areaLayers(
  c: MapColours,
  {
    name,
    textSize,
    scale,
    away = 0.8,
  }: {
    readonly name: string
    readonly textSize: number
    readonly scale: number
    /** How far words stand from their point, in their own size. */
    readonly away?: number
  },
): LayerSpecification[] {
  const known = ['!', ['get', 'unknown']] as ['!', ['get', string]]
  return [
    {
      id: `${name}-shapes`,
      type: 'fill',
      source: `${name}-shapes`,
      paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': ['get', 'opacity'] },
    },
    {
      id: `${name}-hatch`,
      type: 'fill',
      source: `${name}-shapes`,
      filter: ['get', 'unknown'],
      paint: { 'fill-pattern': `${name}-hatch`, 'fill-opacity': 0.6 },
    },
    {
      id: `${name}-edges`,
      type: 'line',
      source: `${name}-shapes`,
      paint: {
        'line-color': ['case', ['get', 'chosen'], c.selected, c.border],
        'line-width': ['case', ['get', 'chosen'], 2.5, 1],
      },
    },
    {
      id: `${name}-discs`,
      type: 'circle',
      source: `${name}-discs`,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 3 * scale, 12, 10 * scale],
        'circle-color': ['case', known, ['get', 'colour'], c.land],
        'circle-opacity': ['case', known, ['max', 0.5, ['get', 'opacity']], 0.2],
        'circle-stroke-color': ['case', ['get', 'chosen'], c.selected, c.calm],
        'circle-stroke-width': ['case', ['get', 'chosen'], 2.5, 1],
      },
    },
    {
      id: `${name}-levels`,
      type: 'symbol',
      source: `${name}-labels`,
      filter: ['>', ['get', 'level'], 0],
      layout: {
        'icon-image': byLevel(levelImage, levelImage(4)),
        'icon-size': 0.45 * scale,
        'icon-allow-overlap': true,
      },
    },
    // What lies within districts is named once one is near enough to tell them apart.
    ...([true, false] as const).map((small): LayerSpecification => ({
      id: small ? `${name}-labels-small` : `${name}-labels`,
      type: 'symbol',
      source: `${name}-labels`,
      minzoom: small ? NEAR_ZOOM : 0,
      filter: ['==', ['get', 'small'], small],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans Regular'],
        'text-size': textSize * (small ? 0.92 : 1),
        // Beneath its point, or wherever two neighbours leave room.
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': away,
        'text-padding': 3,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': c.text, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
    })),
  ]
}

export interface AreaLayer {
  /** Adds sources and layers to a fresh style, where there are areas to show. */
  readonly add: (colours: MapColours) => void
  readonly set: (collections: AreaCollections) => void
}

export function areaLayer(
  map: MapLibre,
  options: { readonly textSize: () => number; readonly scale: () => number },
): AreaLayer {
  let data: AreaCollections | undefined
  return {
    add(c) {
      if (data === undefined) return
      for (const part of ['shapes', 'discs', 'labels'] as const)
        map.addSource(SOURCES[part], { type: 'geojson', data: data[part] })
      const hatch = hatchImage(c.calm)
      if (map.hasImage(HATCH)) map.removeImage(HATCH)
      if (hatch !== undefined) map.addImage(HATCH, hatch)
      for (const layer of areaLayers(c, { name: 'area', textSize: options.textSize(), scale: options.scale() }))
        map.addLayer(layer)
      // Each area is named once, with its value.
      if (map.getLayer('district-labels') !== undefined) map.setLayoutProperty('district-labels', 'visibility', 'none')
    },
    set(collections) {
      data = collections
      for (const part of ['shapes', 'discs', 'labels'] as const)
        void map.getSource<GeoJSONSource>(SOURCES[part])?.setData(collections[part])
    },
  }
}
