// Place search and «what is inside» over HTTP with a full city behind them: 100,000 sensors, 100,000 cases, 10,000 addresses.
// Each beside the bare thing in the same run: a plain scan of the same names, a bare select of the open cases.
import fastify from 'fastify'
import { Agent, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardRoutes } from '../../src/server/http/access.ts'
import type { HttpDeps } from '../../src/server/http/deps.ts'
import { useSchemas, type App } from '../../src/server/http/provider.ts'
import { findRoutes } from '../../src/server/http/routes/find.ts'
import { mapRoutes } from '../../src/server/http/routes/map.ts'
import { SensorTable } from '../../src/server/live/sensors.ts'
import { openMapDesk } from '../../src/server/map/desk.ts'
import { find } from '../../src/server/reads/find.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../../src/server/reference/load.ts'
import { openNames } from '../../src/server/search/names.ts'
import type { Found } from '../../src/wire/desk.ts'
import { mapPaths, type Inside } from '../../src/wire/map.ts'
import { noUnits } from '../support/units.ts'
import { expectSame, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { Caseload, staff } from './caseload.ts'
import { NOW } from './questions.ts'
import { embeddedStore, fill, prepare, type Store } from './register.ts'

const CITY = 'city/yangzhou'
interface Sizes {
  readonly sensors: number
  readonly cases: number
  readonly addresses: number
  readonly asks: number
}
const WHOLE: Sizes = { sensors: 100_000, cases: 100_000, addresses: 10_000, asks: 25 }
const QUICK: Sizes = { sensors: 2_000, cases: 2_000, addresses: 500, asks: 5 }
/** Cases made by the rules; the others are copies of them under numbers of their own. */
const MADE = 2_000

const QUERIES: Readonly<Record<string, string>> = {
  'a name': '文昌中路1234',
  'a whole code': 'ponding/d-777',
  'full pinyin': 'wenchangzhonglu',
  initials: 'wczl',
  'two letters': 'wc',
  'one character': '路',
  'words in any order': '水位 shouxihu 99',
  'nobody said': '查无此处',
  'a component': 'gsjg',
  'a case': '000123',
}
const box = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
]
const AREAS = { 'a street': box(119.42, 32.38, 119.45, 32.41), 'the whole city': box(118.9, 32.1, 120.1, 33.6) }

function putSensors(sensors: SensorTable, reference: ReferenceIndex, count: number): void {
  const kinds = [...reference.sensorKinds.values()]
  const roads = ['文昌中路', '瘦西湖路', '汶河南路', '江都路', '邗江中路', '运河西路', '真州路', '安宜路']
  const things = ['积水监测点', '水位计', '井盖', '空气站', '管网压力点']
  for (let n = 0; n < count; n += 1) {
    const kind = kinds[n % kinds.length]
    if (kind === undefined) throw new Error('a city without kinds of sensors')
    const name = `${roads[n % roads.length] ?? ''}${n}号${things[n % things.length] ?? ''}`
    sensors.put({
      ...{ id: `ponding/d-${n}`, feed: 'ponding', device: `d-${n}`, kind, name, attributes: {}, simulated: true },
      ...{
        lng: 119.1 + ((n * 7919) % 8000) / 10_000,
        lat: 32.25 + ((n * 104_729) % 11_000) / 10_000,
        area: '321002001',
      },
      ...{ district: '321002', series: [], silentAfterMs: 60_000, everyMs: 60_000 },
    })
  }
}

async function fillStore(store: Store, reference: ReferenceIndex, { cases, addresses }: Sizes): Promise<void> {
  await prepare(store)
  const made = Math.min(MADE, cases)
  await fill(store, new Caseload(reference, NOW), reference, 0, made)
  const { pool } = store.db
  const { rows } = await pool.query<{ column: string }>(
    `select column_name as column from information_schema.columns where table_name = 'incident'`,
  )
  const own: Readonly<Record<string, string>> = {
    id: 'new',
    code: 'new',
    fingerprint: 'null',
    search: 'replace(search, lower(id), lower(new))',
    opened_at: `opened_at - k * interval '7 minutes'`,
    updated_at: `updated_at - k * interval '7 minutes'`,
    lng: 'lng + k * 0.0003',
    body: `body || jsonb_build_object('id', new, 'code', new)`,
  }
  const columns = rows.map(({ column }) => column)
  await pool.query(`insert into incident (${columns.join(', ')}) select ${columns.map((c) => own[c] ?? c).join(', ')}
    from (select incident.*, k, left(id, 12) || (900000 + k * ${made} + row_number() over (partition by k))::text as new
      from incident, generate_series(1, ${Math.floor(cases / made) - 1}) as k) as copied`)
  await pool.query(
    `insert into report (id, feed, channel, text, occurred_at, recorded_at, lng, lat, area, address, simulated)
     select 'find/' || n, 'seed', 'hotline', '-', $1::timestamptz - n * interval '1 minute', $1, 119.3 + n % 1000 * 0.0003,
       32.3 + n % 700 * 0.0003, '321002001', '荷花池路' || n || '号', false from generate_series(1, $2::int) as n`,
    [new Date(NOW), addresses],
  )
  await pool.query('vacuum (analyze)')
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const sizes = quick ? QUICK : WHOLE
  const store = await embeddedStore()
  const app = fastify()
  const agent = new Agent({ keepAlive: true })
  try {
    const reference = indexReference(await loadReference(CITY), NOW)
    const { db } = store
    const fillingFrom = performance.now()
    await fillStore(store, reference, sizes)
    const sensors = new SensorTable(() => [])
    putSensors(sensors, reference, sizes.sensors)
    const now = (): number => NOW
    const learningFrom = performance.now()
    const names = await openNames({ db, reference, sensors, now, cityFolder: CITY })
    // The longest the loop was held up while 110,000 names were learned.
    let [longest, last] = [0, performance.now()]
    const breath = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 1)
      last = performance.now()
    }, 1)
    await names.start()
    clearInterval(breath)
    const learned = performance.now() - learningFrom
    say(
      `filled in ${((learningFrom - fillingFrom) / 1000).toFixed(0)} s, names learned in ${(learned / 1000).toFixed(1)} s`,
    )

    const map = openMapDesk({ db, reference, sensors, units: noUnits, alarms: () => [], cityFolder: CITY, now })
    const reads = { find: (query, actor) => find({ db, reference, names, now }, query, actor) } as HttpDeps['reads']
    const audit = { write: async () => undefined } as unknown as HttpDeps['audit']
    guardRoutes(app, { bySession: async () => ({ actor: staff.acceptor, demo: false, expiresAt: Infinity }) })
    useSchemas(app)
    findRoutes(app as unknown as App, { reads } as HttpDeps)
    mapRoutes(app as unknown as App, { map, audit } as HttpDeps)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const ask = <T>(path: string, body?: object): Promise<T> =>
      new Promise((resolve, reject) => {
        const headers = body === undefined ? {} : { 'content-type': 'application/json' }
        const options = { host: '127.0.0.1', port, path, agent, headers, method: body === undefined ? 'GET' : 'POST' }
        const sent = httpRequest(options, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString()) as T))
        })
        sent.on('error', reject)
        sent.end(body === undefined ? undefined : JSON.stringify(body))
      })

    const plain = sensors.entries.map(({ name, id }) => `${name} ${id}`)
    const figures: Figure[] = []
    const times: number[] = []
    const bare: number[] = []
    const put = (name: string, spent: readonly number[], base: readonly number[], against: string): void => {
      for (const q of [0.5, 0.95])
        figures.push({
          ...{ name: `find/${name} p${q * 100}`, value: quantile(spent, q), unit: 'ms' },
          ...{ baseline: quantile(base, q), against },
        })
    }
    for (const [name, q] of Object.entries(QUERIES)) {
      const [spent, scanned]: [number[], number[]] = [[], []]
      for (let n = 0; n <= sizes.asks; n += 1) {
        const from = performance.now()
        const found = await ask<Found>(`/api/find?q=${encodeURIComponent(q)}&near=119.43,32.39`)
        const between = performance.now()
        const hits = plain.filter((one) => one.includes(q)).length
        if (n > 0) spent.push(between - from)
        if (n > 0) scanned.push(performance.now() - between)
        if (name === 'a whole code') expectSame('the sensor of that code', found.sensors[0]?.id, q)
        if (name === 'initials') expectSame('sensors found by initials', found.sensors.length, 8)
        if (name === 'nobody said') expectSame('found where nothing is', found.sensors.length + hits, 0)
      }
      put(name, spent, scanned, 'plain scan of the sensors’ names')
      times.push(...spent)
      bare.push(...scanned)
    }
    put('all', times, bare, 'plain scan of the sensors’ names')
    figures.push({ name: 'find/names learned', value: learned, unit: 'ms' })
    figures.push({ name: 'find/longest turn while learning', value: longest, unit: 'ms' })
    for (const [name, polygon] of Object.entries(AREAS)) {
      const [spent, base]: [number[], number[]] = [[], []]
      for (let n = 0; n <= Math.min(8, sizes.asks); n += 1) {
        const from = performance.now()
        const inside = await ask<Inside>(mapPaths.inside, { polygon, from: NOW - 30 * 86_400_000, to: NOW })
        const between = performance.now()
        await db.pool.query('select count(*) from incident where opened_at >= $1', [new Date(NOW - 30 * 86_400_000)])
        if (n > 0) spent.push(between - from)
        if (n > 0) base.push(performance.now() - between)
        if (name === 'the whole city') expectSame('sensors inside the whole city', inside.sensors.total, sizes.sensors)
      }
      put(`inside ${name}`, spent, base, 'bare count of the cases of the month')
    }
    await names.stop()
    return figures
  } finally {
    agent.destroy()
    await app.close()
    await store.stop()
  }
}

export const findBench: Bench = {
  name: 'find',
  about:
    'place search and what lies inside an area over HTTP with 100,000 sensors and 100,000 cases, against a plain scan',
  run,
}
