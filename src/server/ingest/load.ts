// Fills the hot table at start: registered sensors, listed ones, the last value of every series, the feeds' counts.
import { METRICS_PER_SENSOR, type SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
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
  readonly now: () => number
}): Promise<void> {
  const { db, reference, sensors, counters, lookup, now } = deps
  const rows = await db.query.selectFrom('sensor').selectAll().orderBy('idx').execute()
  const series = await db.query.selectFrom('series').selectAll().execute()
  const seriesOf = new Map(series.map((s) => [`${s.sensor} ${s.metric}`, s.id]))
  for (const row of rows) {
    const kind = reference.sensorKinds.get(row.kind)
    // A sensor whose kind or feed left the reference data rests in the store.
    if (kind === undefined || !reference.feeds.has(row.feed)) continue
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
      series: kind.metrics.map((m) => seriesOf.get(`${row.id} ${m.id}`) ?? 0),
      ...(row.owner === null ? {} : { owner: row.owner }),
      ...(row.maintainer === null ? {} : { maintainer: row.maintainer }),
    })
  }
  await register(db, sensors, listed(reference, lookup), now())
  await loadValues(db, sensors)
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

async function loadValues(db: Db, sensors: SensorTable): Promise<void> {
  const bySeries = new Map<number, number>()
  for (const s of sensors.entries)
    for (const [m, id] of s.series.entries()) bySeries.set(id, s.slot * METRICS_PER_SENSOR + m)
  const { rows } = await db.pool.query<{ series: number; value: number; quality: number; at: number }>(
    `select s.id as series, o.value, o.quality, (extract(epoch from o.occurred_at) * 1000)::float8 as at
     from series s cross join lateral (
       select value, quality, occurred_at from observation
       where series = s.id and occurred_at > now() - interval '${LOOK_BACK}' order by occurred_at desc limit 1) o`,
  )
  for (const row of rows) {
    const place = bySeries.get(row.series)
    const entry = place === undefined ? undefined : sensors.entries[Math.floor(place / METRICS_PER_SENSOR)]
    if (place === undefined || entry === undefined) continue
    const metric = place % METRICS_PER_SENSOR
    sensors.write(entry, metric, row.value, row.at, row.quality)
    sensors.remember(entry.slot, metric, { lastValue: row.value, lastAt: row.at, sameSince: row.at })
  }
}
