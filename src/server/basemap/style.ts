// A foreign MapLibre style made the hub's own: every address in it becomes one of the hub's, so that the page asks nobody else,
// and its fonts go: characters are drawn with the device's fonts, with and without internet.
import { basePaths } from '../../wire/reference/baseMaps.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a source of the style is fetched from. */
export interface StyleSource {
  readonly tiles: readonly string[]
  readonly scheme?: 'tms'
  /** Rasters answer with an image where there is nothing. */
  readonly isRaster: boolean
}

export interface HubStyle {
  readonly style: Json
  readonly sources: ReadonlyMap<string, StyleSource>
  /** Addresses of GeoJSON by source. */
  readonly data: ReadonlyMap<string, string>
  /** Address without ending. */
  readonly sprite: string | undefined
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []

/** Relative addresses are meant from where the style lies; undefined for what is no web address. */
function resolve(address: string, from: string | undefined): string | undefined {
  // Braces of templates would be escaped.
  const open = address.replaceAll('{', '__open__').replaceAll('}', '__close__')
  if (!URL.canParse(open, from)) return undefined
  const url = new URL(open, from)
  return /^https?:$/.test(url.protocol) ? url.href.replaceAll('__open__', '{').replaceAll('__close__', '}') : undefined
}

/** Words only: an attribution may hold markup, and is shown as text. */
const plain = (attribution: unknown): string | undefined =>
  typeof attribution === 'string'
    ? attribution
        .replace(/<[^>]*>/g, '')
        .replaceAll('&copy;', '©')
        .replace(/[<>]/g, '')
        .trim()
    : undefined

/**
 * Rewrites the style found at `from` (undefined: a file of the city). `tileJson` fetches what a source's `url` names.
 * Sources that cannot be asked (pmtiles, mapbox addresses) stay without tiles and draw nothing. Throws what `tileJson` throws,
 * and an Error where the value is no style.
 */
export async function hubStyle(
  base: string,
  value: unknown,
  from: string | undefined,
  tileJson: (address: string) => Promise<unknown>,
): Promise<HubStyle> {
  if (!isObject(value) || value['version'] !== 8 || !isObject(value['sources']) || !Array.isArray(value['layers']))
    throw new Error('not a MapLibre style (version 8 with sources and layers)')
  const sources = new Map<string, StyleSource>()
  const data = new Map<string, string>()
  const rewritten: Record<string, Json> = {}
  for (const [name, source] of Object.entries(value['sources'])) {
    if (!isObject(source)) continue
    const { url, tiles, attribution, ...rest } = source
    if (source['type'] === 'geojson') {
      const address = typeof source['data'] === 'string' ? resolve(source['data'], from) : undefined
      if (address !== undefined) data.set(name, address)
      rewritten[name] = address === undefined ? source : { ...rest, data: basePaths.data(base, name) }
      continue
    }
    const at = typeof url === 'string' ? resolve(url, from) : undefined
    const told = at === undefined ? {} : await tileJson(at)
    if (!isObject(told)) throw new Error(`the description of source ${name} is no TileJSON`)
    const templates = [...texts(tiles), ...texts(told['tiles'])].flatMap((t) => resolve(t, at ?? from) ?? [])
    const isTms = (source['scheme'] ?? told['scheme']) === 'tms'
    const isRaster = source['type'] !== 'vector'
    sources.set(name, { tiles: templates.slice(0, 1), isRaster, ...(isTms && { scheme: 'tms' }) })
    const pick = (key: string): Json => {
      const said = source[key] ?? told[key]
      return said === undefined ? {} : { [key]: said }
    }
    const { scheme: _, ...others } = rest
    const words = plain(attribution ?? told['attribution'])
    rewritten[name] = {
      ...others,
      ...Object.assign({}, ...['minzoom', 'maxzoom', 'bounds', 'encoding'].map(pick)),
      // A pmtiles base puts its own archive where a vector source has no tiles.
      ...(templates.length > 0 && { tiles: [basePaths.tiles(base, name)] }),
      ...(words !== undefined && words !== '' && { attribution: words }),
    }
  }
  const { glyphs: _glyphs, sprite: asked, terrain: _terrain, ...rest } = value
  const sprite = typeof asked === 'string' ? resolve(asked, from) : undefined
  return {
    style: { ...rest, sources: rewritten, ...(sprite !== undefined && { sprite: basePaths.sprite(base) }) },
    sources,
    data,
    sprite,
  }
}
