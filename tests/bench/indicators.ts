// The vital signs under load: what a sensor costs in an indicator, how soon ten thousand of them are told, a thousand series at
// once, and a year of minutes read.
import { indexReference, loadReference, type LoadedReference } from '../../src/server/reference/load.ts'
import { isStale } from '../../src/core/observe/stale.ts'
import type { Indicator } from '../../src/core/indicate/types.ts'
import type { SensorKind } from '../../src/wire/reference.ts'
import { FeedCounters } from '../../src/server/ingest/counters.ts'
import { register } from '../../src/server/ingest/devices.ts'
import type { PendingObservation } from '../../src/server/ingest/pending.ts'
import { Writer } from '../../src/server/ingest/writer.ts'
import { SensorTable } from '../../src/server/live/sensors.ts'
import { indicatorSeries } from '../../src/server/reads/indicatorSeries.ts'
import { EVALUATE_EVERY_MS, Indicators } from '../../src/server/signs/indicators.ts'
import { every } from '../../src/server/timers.ts'
import type { Db } from '../../src/server/store/db.ts'
import { openTestDb } from '../support/db.ts'
import { expectSame, median, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const YEAR = 365 * 24 * HOUR
/** A bare fold is too short for the clock of the processor. */
const BARE_TIMES = 200
const KIND = 'ponding'
const FEED = 'sim-ponding'

interface Sizes {
  /** Sensors of one indicator. */
  readonly sensors: readonly number[]
  readonly rounds: number
  /** Sensors of the indicator that is told in the real store, and how often. */
  readonly told: number
  readonly times: number
  readonly yearMs: number
}
const WHOLE: Sizes = { sensors: [1_000, 10_000, 100_000], rounds: 7, told: 10_000, times: 8, yearMs: YEAR }
const QUICK: Sizes = { sensors: [1_000, 5_000], rounds: 3, told: 2_000, times: 3, yearMs: YEAR / 12 }

const define = (id: string, part: Partial<Indicator> = {}): Indicator => ({
  id,
  group: 'water',
  name: { zh: id, en: id },
  unit: 'm',
  decimals: 3,
  input: { kind: KIND, metric: 'depthM' },
  window: { type: 'now' },
  formula: { type: 'mean' },
  polarity: 'lowerBetter',
  scales: [],
  coverageFloor: 0.1,
  explain: { zh: id, en: id },
  ...part,
})

interface Rig {
  readonly db: Db
  readonly sensors: SensorTable
  readonly indicators: Indicators
  readonly shown: (rows: readonly { indicator: string; area: string; value?: number; newestAt?: number }[]) => void
  onShow: (indicator: string, area: string, value: number | undefined, newestAt: number | undefined) => void
}

async function rigFor(
  db: Db,
  files: LoadedReference,
  count: number,
  defs: readonly Indicator[],
  isStored: boolean,
): Promise<Rig> {
  const reference = indexReference({ ...files, indicators: defs })
  const kind = reference.sensorKinds.get(KIND)
  const feed = reference.feeds.get(FEED)
  if (kind === undefined || feed === undefined) throw new Error('a city without ponding gauges')
  const streets = [...reference.areas.values()].filter((a) => a.kind === 'street').map((a) => a.code)
  const sensors = new SensorTable(() => [])
  const places = Array.from({ length: count }, (_, i) => {
    const area = streets[i % streets.length] ?? '321000'
    return { device: `b-${i}`, area, district: reference.districtOf(area) ?? '321000' }
  })
  const common = { lng: 119.4, lat: 32.4, attributes: {}, kind: kind as SensorKind }
  if (isStored)
    await register(
      db,
      sensors,
      places.map((p) => ({ ...common, ...p, feed, name: p.device })),
      Date.now(),
    )
  else
    for (const [i, p] of places.entries())
      sensors.put({
        ...common,
        ...p,
        feed: feed.id,
        id: `${feed.id}/${p.device}`,
        name: p.device,
        simulated: true,
        silentAfterMs: kind.staleAfterMs,
        everyMs: 60_000,
        series: [i + 1],
      })
  const rig: Rig = {
    db,
    sensors,
    onShow: () => undefined,
    shown: (rows) => {
      for (const row of rows) rig.onShow(row.indicator, row.area, row.value, row.newestAt)
    },
    indicators: new Indicators({
      db,
      sensors,
      reference,
      now: Date.now,
      facts: { cases: new Map(), platform: () => ({}), refresh: () => Promise.resolve() },
      inService: () => true,
      show: (rows) => rig.shown(rows),
    }),
  }
  return rig
}

const observed = (rig: Rig, at: number, valueOf: (i: number) => number): PendingObservation[] =>
  rig.sensors.entries.map((sensor, i) => ({
    ...{ sensor, metric: 0, value: valueOf(i), quality: 0, occurredAt: at, recordedAt: at, behind: false },
  }))

const take = (rig: Rig, observations: readonly PendingObservation[]): void => {
  for (const o of observations) rig.sensors.write(o.sensor, o.metric, o.value, o.occurredAt, o.quality, o.recordedAt)
  rig.indicators.observed(observations)
}

/** The least that any mean must do: look at each newest value, leave out what is stale, add up. */
function bareFold(values: Float64Array, at: Float64Array, staleAfterMs: number, now: number): number {
  let sum = 0
  let n = 0
  for (let i = 0; i < values.length; i++)
    if (!isStale(at[i] ?? 0, staleAfterMs, now)) {
      sum += values[i] ?? 0
      n++
    }
  return sum / n
}

/** Processor time of this process, ms: what else the machine does is not in it. */
async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** One indicator over so many sensors in the city, its districts and streets: each sensor is looked at three times. */
async function costOf(
  db: Db,
  files: LoadedReference,
  count: number,
  rounds: number,
  part: Partial<Indicator>,
): Promise<{ ours: number; bare: number }> {
  const rig = await rigFor(db, files, count, [define('cost', { areas: 'street', decimals: 4, ...part })], false)
  const base = Date.now() - 10 * MINUTE
  const valueOf = (i: number): number => (100 + (i % 50)) / 1000
  await rig.indicators.load()
  // Windows have something to look back on.
  for (let k = 0; k < 10; k++) take(rig, observed(rig, base + k * MINUTE, valueOf))
  let told: number | undefined
  rig.onShow = (_, area, value) => {
    if (area === '321000') told = value
  }
  await rig.indicators.evaluate()
  const ours: number[] = []
  for (let k = 0; k < rounds; k++) {
    take(
      rig,
      observed(rig, Date.now(), (i) => valueOf(i) + (k + 1) / 1000),
    )
    ours.push(await cpuOf(() => rig.indicators.evaluate()))
  }
  const values = Float64Array.from(rig.sensors.entries, (s) => rig.sensors.valueOf(s.slot, 0))
  const ats = Float64Array.from(rig.sensors.entries, (s) => rig.sensors.atOf(s.slot, 0))
  const bare: number[] = []
  let mean = 0
  for (let k = 0; k < rounds; k++)
    bare.push(
      (await cpuOf(() => {
        for (let n = 0; n < 3 * BARE_TIMES; n++) mean = bareFold(values, ats, HOUR, Date.now())
      })) / BARE_TIMES,
    )
  // A window's mean and a mean of means are other numbers.
  if (Object.keys(part).length === 0) expectSame('mean of the city', told?.toFixed(4), mean.toFixed(4))
  return { ours: (median(ours) * 1e6) / count, bare: (median(bare) * 1e6) / count }
}

async function costs(db: Db, files: LoadedReference, sizes: Sizes, say: BenchContext['say']): Promise<Figure[]> {
  const figures: Figure[] = []
  const cases: readonly (readonly [string, Partial<Indicator>])[] = [
    ['now', {}],
    ['window', { window: { type: 'running', overMs: HOUR }, reduce: 'mean' }],
    ['rollUp', { rollUp: 'mean' }],
  ]
  for (const [name, part] of cases)
    for (const count of sizes.sensors) {
      say(`${name}: ${count} sensors`)
      const { ours, bare } = await costOf(db, files, count, sizes.rounds, part)
      figures.push({
        name: `indicators/${name}/perSensor@${count}`,
        value: ours,
        unit: 'CPU ns',
        baseline: bare,
        against: 'a bare fold over the same numbers, three times (street, district, city)',
      })
    }
  return figures
}

/** From handing in the last value to the new value on the way to the screens, through the store, with rounds as the hub has them. */
async function toldWithin(db: Db, files: LoadedReference, sizes: Sizes, say: BenchContext['say']): Promise<Figure[]> {
  say(`${sizes.told} sensors through the store`)
  const rig = await rigFor(db, files, sizes.told, [define('told')], true)
  await rig.indicators.load()
  const writer = new Writer({
    db,
    counters: new FeedCounters(),
    now: Date.now,
    judge: () => [],
    alongside: (client, rows) => rig.indicators.mark(client, rows),
    written: (batch) => take(rig, batch.observations),
    onError: (error) => {
      throw error
    },
  })
  const fail = (error: Error): void => {
    throw error
  }
  const rounds = every(EVALUATE_EVERY_MS, () => rig.indicators.evaluate(), fail)
  const spent: number[] = []
  const written: number[] = []
  try {
    for (let k = 0; k < sizes.times; k++) {
      const value = (k + 1) / 100
      const at = Date.now()
      const done = new Promise<void>((told) => {
        rig.onShow = (_, area, v) => {
          if (area === '321000' && v === value) told()
        }
      })
      const startedAt = performance.now()
      await writer.write({ observations: observed(rig, at, () => value), rejects: [], reports: [], repeats: [] })
      written.push(performance.now() - startedAt)
      await done
      spent.push(performance.now() - startedAt)
      // Not in step with the rounds.
      await new Promise((wake) => setTimeout(wake, 137 * (k + 1)))
    }
  } finally {
    await rounds.stop()
    await writer.stop()
  }
  return [
    {
      name: `indicators/told/p95@${sizes.told}`,
      value: quantile(spent, 0.95),
      unit: 'ms',
      baseline: median(written),
      against: 'the same values made durable',
    },
  ]
}

/** About a thousand series of indicators by area, all with news at once. */
async function live(db: Db, files: LoadedReference, sizes: Sizes, say: BenchContext['say']): Promise<Figure[]> {
  const defs = Array.from({ length: 10 }, (_, i) => define(`live-${i}`, { areas: 'street', decimals: 4 }))
  const rig = await rigFor(db, files, sizes.told, defs, false)
  await rig.indicators.load()
  take(
    rig,
    observed(rig, Date.now() - MINUTE, () => 0.5),
  )
  await rig.indicators.evaluate()
  const spent: number[] = []
  let series = 0
  let lag = 0
  for (let k = 0; k < sizes.rounds; k++) {
    take(
      rig,
      observed(rig, Date.now(), (i) => (i % 40) / 100 + (k + 1) / 1000),
    )
    series = 0
    rig.onShow = () => series++
    let last = performance.now()
    const watch = setInterval(() => {
      lag = Math.max(lag, performance.now() - last - 1)
      last = performance.now()
    }, 1)
    spent.push(await cpuOf(() => rig.indicators.evaluate()))
    clearInterval(watch)
  }
  say(`${series} series live`)
  if (series < 900) throw new Error(`${series} series, about a thousand expected`)
  const values = Float64Array.from(rig.sensors.entries, (s) => rig.sensors.valueOf(s.slot, 0))
  const bare: number[] = []
  for (let k = 0; k < sizes.rounds; k++)
    bare.push(
      (await cpuOf(() => {
        for (let n = 0; n < 3 * defs.length * BARE_TIMES; n++) bareFold(values, values, Infinity, 0)
      })) / BARE_TIMES,
    )
  return [
    {
      name: `indicators/live/round@${series}`,
      value: median(spent),
      unit: 'CPU ms',
      baseline: median(bare),
      against: 'bare folds over the same numbers',
    },
    { name: 'indicators/live/longestStretch', value: lag, unit: 'ms' },
  ]
}

async function yearRead(db: Db, sizes: Sizes, say: BenchContext['say']): Promise<Figure[]> {
  const to = Math.floor(Date.now() / HOUR) * HOUR
  const from = to - sizes.yearMs
  say(`${sizes.yearMs / MINUTE} minutes of one series`)
  const span = [from / 1000, to / 1000]
  await db.pool.query('truncate indicator_value, indicator_hour')
  await db.pool.query(
    `insert into indicator_value (indicator, area, at, value, coverage, simulated)
     select 'year', '321000', t, 50 + 40 * sin(extract(epoch from t) / 7000), 1, false
     from generate_series(to_timestamp($1), to_timestamp($2) - interval '1 minute', interval '1 minute') as t`,
    span,
  )
  await db.pool.query(`update indicator_value set value = 999 where at = to_timestamp($1)`, [
    (from + Math.floor(sizes.yearMs / 3 / MINUTE) * MINUTE) / 1000,
  ])
  await db.pool.query(
    `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, simulated)
     select 'year', '321000', date_trunc('hour', at), avg(value), min(value), max(value), 60, 1, false
     from indicator_value group by 3`,
  )
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const spent: number[] = []
    for (let k = 0; k < 5; k++) {
      const startedAt = performance.now()
      await work()
      spent.push(performance.now() - startedAt)
    }
    return median(spent)
  }
  const ask = (a: number) =>
    indicatorSeries(db, { indicator: 'year', area: '321000', from: a, to, points: 1_500 }, '', 480)
  const year = await ask(from)
  expectSame('the one extreme of the year', Math.max(...(year.greatest ?? []).map((v) => v ?? 0)), 999)
  const bare = await timed(() => db.pool.query('select hour, value from indicator_hour order by hour'))
  const month = to - Math.min(sizes.yearMs, 30 * 24 * HOUR)
  const bareMonth = await timed(() =>
    db.pool.query(
      `select avg(value) from indicator_value where indicator = 'year' and area = '321000' and at >= to_timestamp($1)`,
      [month / 1000],
    ),
  )
  return [
    {
      name: 'indicators/read/year',
      value: await timed(() => ask(from)),
      unit: 'ms',
      baseline: bare,
      against: 'its hours read as they are',
    },
    {
      name: 'indicators/read/month',
      value: await timed(() => ask(month)),
      unit: 'ms',
      baseline: bareMonth,
      against: 'one mean over its minutes',
    },
  ]
}

export const indicators: Bench = {
  name: 'indicators',
  about: 'vital signs: cost of a sensor, ten thousand told, a thousand series, a year of minutes read',
  async run({ quick, say }) {
    const sizes = quick ? QUICK : WHOLE
    const files = await loadReference('city/yangzhou')
    const db = await openTestDb()
    try {
      return [
        ...(await costs(db, files, sizes, say)),
        ...(await live(db, files, sizes, say)),
        ...(await toldWithin(db, files, sizes, say)),
        ...(await yearRead(db, sizes, say)),
      ]
    } finally {
      await db.stop()
    }
  },
}
