// Opens a base map: asks for what it needs before the map is given it, so that a base that cannot be had is never shown as an
// empty ground. Fetched only when such a base is chosen.
import { addProtocol } from 'maplibre-gl'
import { basePaths, type BaseMapsView, type BaseMapView } from '../../../wire/reference/baseMaps.ts'
import { BASE_PREFIX, asMarkup, type BaseLook, type DrawnBase } from './drawn.ts'
import { foreignBase, foreignStyle, sourceOf } from './foreign.ts'
import { neutralLayers } from './neutral.ts'
import { dimmed, rasterBase } from './raster.ts'
import { raised } from './relief.ts'

/** The hub itself waits 4 s for a map server. */
const WITHIN_MS = 4_500

export interface OpenBase {
  readonly view: BaseMapView
  readonly draw: (look: BaseLook) => DrawnBase
}

interface Wish {
  readonly view: BaseMapView
  readonly buildings: BaseMapsView['buildings']
  /** The place whose tile is asked for first: lng, lat. */
  readonly center: readonly [number, number]
  readonly origin: string
}

/** What the hub said of it, or what the browser did; never an address. */
async function ask(path: string): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(path, { signal: AbortSignal.timeout(WITHIN_MS) })
  } catch (error) {
    throw new Error(error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'not reachable', {
      cause: error,
    })
  }
  if (answer.ok) return answer
  const problem: unknown = await answer.json().catch(() => undefined)
  const said =
    typeof problem === 'object' && problem !== null && 'detail' in problem ? String(problem.detail) : undefined
  throw new Error(said ?? `HTTP ${answer.status}`)
}

async function json(path: string): Promise<unknown> {
  const answer = await ask(path)
  try {
    return (await answer.json()) as unknown
  } catch (error) {
    throw new Error('not JSON', { cause: error })
  }
}

/** The tile that holds a place. */
export function tileOf([lng, lat]: readonly [number, number], z: number): { z: number; x: number; y: number } {
  const rad = (lat * Math.PI) / 180
  const n = 2 ** z
  return {
    z,
    x: Math.floor(((lng + 180) / 360) * n),
    y: Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n),
  }
}

async function openRaster({ view, center, origin }: Wish): Promise<OpenBase> {
  const { z, x, y } = tileOf(center, Math.min(Math.max(9, view.minZoom ?? 0), view.maxZoom ?? 18))
  for (let i = 0; i < (view.layers ?? 1); i += 1)
    await ask(
      basePaths.tiles(view.id, String(i)).replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)),
    )
  return { view, draw: (look) => rasterBase(view, origin, look) }
}

/** A style's pictures may be missing: its words and lines stand without. */
async function openStyle({ view, buildings, origin }: Wish, archive?: string): Promise<OpenBase> {
  const told = foreignStyle(await json(basePaths.style(view.id)))
  if (told === undefined) throw new Error('not a MapLibre style')
  const hasSprite =
    told.sprite !== undefined &&
    (await ask(`${told.sprite}.json`).then(
      () => true,
      () => false,
    ))
  const style = { ...told, sprite: hasSprite ? told.sprite : undefined }
  const layer = buildings?.sourceLayer
  const source = layer === undefined ? undefined : sourceOf(style, layer)
  return {
    view,
    draw(look) {
      const base = foreignBase(view, style, origin, look, archive)
      if (source === undefined || base.sources[source] === undefined) return base
      const flat = base.layers.filter((l) => l.type !== 'fill-extrusion')
      const names = flat.findIndex((l) => l.type === 'symbol')
      const at = names < 0 ? flat.length : names
      return { ...base, layers: [...flat.slice(0, at), raised('raised', source, layer, look), ...flat.slice(at)] }
    },
  }
}

let protocol: Promise<{ readonly open: (address: string) => Promise<Archive> }> | undefined
interface Archive {
  readonly isVector: boolean
  readonly layers: readonly string[]
}

/** The library is fetched with the first archive. */
function archives(): NonNullable<typeof protocol> {
  protocol ??= (async () => {
    const { PMTiles, Protocol, TileType } = await import('pmtiles')
    const known = new Protocol({ metadata: true })
    addProtocol('pmtiles', known.tile)
    return {
      async open(address) {
        const archive = new PMTiles(address)
        const { tileType } = await archive.getHeader()
        const told: unknown = await archive.getMetadata()
        known.add(archive)
        const list: unknown =
          typeof told === 'object' && told !== null && 'vector_layers' in told ? told.vector_layers : []
        const layers = (Array.isArray(list) ? list : []).flatMap((l: unknown) =>
          typeof l === 'object' && l !== null && 'id' in l && typeof l.id === 'string' ? [l.id] : [],
        )
        return { isVector: tileType === TileType.Mvt, layers }
      },
    }
  })()
  return protocol
}

async function openArchive(wish: Wish): Promise<OpenBase> {
  const { view, buildings, origin } = wish
  const address = origin + (view.archive ?? '')
  let late: ReturnType<typeof setTimeout> | undefined
  const { isVector, layers } = await Promise.race([
    archives().then((a) => a.open(address)),
    new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error('no answer in time')), WITHIN_MS)
    }),
  ]).finally(() => clearTimeout(late))
  const url = `pmtiles://${address}`
  if (view.styled) return openStyle(wish, url)
  const source = `${BASE_PREFIX}archive`
  const common = { url, attribution: '' }
  if (!isVector)
    return {
      view,
      draw: (look) => ({
        sources: { [source]: { ...common, type: 'raster', tileSize: 256, attribution: asMarkup(look.notice) } },
        layers: [{ id: source, type: 'raster', source, paint: dimmed(look.theme, view.dark) ?? {} }],
        ...{ ownLabels: view.ownLabels, hasHoles: true },
      }),
    }
  if (layers.length === 0) throw new Error('the archive names no layers')
  const extra = buildings?.sourceLayer
  return {
    view,
    draw: (look) => ({
      sources: { [source]: { ...common, type: 'vector', attribution: asMarkup(look.notice) } },
      layers: [
        ...(extra !== undefined && layers.includes(extra) && !/^buildings?$/.test(extra)
          ? [raised('raised', source, extra, look)]
          : []),
        ...neutralLayers(source, layers, look),
      ],
      ...{ ownLabels: view.ownLabels, hasHoles: true },
    }),
  }
}

/** Throws an Error whose message says why it cannot be had. */
export function openBase(wish: Wish): Promise<OpenBase> {
  if (wish.view.type === 'raster') return openRaster(wish)
  if (wish.view.type === 'style') return openStyle(wish)
  return openArchive(wish)
}
