// A MapLibre style of somebody else as base: under names of its own, its addresses whole, without fonts. Pure.
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { BaseMapView } from '../../../wire/reference/baseMaps.ts'
import { BASE_PREFIX, asMarkup, type BaseLook, type DrawnBase } from './drawn.ts'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Layers a style may have that stand on a source, or on none. */
const KNOWN = new Set([
  'background',
  'fill',
  'line',
  'symbol',
  'raster',
  'circle',
  'fill-extrusion',
  'heatmap',
  'hillshade',
])

/** The style as the hub gives it; undefined where it is none. */
export interface ForeignStyle {
  readonly sources: Readonly<Record<string, Json>>
  readonly layers: readonly Json[]
  readonly sprite: string | undefined
}

export function foreignStyle(value: unknown): ForeignStyle | undefined {
  if (!isObject(value) || !isObject(value['sources']) || !Array.isArray(value['layers'])) return undefined
  const sources = Object.entries(value['sources']).filter((e): e is [string, Json] => isObject(e[1]))
  const { sprite } = value
  return {
    sources: Object.fromEntries(sources),
    layers: value['layers'].filter((l): l is Json => isObject(l) && KNOWN.has(String(l['type']))),
    sprite: typeof sprite === 'string' ? sprite : undefined,
  }
}

const whole = (address: unknown, origin: string): unknown =>
  typeof address === 'string' && address.startsWith('/') ? origin + address : address

/** The source a layer of data belongs to; undefined where the style draws none of this name. */
export const sourceOf = (style: ForeignStyle, sourceLayer: string): string | undefined => {
  const source = style.layers.find((l) => l['source-layer'] === sourceLayer)?.['source']
  return typeof source === 'string' ? BASE_PREFIX + source : undefined
}

/**
 * `archive`: address of the PMTiles archive that stands for the style's vector sources. Layers without a source that can be
 * asked are left out: the map would refuse the whole style.
 */
export function foreignBase(
  view: BaseMapView,
  style: ForeignStyle,
  origin: string,
  look: BaseLook,
  archive?: string,
): DrawnBase {
  const sources: Record<string, SourceSpecification> = {}
  for (const [name, source] of Object.entries(style.sources)) {
    const { tiles, data, attribution, ...rest } = source
    const own = archive !== undefined && source['type'] === 'vector'
    const said = [look.notice, typeof attribution === 'string' ? attribution : ''].filter((w) => w !== '')
    const made = {
      ...rest,
      ...(Array.isArray(tiles) && !own && { tiles: tiles.map((t) => whole(t, origin)) }),
      ...(data !== undefined && { data: whole(data, origin) }),
      ...(own && { url: archive }),
      attribution: asMarkup([...new Set(said)].join(' · ')),
    }
    const canBeAsked = 'tiles' in made || 'data' in made || 'url' in made
    // Checked by the map itself when it is set: what a style holds is its author's.
    if (canBeAsked) sources[BASE_PREFIX + name] = made as unknown as SourceSpecification
  }
  const layers = style.layers.flatMap((layer): LayerSpecification[] => {
    const source = typeof layer['source'] === 'string' ? BASE_PREFIX + layer['source'] : undefined
    if (layer['type'] !== 'background' && (source === undefined || sources[source] === undefined)) return []
    const made = { ...layer, id: BASE_PREFIX + String(layer['id']), ...(source !== undefined && { source }) }
    return [made as unknown as LayerSpecification]
  })
  return {
    ...{ sources, layers, ownLabels: view.ownLabels, hasHoles: false },
    ...(style.sprite !== undefined && { sprite: String(whole(style.sprite, origin)) }),
  }
}
