// The city's base maps as screens get them: which there are, their styles, and their tiles fetched and kept by the hub.
// Keys never leave it, pages ask no foreign server, and a place that was seen once is drawn without internet too.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BUNDLED,
  TERRAIN,
  basePaths,
  type BaseMap,
  type BaseMaps,
  type BaseMapView,
  type BaseMapsView,
} from '../../wire/reference/baseMaps.ts'
import type { Config } from '../config.ts'
import { BadReferenceError, type ReferenceProblem } from '../reference/problem.ts'
import { openTileCache } from './cache.ts'
import { BASE_MAPS_FILE, readBaseMaps } from './read.ts'
import { hubStyle, type HubStyle, type Json } from './style.ts'
import { isInGrid, needsKey, tileAddress, type TileAt } from './template.ts'
import { UpstreamError, ask, type Answer } from './upstream.ts'

const DAY_MS = 86_400_000
const CACHE_DAYS = 7
const STYLE_FRESH_MS = 10 * 60_000
const CACHE_BYTES = 512 * 1024 * 1024
const LOG_EVERY_MS = 60_000
const BUNDLED_BASE: BaseMap = { id: BUNDLED, type: 'bundled', name: { zh: '内置底图', en: 'Bundled map' } }
/** One clear pixel: where a raster has nothing, what lies under it shows. */
const NOTHING = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export interface Piece {
  readonly body: Buffer
  readonly type: string
  /** Nobody may keep it, the browser neither. */
  readonly isFleeting?: boolean
}

export interface Bases {
  readonly view: () => BaseMapsView
  /** Undefined where there is no such base or source, or no tile of this place in any grid. Throws {@link UpstreamError}. */
  tile(base: string, source: string, at: TileAt): Promise<Piece | undefined>
  style(base: string): Promise<Json | undefined>
  /** `end`: `.json`, `@2x.png`. */
  sprite(base: string, end: string): Promise<Piece | undefined>
  data(base: string, source: string): Promise<Piece | undefined>
  /** Part of a foreign PMTiles archive. */
  archive(base: string, range: string): Promise<Answer | undefined>
}

export interface BasesDeps {
  readonly cityFolder: string
  readonly keys: Readonly<Record<string, string>>
  /** Where tiles are kept. */
  readonly cacheFolder: string
  readonly now: () => number
  readonly warn: (facts: object, message: string) => void
}

interface Tiles {
  readonly template: string
  readonly subdomains: readonly string[] | undefined
  readonly isRaster: boolean
  readonly cacheDays: number
  readonly isTms: boolean
}

export async function openBases({ cityFolder, keys, cacheFolder, now, warn }: BasesDeps): Promise<Bases> {
  const problems: ReferenceProblem[] = []
  const maps: BaseMaps | undefined = await readBaseMaps(cityFolder, (pointer, zh, en) => {
    problems.push({ file: BASE_MAPS_FILE, pointer, text: { zh, en } })
  })
  if (maps === undefined) throw new BadReferenceError(cityFolder, problems)
  const list = maps.base.some((b) => b.id === BUNDLED) ? maps.base : [...maps.base, BUNDLED_BASE]
  const bases = new Map(list.map((b) => [b.id, b]))
  const asksAbroad = maps.terrain !== undefined || maps.base.some((b) => b.tiles ?? b.url ?? b.style)
  const cache = asksAbroad === false ? undefined : await openTileCache(cacheFolder, CACHE_BYTES)
  const styles = new Map<string, { readonly at: number; readonly made: HubStyle }>()
  const failures = new Map<string, { count: number; saidAt: number }>()

  function failed(base: string, reason: string): void {
    const known = failures.get(base) ?? { count: 0, saidAt: -Infinity }
    known.count += 1
    if (now() - known.saidAt >= LOG_EVERY_MS) {
      warn({ base, reason, failures: known.count }, 'a base map could not be fetched')
      known.saidAt = now()
    }
    failures.set(base, known)
  }

  function keyed(base: string, templates: readonly string[]): string | undefined {
    if (needsKey(templates) && keys[base] === undefined) throw new UpstreamError(`no key for ${base} in MAP_KEYS`)
    return keys[base]
  }

  async function fetchFrom(base: string, address: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    try {
      return await ask(tileless(address, keyed(base, [address])), headers)
    } catch (error) {
      failed(base, error instanceof Error ? error.message : 'unknown')
      throw error
    }
  }

  async function jsonFrom(base: string, address: string): Promise<unknown> {
    const { body } = await fetchFrom(base, address)
    try {
      return JSON.parse(body.toString('utf8')) as unknown
    } catch {
      failed(base, 'not JSON')
      throw new UpstreamError('its answer is not JSON')
    }
  }

  /** Kept for a while; an older one serves while the server is away. */
  async function styleOf(base: BaseMap): Promise<HubStyle | undefined> {
    const place = base.type === 'pmtiles' ? base.style : (base.url ?? base.file)
    if ((base.type !== 'style' && base.type !== 'pmtiles') || place === undefined) return undefined
    const known = styles.get(base.id)
    if (known !== undefined && now() - known.at < STYLE_FRESH_MS) return known.made
    try {
      const isAbroad = place.includes('://')
      const value = isAbroad
        ? await jsonFrom(base.id, place)
        : (JSON.parse(await readFile(join(cityFolder, 'map', place), 'utf8')) as unknown)
      const made = await hubStyle(base.id, value, isAbroad ? place : undefined, (at) => jsonFrom(base.id, at))
      styles.set(base.id, { at: now(), made })
      return made
    } catch (error) {
      if (known !== undefined) return known.made
      if (error instanceof UpstreamError) throw error
      const said = error instanceof SyntaxError ? 'the style is not JSON' : error instanceof Error ? error.message : ''
      failed(base.id, said)
      throw new UpstreamError(/ENOENT/.test(said) ? 'the style file is missing' : said)
    }
  }

  async function tilesOf(base: string, source: string): Promise<Tiles | undefined> {
    const { terrain } = maps ?? {}
    if (base === TERRAIN && terrain !== undefined)
      return {
        ...{ template: terrain.tiles[0] ?? '', subdomains: terrain.subdomains, isRaster: true, isTms: false },
        cacheDays: terrain.cacheDays ?? CACHE_DAYS,
      }
    const found = bases.get(base)
    if (found === undefined) return undefined
    const cacheDays = found.cacheDays ?? CACHE_DAYS
    if (found.type === 'raster') {
      const template = found.tiles?.[Number(source)]
      return template === undefined
        ? undefined
        : { template, subdomains: found.subdomains, isRaster: true, isTms: false, cacheDays }
    }
    const known = (await styleOf(found))?.sources.get(source)
    const template = known?.tiles[0]
    return known === undefined || template === undefined
      ? undefined
      : { template, subdomains: undefined, isRaster: known.isRaster, isTms: known.scheme === 'tms', cacheDays }
  }

  /** What many screens ask for at once is fetched once. */
  const underway = new Map<string, Promise<Piece>>()

  async function fetchTile(base: string, name: string, tiles: Tiles, at: TileAt): Promise<Piece> {
    const kept = tiles.cacheDays > 0 ? await cache?.get(name) : undefined
    if (kept !== undefined && now() - kept.at < tiles.cacheDays * DAY_MS) return kept
    const isFleeting = tiles.cacheDays === 0
    const place = tiles.isTms ? { ...at, y: 2 ** at.z - 1 - at.y } : at
    const empty: Piece = tiles.isRaster ? { body: NOTHING, type: 'image/png' } : { body: Buffer.alloc(0), type: VECTOR }
    try {
      const { template, subdomains } = tiles
      const answer = await ask(
        tileAddress(template, place, { key: keyed(base, [template]), ...(subdomains && { subdomains }) }),
      )
      const type = tiles.isRaster ? imageType(answer.body) : VECTOR
      // 天地图 says «no right» as a page with status 200.
      if (type === undefined && answer.body.length > 0) throw new UpstreamError('its answer is no image')
      const piece = answer.body.length === 0 || type === undefined ? empty : { body: answer.body, type }
      if (tiles.cacheDays > 0) await cache?.put(name, { ...piece, at: now() })
      return { ...piece, isFleeting }
    } catch (error) {
      // There is no such tile: nothing is wrong.
      if (error instanceof UpstreamError && (error.status === 404 || error.status === 410)) return empty
      failed(base, error instanceof Error ? error.message : 'unknown')
      if (kept !== undefined) return kept
      throw error
    }
  }

  function viewOf(b: BaseMap): BaseMapView {
    const { id, name, type, notice, dark } = b
    return {
      ...{ id, name, type, styled: type === 'style' || b.style !== undefined },
      ownLabels: b.ownLabels ?? (type === 'style' || type === 'pmtiles'),
      ...(notice && { notice }),
      ...(dark && { dark }),
      ...(type === 'raster' && {
        ...{
          layers: b.tiles?.length ?? 0,
          tileSize: b.tileSize ?? 256,
          minZoom: b.minZoom ?? 0,
          maxZoom: b.maxZoom ?? 18,
        },
      }),
      ...(type === 'pmtiles' && {
        archive: b.file === undefined ? basePaths.archive(id) : `/city/map/${encodeURIComponent(b.file)}`,
      }),
    }
  }

  const { terrain, buildings } = maps
  return {
    view: () => ({
      bases: list.map(viewOf),
      ...(terrain && {
        terrain: {
          ...{ encoding: terrain.encoding, tileSize: terrain.tileSize ?? 256, notice: terrain.notice },
          ...{
            minZoom: terrain.minZoom ?? 0,
            maxZoom: terrain.maxZoom ?? 14,
            exaggeration: terrain.exaggeration ?? 0.35,
          },
        },
      }),
      ...(buildings && { buildings }),
    }),
    async tile(base, source, at) {
      const tiles = isInGrid(at) ? await tilesOf(base, source) : undefined
      if (tiles === undefined) return undefined
      const name = `${base} ${source} ${at.z} ${at.x} ${at.y} ${tiles.template}`
      const asked = underway.get(name) ?? fetchTile(base, name, tiles, at).finally(() => underway.delete(name))
      underway.set(name, asked)
      return asked
    },
    async style(base) {
      const found = bases.get(base)
      return found && (await styleOf(found))?.style
    },
    async sprite(base, end) {
      const found = bases.get(base)
      const sprite = found && (await styleOf(found))?.sprite
      if (sprite === undefined) return undefined
      const url = new URL(sprite)
      url.pathname += end
      const { body } = await fetchFrom(base, url.href)
      return { body, type: end.endsWith('.png') ? 'image/png' : 'application/json' }
    },
    async data(base, source) {
      const found = bases.get(base)
      const address = found && (await styleOf(found))?.data.get(source)
      return address === undefined
        ? undefined
        : { body: (await fetchFrom(base, address)).body, type: 'application/geo+json' }
    },
    async archive(base, range) {
      const found = bases.get(base)
      if (found?.type !== 'pmtiles' || found.url === undefined) return undefined
      const answer = await fetchFrom(base, found.url, { range, 'accept-encoding': 'identity' })
      // The whole of it would be gigabytes: a server that knows no ranges cannot serve an archive.
      if (answer.status !== 206) throw new UpstreamError('it does not answer ranges')
      return answer
    },
  }
}

/** As the hub's settings say. */
export const openBasesOf = (
  config: Pick<Config, 'city' | 'mapKeys' | 'dataDir'>,
  now: () => number,
  log: { warn(facts: object, message: string): void },
): Promise<Bases> =>
  openBases({
    ...{ cityFolder: config.city, keys: config.mapKeys, cacheFolder: join(config.dataDir, 'tiles'), now },
    warn: (facts, message) => log.warn(facts, message),
  })

const VECTOR = 'application/vnd.mapbox-vector-tile'
const tileless = (address: string, key: string | undefined): string =>
  address.replaceAll('{key}', encodeURIComponent(key ?? ''))

/** By its first bytes: servers of tiles say all kinds of things about them. */
function imageType(body: Buffer): string | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((b, i) => body[i] === b)
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x47, 0x49, 0x46)) return 'image/gif'
  if (starts(0x52, 0x49, 0x46, 0x46) && body.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp'
  return undefined
}
