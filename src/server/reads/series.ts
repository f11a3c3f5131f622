// History of one sensor's metric, as charts take it: parallel arrays, gaps as null, drawn together in the store without hiding
// what was least and greatest.
import type { Series } from '../../wire/api.ts'
import type { SensorEntry } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import { drawn, stepFor, type Point } from './steps.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** As many points as a wide chart has pixels. */
export const POINTS = 1_500
/** Beyond this the hours tell it: a month of one series is some 40,000 values, each on a page of its own. */
const RAW_SPAN_MS = 31 * DAY_MS

const rawSql = `
  select (extract(epoch from occurred_at) * 1000)::float8 as at, value, value as least, value as greatest, quality::int as mark
  from observation where series = $1 and occurred_at >= to_timestamp($2) and occurred_at <= to_timestamp($3) order by occurred_at`
const stepSql = `
  select floor((extract(epoch from occurred_at) * 1000 + $5) / $4)::float8 * $4 - $5 as at, avg(value) as value, min(value) as least,
    max(value) as greatest, bit_or(quality)::int as mark
  from observation where series = $1 and occurred_at >= to_timestamp($2) and occurred_at <= to_timestamp($3) group by 1 order by 1`
const hourSql = `
  select floor((extract(epoch from hour) * 1000 + $5) / $4)::float8 * $4 - $5 as at, sum(sum) / sum(n) as value, min(min) as least,
    max(max) as greatest, 0 as mark
  from observation_hour where series = $1 and hour >= to_timestamp($2) and hour < to_timestamp($3) group by 1 order by 1`

/** `points`: at most so many (a gap adds one). Hours stand in where the values themselves are no longer kept. */
export async function sensorSeries(
  db: Db,
  sensor: SensorEntry,
  metric: number,
  asked: { readonly from: number; readonly to: number; readonly points?: number | undefined },
  utcOffsetMinutes: number,
): Promise<Series> {
  const { from, to, points = POINTS } = asked
  const series = sensor.series[metric] ?? 0
  const unit = sensor.kind.metrics[metric]?.unit ?? ''
  const shift = utcOffsetMinutes * 60_000
  const ask = async (text: string, a: number, b: number, stepMs?: number): Promise<Point[]> =>
    (await db.pool.query<Point>(text, [series, a / 1000, b / 1000, ...(stepMs === undefined ? [] : [stepMs, shift])]))
      .rows
  const isLong = to - from > RAW_SPAN_MS
  const isRaw = !isLong && (to - from) / sensor.kind.everyMs <= points
  const stepMs = stepFor(to - from, points, isLong ? HOUR_MS : undefined)
  // Of a long span the newest hours have not been rolled up yet.
  const tailFrom = isLong ? await afterLastHour(db, series, from, to) : from
  const tail = isRaw ? await ask(rawSql, from, to) : await ask(stepSql, tailFrom, to, stepMs)
  const firstAt = tail[0]?.at ?? to
  const head = isLong
    ? await ask(hourSql, from, tailFrom, stepMs)
    : firstAt - from > 2 * HOUR_MS
      ? await ask(hourSql, from, Math.floor(firstAt / HOUR_MS) * HOUR_MS, Math.max(stepMs, HOUR_MS))
      : []
  const joined = [...head.filter((p) => p.at < firstAt), ...tail]
  const isDrawn = !isRaw || head.length > 0
  const { least, greatest, ...plain } = drawn(joined, isRaw ? Math.max(sensor.silentAfterMs, 1) : gapOf(sensor, stepMs))
  return { unit, ...plain, ...(isDrawn && { stepMs, least, greatest }) }
}

const gapOf = (sensor: SensorEntry, stepMs: number): number => Math.max(sensor.silentAfterMs, stepMs) + 1

async function afterLastHour(db: Db, series: number, from: number, to: number): Promise<number> {
  const { rows } = await db.pool.query<{ at: number | null }>(
    `select (extract(epoch from max(hour)) * 1000)::float8 as at from observation_hour
     where series = $1 and hour >= to_timestamp($2) and hour < to_timestamp($3)`,
    [series, from / 1000, to / 1000],
  )
  const last = rows[0]?.at ?? undefined
  return last === undefined ? from : last + HOUR_MS
}
