// Fills the indexes of names with what the city knows and keeps them so: areas, grid, roads, named places, components, sensors,
// addresses of reports, open cases. In slices of a few milliseconds, so that a hub of 100,000 sensors answers while it learns them.
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { Incident } from '../../core/incident/types.ts'
import { publicAddress } from '../cases/row.ts'
import { mapNames, publicPart } from '../intake/places.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { readGrid } from './gridCells.ts'
import { openNameIndex, type Named } from './nameIndex.ts'
import { openReader } from './reading.ts'
import { readReadings } from './readings.ts'
import type { Known, KnownCase, KnownPlace, Names } from './types.ts'

export interface NamesDeps {
  readonly db: Db
  readonly reference: ReferenceIndex & { onSwap?(listener: () => void): () => void }
  readonly sensors: SensorTable
  readonly cityFolder: string
  readonly now: () => number
}

/** Work between two breaths of the loop. */
const SLICE_MS = 4
/** Addresses of reports from so far back, the newest first, at most so many. */
const ADDRESS_DAYS = 365
const MOST_ADDRESSES = 50_000
const DAY_MS = 86_400_000
/** Of equal fit: the larger thing first. */
const WEIGHTS = { district: 0, street: 1, spot: 2, road: 3, address: 4, grid: 5 } as const
const ADDRESS = 'address'

/** Throws where the city's readings do not stand. Sensors are learned from now on, the rest by `start`. */
export async function openNames({ db, reference, sensors, cityFolder, now }: NamesDeps): Promise<Names> {
  const read = openReader(await readReadings(cityFolder))
  const index = openNameIndex<Known>(read)
  const cases = openNameIndex<KnownCase>(read)
  let waiting: (() => void)[] = []
  let [asked, done] = [0, 0]
  let running: Promise<void> | undefined
  let stopped = false

  function later(work: () => void): void {
    asked += 1
    waiting.push(work)
    running ??= new Promise<void>((resolve) => setImmediate(slice, resolve))
  }
  function slice(resolve: () => void): void {
    const until = performance.now() + SLICE_MS
    let at = 0
    while (at < waiting.length && (at % 16 !== 0 || performance.now() < until)) waiting[at++]?.()
    done += at
    waiting = at === waiting.length ? [] : waiting.slice(at)
    if (waiting.length > 0 && !stopped) setImmediate(slice, resolve)
    else {
      running = undefined
      resolve()
    }
  }

  const place = (known: KnownPlace, weight: number, heads: readonly string[], more = ''): void =>
    later(() => {
      const { kind, name, area, lng, lat } = known
      const key = `${kind}/${kind === 'area' || kind === 'grid' ? area : name.zh}${kind === 'road' ? `/${reference.districtOf(area) ?? ''}` : ''}`
      const group = kind === ADDRESS ? ADDRESS : 'place'
      index.put({ key, kind: group, heads, more, lng, lat, weight, value: { is: 'place', place: known } })
    })
  const addressPlace = (row: Omit<KnownPlace, 'kind' | 'name'> & { readonly name: string }): void => {
    const name = publicPart(row.name)
    if (name !== undefined) place({ ...row, kind: ADDRESS, name: { zh: name, en: name } }, WEIGHTS.address, [name])
  }

  function addReference(): void {
    for (const { code, name, kind, lng, lat, simulated = false } of reference.areas.values()) {
      if (lng === undefined || lat === undefined) continue
      const whole = reference.areaName(code)
      const weight = kind === 'street' ? WEIGHTS.street : kind === 'grid' ? WEIGHTS.grid : WEIGHTS.district
      const more = `${whole.zh} ${whole.en}`
      place({ kind: 'area', name: whole, area: code, lng, lat, simulated }, weight, [name.zh, name.en, code], more)
    }
    for (const component of reference.reference.components) {
      const { code, name, major } = component
      const named: Named<Known> = {
        key: `component/${code}`,
        kind: 'component',
        heads: [name.zh, name.en, code],
        more: `${major.zh} ${major.en}`,
        value: { is: 'component', component },
      }
      later(() => index.put(named))
    }
  }

  async function addMap(): Promise<void> {
    const roads = new Set<string>()
    for (const { kind, name, area: told, lng, lat, simulated } of await mapNames(reference, cityFolder)) {
      const area = told ?? reference.areaAt(lng, lat)
      const known = { kind: kind === 'road' ? 'road' : 'spot', name, area, lng, lat, simulated } as const
      // A road comes in pieces: the first of each district stands for it.
      const road = `${name.zh}/${reference.districtOf(area) ?? ''}`
      if (kind === 'road' && roads.has(road)) continue
      roads.add(road)
      place(known, kind === 'road' ? WEIGHTS.road : WEIGHTS.spot, [name.zh, name.en])
    }
    for (const { code, area, lng, lat, simulated } of await readGrid(reference, cityFolder)) {
      const street = reference.areaName(area)
      const name = { zh: `${street.zh} 网格 ${code}`, en: `Grid cell ${code}, ${street.en}` }
      place({ kind: 'grid', name, area: code, lng, lat, simulated }, WEIGHTS.grid, [name.zh, code], 'grid')
    }
  }

  async function addAddresses(): Promise<void> {
    const { rows } = await db.pool.query<{
      name: string
      lng: number
      lat: number
      area: string | null
      simulated: boolean
    }>(
      `select address as name, lng, lat, area, simulated from report
       where address is not null and lng is not null and lat is not null and recorded_at >= $1
       order by recorded_at desc limit $2`,
      [new Date(now() - ADDRESS_DAYS * DAY_MS), MOST_ADDRESSES],
    )
    // The newest last: it stands.
    for (const row of rows.reverse())
      later(() => addressPlace({ ...row, area: row.area ?? reference.areaAt(row.lng, row.lat) }))
  }

  function addSensor({ slot }: { readonly slot: number }): void {
    later(() => {
      // As it stands now: it may have been replaced while it waited.
      const sensor = sensors.entries[slot]
      if (sensor === undefined) return
      const { id, name, device, lng, lat } = sensor
      // «演示：文昌中路下穿通道积水点» is called by what follows the colon, too.
      const plain = name.replace(/^[^：:]*[：:]/, '')
      const heads = plain === name ? [name, id, device] : [plain, name, id, device]
      index.put({ key: `sensor/${id}`, kind: 'sensor', heads, lng, lat, value: { is: 'sensor', sensor } })
    })
  }

  function addCase(incident: Incident): void {
    const { id, title, place: at, lead, assist, state } = incident
    if (isTerminal(state)) return void later(() => cases.remove(id))
    const departments = [...(lead === undefined ? [] : [lead]), ...assist]
    const address = publicAddress(incident) ?? ''
    const heads = [`${title.zh} ${reference.areaName(at.area).zh} ${address}`, id]
    later(() => cases.put({ key: id, kind: 'case', heads, lng: at.lng, lat: at.lat, value: { id, departments } }))
  }

  for (const sensor of sensors.entries) addSensor(sensor)
  const forget = [sensors.onPut(addSensor), reference.onSwap?.(addReference)]
  const ask = (kind: string, asked: Omit<Parameters<typeof index.search>[0], 'kinds'>) =>
    index.search({ ...asked, kinds: new Set([kind]) }).get(kind) ?? []

  return {
    ready: () => (asked === 0 ? 0 : done / asked),
    places({ addresses, ...asked }) {
      const kinds = new Set(addresses ? ['place', ADDRESS] : ['place'])
      const found = index.search({ ...asked, kinds })
      return [...(found.get('place') ?? []), ...(found.get(ADDRESS) ?? [])].flatMap((one) =>
        one.is === 'place' ? [one.place] : [],
      )
    },
    sensors: (asked) => ask('sensor', asked).flatMap((one) => (one.is === 'sensor' ? [one.sensor] : [])),
    components: (asked) => ask('component', asked).flatMap((one) => (one.is === 'component' ? [one.component] : [])),
    cases: ({ department, ...asked }) =>
      cases
        .search({
          ...asked,
          ...(department !== undefined && { accept: ({ departments }) => departments.includes(department) }),
        })
        .get('case') ?? [],
    casesChanged: (incidents) => incidents.forEach(addCase),
    async whenWritten(_query, { before, after }) {
      const { address } = after.place
      if (before !== undefined || address === undefined || after.source === 'sensor') return undefined
      const { lng, lat, area } = after.place
      return () => addressPlace({ name: address, lng, lat, area, simulated: after.simulated })
    },
    async start() {
      addReference()
      for (const add of [addMap, addAddresses]) if (!stopped) await add()
      await running
    },
    async stop() {
      stopped = true
      for (const end of forget) end?.()
      await running
    },
  }
}
