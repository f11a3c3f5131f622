// Fills the gazetteer with what the hub knows: areas, the city's map, sensors, and the public part of earlier addresses.
import { join } from 'node:path'
import { maskTexts } from '../../core/mask.ts'
import type { Text } from '../../core/text.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { readJson } from '../reference/read.ts'
import type { Db } from '../store/db.ts'
import type { Gazetteer, NamedPlace, PlaceKind } from './gazetteer.ts'

/** Names taken from the store at most, the newest first: enough for a city, and a start stays a start. */
const MOST_NAMES = 50_000
/** Points of a line this far apart or nearer are enough to find where it crosses another (degrees, about 40 m). */
const STEP_DEG = 0.0004

/** Which files of a city's map hold names that people say, and as what. */
const MAP_KINDS: Readonly<Record<string, PlaceKind>> = { roads: 'road', places: 'spot', lakes: 'spot', rivers: 'spot' }

export function addAreas(gazetteer: Gazetteer, { reference }: Pick<ReferenceIndex, 'reference'>): void {
  for (const { code, name, kind, lng, lat, simulated = false } of reference.areas) {
    if (kind === 'city' || lng === undefined || lat === undefined) continue
    const place: NamedPlace = {
      kind: kind === 'district' ? 'district' : 'street',
      name,
      lng,
      lat,
      area: code,
      simulated,
    }
    for (const said of saidOf(name)) gazetteer.add(said, place)
  }
}

/** «经济开发区（马棚街道）» is called by either name; «曲江街道» is also called «曲江街道办». A bare stem is too often a word of its own. */
const saidOf = ({ zh, en }: Text): string[] => [...zh.split(/[（）()]/).filter((part) => part.length > 2), en]

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown } | null
}
type Position = readonly [number, number]

/** A layer that cannot be read names nothing: the map itself says so where it is shown. */
export async function mapNames({ city }: Pick<ReferenceIndex, 'city'>, folder: string): Promise<NamedPlace[]> {
  const found: NamedPlace[] = []
  for (const { id, file, simulated } of city.map) {
    const kind = MAP_KINDS[id]
    if (kind === undefined) continue
    const value = await readJson(join(folder, 'map', file), () => undefined)
    const features = typeof value === 'object' && value !== null && 'features' in value ? value.features : []
    for (const feature of Array.isArray(features) ? (features as Feature[]) : []) {
      const place = namedFeature(feature, kind, simulated)
      if (place) found.push(place)
    }
  }
  return found
}

export async function addMap(
  gazetteer: Gazetteer,
  reference: Pick<ReferenceIndex, 'city'>,
  folder: string,
): Promise<void> {
  for (const place of await mapNames(reference, folder)) {
    gazetteer.add(place.name.zh, place)
    if (place.name.en !== place.name.zh) gazetteer.add(place.name.en, place)
  }
}

function namedFeature({ properties, geometry }: Feature, kind: PlaceKind, simulated: boolean): NamedPlace | undefined {
  const zh = properties?.['name_zh'] ?? properties?.['name']
  const en = properties?.['name_en'] ?? zh
  if (typeof zh !== 'string' || typeof en !== 'string') return undefined
  const points = pointsOf(geometry?.coordinates)
  const middle = points[Math.floor(points.length / 2)]
  if (middle === undefined) return undefined
  const area = properties?.['area']
  return {
    kind,
    name: { zh, en },
    lng: middle[0],
    lat: middle[1],
    ...(typeof area === 'string' && { area }),
    simulated,
    ...(kind === 'road' && { line: dense(points) }),
  }
}

function pointsOf(coordinates: unknown): Position[] {
  if (!Array.isArray(coordinates)) return []
  const [lng, lat] = coordinates as unknown[]
  if (typeof lng === 'number' && typeof lat === 'number') return [[lng, lat]]
  return coordinates.flatMap((inner: unknown) => pointsOf(inner))
}

/** The same line with points near enough to each other that two lines which cross have points near each other. */
function dense(points: readonly Position[]): Position[] {
  return points.flatMap((point, at): Position[] => {
    const next = points[at + 1]
    if (next === undefined) return [point]
    const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - point[0], next[1] - point[1]) / STEP_DEG))
    return Array.from({ length: steps }, (_, i): Position => [
      point[0] + ((next[0] - point[0]) * i) / steps,
      point[1] + ((next[1] - point[1]) * i) / steps,
    ])
  })
}

interface NamedRow {
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly area: string | null
  readonly simulated: boolean
}

export async function addSensors(gazetteer: Gazetteer, { pool }: Db): Promise<void> {
  const { rows } = await pool.query<NamedRow>(
    'select name, lng, lat, area, simulated from sensor order by registered_at desc limit $1',
    [MOST_NAMES],
  )
  for (const row of rows) {
    // «演示：文昌中路下穿通道积水点»: what stands before the colon is no part of the name.
    const name = row.name.replace(/^[^：:]*[：:]/, '')
    gazetteer.add(name, { ...pointOf(row), kind: 'sensor', name: { zh: name, en: name } })
  }
}

/** Addresses that earlier reports came from, as far as they are public: the newest stands. */
export async function addAddresses(gazetteer: Gazetteer, { pool }: Db, since: number): Promise<void> {
  const { rows } = await pool.query<NamedRow>(
    `select address as name, lng, lat, area, simulated from report
     where address is not null and lng is not null and lat is not null and recorded_at >= $1
     order by recorded_at desc limit $2`,
    [new Date(since), MOST_NAMES],
  )
  for (const row of rows.reverse()) addAddress(gazetteer, row)
}

export function addAddress(gazetteer: Gazetteer, row: NamedRow): void {
  const name = publicPart(row.name)
  if (name !== undefined) gazetteer.add(name, { ...pointOf(row), kind: 'address', name: { zh: name, en: name } })
}

const pointOf = ({ lng, lat, area, simulated }: NamedRow) => ({ lng, lat, simulated, ...(area !== null && { area }) })

/** Building, unit, floor and room: somebody's door. */
const DOOR = /[\d一二三四五六七八九十]+\s*(?:栋|幢|号楼|座|单元|室|户|层|楼).*$/
const LEAST = 4

/** The part of an address that anybody may be told: up to the number of the house. */
export function publicPart(address: string): string | undefined {
  const plain = address.normalize('NFKC').trim()
  const house = /^.*?\d+号(?!楼)/.exec(plain)?.[0]
  const name = (house ?? plain).replace(DOOR, '').trim()
  return name.length < LEAST || maskTexts(name) !== name ? undefined : name
}
