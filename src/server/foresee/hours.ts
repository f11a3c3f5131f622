// Hours of indicators as the store keeps them, for whoever learns from them. Reads only; asks for no more than it is told to.
import type { AreaCode, IndicatorId } from '../../core/ids.ts'
import type { HourPoint } from '../../core/normal/types.ts'
import type { Db } from '../store/db.ts'

export interface SeriesId {
  readonly indicator: IndicatorId
  readonly area: AreaCode
}

export interface SeriesHours {
  readonly points: readonly HourPoint[]
  /** Of which kind the newest hour is, and with it all that are given: simulated hours never teach real ones, nor real ones those. */
  readonly simulated: boolean
}

const HOUR_MS = 3_600_000
const seconds = (at: number): number => at / 1000

/** Known hours from `from` up to `to` (not included), oldest first, of the kind the newest of them is; undefined: none. */
export async function hoursOf(db: Db, series: SeriesId, from: number, to: number): Promise<SeriesHours | undefined> {
  const { rows } = await db.pool.query<{ at: number; value: number; simulated: boolean }>(
    `select (extract(epoch from hour) * 1000)::float8 as at, value, simulated from indicator_hour
     where indicator = $1 and area = $2 and hour >= to_timestamp($3) and hour < to_timestamp($4) and value is not null
     order by hour`,
    [series.indicator, series.area, seconds(from), seconds(to)],
  )
  const newest = rows.at(-1)
  if (!newest) return undefined
  const { simulated } = newest
  return { simulated, points: rows.filter((r) => r.simulated === simulated).map(({ at, value }) => ({ at, value })) }
}

/**
 * Every series that has hours at all. The primary key is walked from series to series: with a year of hours there are millions
 * of rows and some thousand series.
 */
export async function allSeries(db: Db): Promise<readonly SeriesId[]> {
  const { rows } = await db.pool.query<SeriesId>(
    `with recursive s as (
       (select indicator, area from indicator_hour order by indicator, area limit 1)
       union all
       select n.indicator, n.area from s cross join lateral (
         select indicator, area from indicator_hour where (indicator, area) > (s.indicator, s.area)
         order by indicator, area limit 1) as n)
     select indicator, area from s`,
  )
  return rows
}

/** Which of the series know one hour, and of which kind it is. */
export async function knownAt(
  db: Db,
  series: readonly SeriesId[],
  hour: number,
): Promise<readonly (SeriesId & { readonly simulated: boolean })[]> {
  if (series.length === 0) return []
  const { rows } = await db.pool.query<SeriesId & { simulated: boolean }>(
    `select h.indicator, h.area, h.simulated from unnest($1::text[], $2::text[]) as s (indicator, area)
     join indicator_hour h on h.indicator = s.indicator and h.area = s.area and h.hour = to_timestamp($3)
     where h.value is not null`,
    [series.map((s) => s.indicator), series.map((s) => s.area), seconds(hour)],
  )
  return rows
}

/** Values at the same hour of the day as `at`, from `from` up to `at`, of one kind. The city keeps no daylight saving. */
export async function sameHours(
  db: Db,
  series: SeriesId,
  simulated: boolean,
  from: number,
  at: number,
): Promise<readonly number[]> {
  const hour = Math.floor(at / HOUR_MS)
  const { rows } = await db.pool.query<{ value: number }>(
    `select value from indicator_hour
     where indicator = $1 and area = $2 and hour >= to_timestamp($3) and hour < to_timestamp($4) and value is not null
       and simulated = $5 and (extract(epoch from hour)::bigint / 3600) % 24 = $6`,
    [series.indicator, series.area, seconds(from), seconds(hour * HOUR_MS), simulated, hour % 24],
  )
  return rows.map((r) => r.value)
}
