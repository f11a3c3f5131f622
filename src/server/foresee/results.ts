// Keeps forecasts and what became of them. Foretells nothing; what a score means is core's business.
import type { ForecastResult } from '../../core/forecast/score.ts'
import type { Forecast, ForecastPoint } from '../../core/forecast/types.ts'
import type { Db } from '../store/db.ts'
import type { SeriesId } from './hours.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours ahead that are scored: near ones closely, far ones by the half day. All of them would be three times as many rows. */
export const SCORED_AHEADS: readonly number[] = [1, 2, 3, 6, 12, 18, 24, 36, 48, 72]
const FARTHEST = Math.max(...SCORED_AHEADS)
/** Scores speak of the last thirty days. */
export const SCORED_MS = 30 * DAY_MS
/** Longer than the farthest hour foretold, so that each is still there when its hour has come. */
const FORECASTS_KEPT_MS = 8 * DAY_MS
/** Longer than what scores speak of. */
const RESULTS_KEPT_MS = 35 * DAY_MS

const instant = (at: number): Date => new Date(at)

export async function keepForecasts(db: Db, forecasts: readonly Forecast[]): Promise<void> {
  if (forecasts.length === 0) return
  const rows = forecasts.map((f) => ({
    indicator: f.indicator,
    area: f.area,
    made_at: instant(f.madeAt),
    model: f.model,
    learned_hours: f.learnedHours,
    simulated: f.simulated,
    body: JSON.stringify(f.points),
  }))
  // Another hub, or this one before it was started again, may have foretold the same hours: what was said first stands.
  await db.query
    .insertInto('forecast')
    .values(rows)
    .onConflict((c) => c.columns(['indicator', 'area', 'made_at']).doNothing())
    .execute()
}

/** The newest forecast of each series made since `from`. */
export async function newestForecasts(db: Db, from: number): Promise<readonly Forecast[]> {
  const rows = await db.query
    .selectFrom('forecast')
    .selectAll()
    .distinctOn(['indicator', 'area'])
    .where('made_at', '>=', instant(from))
    .orderBy('indicator')
    .orderBy('area')
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({
    indicator: row.indicator,
    area: row.area,
    madeAt: row.made_at.getTime(),
    model: row.model,
    learnedHours: row.learned_hours,
    simulated: row.simulated,
    points: row.body satisfies readonly ForecastPoint[],
  }))
}

/**
 * Writes down how the forecasts of one hour fared, beside what «as now» and «as a week ago» would have said: only against an hour
 * of the same kind, simulated or real. Safe to repeat; an hour that is not known yet writes nothing.
 */
export async function scoreHour(db: Db, hour: number): Promise<number> {
  const done = await db.pool.query(
    `insert into forecast_result (indicator, area, made_at, ahead, model, foretold, low, high, came, persistence, last_week)
     select f.indicator, f.area, f.made_at, f.ahead, f.model, (p ->> 'value')::float8, (p ->> 'low')::float8,
            (p ->> 'high')::float8, came.value, newest.value, week.value
     from (select *, (round(extract(epoch from to_timestamp($1) - made_at) / 3600) + 1)::int as ahead from forecast
           where made_at <= to_timestamp($1) and made_at > to_timestamp($1) - make_interval(hours => $2)) as f
     cross join lateral jsonb_path_query_first(f.body, '$[*] ? (@.ahead == $n)', jsonb_build_object('n', f.ahead)) as p
     join indicator_hour came on came.indicator = f.indicator and came.area = f.area and came.hour = to_timestamp($1)
       and came.value is not null and came.simulated = f.simulated
     left join indicator_hour newest on newest.indicator = f.indicator and newest.area = f.area
       and newest.hour = f.made_at - interval '1 hour' and newest.simulated = f.simulated
     left join indicator_hour week on week.indicator = f.indicator and week.area = f.area
       and week.hour = to_timestamp($1) - interval '168 hours' and week.simulated = f.simulated
     where f.ahead = any($3) and p is not null
     on conflict do nothing`,
    [hour / 1000, FARTHEST, SCORED_AHEADS],
  )
  return done.rowCount ?? 0
}

/** Results of forecasts made since `from`. */
export async function resultsOf(
  db: Db,
  { indicator, area }: SeriesId,
  from: number,
): Promise<readonly ForecastResult[]> {
  const rows = await db.query
    .selectFrom('forecast_result')
    .select(['made_at', 'ahead', 'foretold', 'low', 'high', 'came', 'persistence', 'last_week'])
    .where('indicator', '=', indicator)
    .where('area', '=', area)
    .where('made_at', '>=', instant(from))
    .execute()
  return rows.map(({ made_at, ahead, persistence, last_week, ...row }) => ({
    ...row,
    ahead,
    at: made_at.getTime() + (ahead - 1) * HOUR_MS,
    ...(persistence === null ? {} : { persistence }),
    ...(last_week === null ? {} : { lastWeek: last_week }),
  }))
}

/** How many intervals of a series there were since `from`, and how many did not hold what came, by hours ahead. */
export async function missesOf(
  db: Db,
  { indicator, area }: SeriesId,
  from: number,
): Promise<ReadonlyMap<number, { readonly n: number; readonly missed: number }>> {
  const { rows } = await db.pool.query<{ ahead: number; n: number; missed: number }>(
    `select ahead, count(*)::int as n, (count(*) filter (where came < low or came > high))::int as missed from forecast_result
     where indicator = $1 and area = $2 and made_at >= to_timestamp($3) group by ahead`,
    [indicator, area, from / 1000],
  )
  return new Map(rows.map(({ ahead, n, missed }) => [ahead, { n, missed }]))
}

/** Also bands of series that are no longer learned. */
export async function forgetForecasts(db: Db, now: number): Promise<void> {
  await db.query
    .deleteFrom('forecast')
    .where('made_at', '<', instant(now - FORECASTS_KEPT_MS))
    .execute()
  await db.query
    .deleteFrom('forecast_result')
    .where('made_at', '<', instant(now - RESULTS_KEPT_MS))
    .execute()
}
