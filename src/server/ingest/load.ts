// Fills the hot table at start: registered sensors, listed ones, the last value of every series, the feeds' counts.
import type { Slip } from '../../core/observe/memory.ts'
import { slipFactor } from '../../core/observe/slip.ts'
import { silentAfterMs } from '../../core/observe/stale.ts'
import { Quality } from '../../core/observe/types.ts'
import { METRICS_PER_SENSOR, type SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { QualityBook } from '../quality/book.ts'
import type { FeedCounters } from './counters.ts'
import { register, type Registration } from './devices.ts'
import type { DeviceLookup } from './lookup.ts'

/** Values older than this are history, not a current state. */
const LOOK_BACK = '2 days'

export async function loadSensors(deps: {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly counters: FeedCounters
  readonly lookup: DeviceLookup
  readonly book: QualityBook
  readonly now: () => number
}): Promise<void> {
  const { db, reference, sensors, counters, lookup, book, now } = deps
  const rows = await db.query.selectFrom('sensor').selectAll().orderBy('idx').execute()
  const series = await db.query.selectFrom('series').selectAll().execute()
  const seriesOf = new Map(series.map((s) => [`${s.sensor} ${s.metric}`, s.id]))
  for (const row of rows) {
    const kind = reference.sensorKinds.get(row.kind)
    const feed = reference.feeds.get(row.feed)
    // A sensor whose kind or feed left the reference data rests in the store.
    if (kind === undefined || feed === undefined) continue
    sensors.put({
      id: row.id,
      feed: row.feed,
      device: row.device,
      kind,
      name: row.name,
      lng: row.lng,
      lat: row.lat,
      area: row.area,
      district: row.district,
      attributes: row.attributes,
      simulated: row.simulated,
      silentAfterMs: silentAfterMs(kind.staleAfterMs, feed.everyMs),
      everyMs: feed.everyMs,
      series: kind.metrics.map((m) => seriesOf.get(`${row.id} ${m.id}`) ?? 0),
      ...(row.owner === null ? {} : { owner: row.owner }),
      ...(row.maintainer === null ? {} : { maintainer: row.maintainer }),
    })
  }
  for (const sensor of await register(db, sensors, listed(reference, lookup), now()))
    if (lookup.isMisplaced(sensor.area, sensor.lng, sensor.lat)) book.marked(sensor, Quality.misplaced, now())
  await loadValues(db, sensors, book)
  const totals = await db.pool.query<{ feed: string; outcome: string; n: number; last: number }>(
    `select feed, outcome, sum(n)::float8 as n, (extract(epoch from max(last_at)) * 1000)::float8 as last from feed_hour group by feed, outcome`,
  )
  for (const t of totals.rows) counters.load(t.feed, t.outcome, t.n, t.last)
}

function listed(reference: ReferenceIndex, lookup: DeviceLookup): Registration[] {
  return [...reference.sensors.values()].flatMap((s): Registration[] => {
    const feed = lookup.feed(s.feed)
    const kind = lookup.kind(s.kind)
    if (feed === undefined || kind === undefined) return []
    return [{ ...s, feed, kind, district: lookup.district(s.area), attributes: s.attributes ?? {} }]
  })
}

async function loadValues(db: Db, sensors: SensorTable, book: QualityBook): Promise<void> {
  const bySeries = new Map<number, number>()
  for (const s of sensors.entries)
    for (const [m, id] of s.series.entries()) bySeries.set(id, s.slot * METRICS_PER_SENSOR + m)
  const { rows } = await db.pool.query<LastValue>(
    `select s.id as series, o.value, o.quality, (extract(epoch from o.occurred_at) * 1000)::float8 as at,
            (extract(epoch from o.recorded_at) * 1000)::float8 as recorded
     from series s cross join lateral (
       select value, quality, occurred_at, recorded_at from observation
       where series = s.id and occurred_at > now() - interval '${LOOK_BACK}' order by occurred_at desc limit 1) o`,
  )
  const slips = await loadSlips(
    db,
    rows.filter((row) => (row.quality & Quality.unitSlip) !== 0),
  )
  for (const row of rows) {
    const place = bySeries.get(row.series)
    const entry = place === undefined ? undefined : sensors.entries[Math.floor(place / METRICS_PER_SENSOR)]
    if (place === undefined || entry === undefined) continue
    const metric = place % METRICS_PER_SENSOR
    sensors.write(entry, metric, row.value, row.at, row.quality)
    const slip = slips(row, entry.kind.metrics[metric])
    const memory = { lastValue: row.value, lastAt: row.at, sameSince: row.at }
    sensors.remember(entry.slot, metric, slip === undefined ? memory : { ...memory, slip })
    book.knownHeard(entry.slot, row.recorded)
  }
}

interface LastValue {
  readonly series: number
  readonly value: number
  readonly quality: number
  readonly at: number
  readonly recorded: number
}

/** Series that are in another unit stay marked over a restart: how far off they are is read from the jump that began it. */
async function loadSlips(
  db: Db,
  slipped: readonly LastValue[],
): Promise<(row: LastValue, metric: { readonly min: number; readonly max: number } | undefined) => Slip | undefined> {
  const { rows } = await db.pool.query<{ series: number; good: number; first: number; since: number }>(
    `select s as series, g.value as good, f.value as first, (extract(epoch from f.occurred_at) * 1000)::float8 as since
     from unnest($1::int[]) as s
     cross join lateral (select value, occurred_at from observation where series = s and quality & ${Quality.unitSlip} = 0
       order by occurred_at desc limit 1) as g
     cross join lateral (select value, occurred_at from observation where series = s and occurred_at > g.occurred_at
       order by occurred_at limit 1) as f`,
    [slipped.map((row) => row.series)],
  )
  const jumps = new Map(rows.map((row) => [row.series, row]))
  return (row, metric) => {
    const jump = jumps.get(row.series)
    const factor = jump === undefined || metric === undefined ? undefined : slipFactor(jump.first, jump.good, metric)
    return jump === undefined || factor === undefined ? undefined : { factor, good: jump.good, since: jump.since }
  }
}
