// History of one indicator in one area: minutes, or as many of them drawn together as fit, least and greatest kept; hours where
// minutes are no longer kept, and for long spans. With what was corrected. Read only.
import type { SignSeries } from '../../wire/signs.ts'
import type { Db } from '../store/db.ts'
import { POINTS } from './series.ts'
import { drawn, stepFor, type Point } from './steps.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Minutes are stored once each; three missing ones are a gap. */
const GAP_MS = 3 * MINUTE_MS
/** Told one by one; more than these nobody reads off a curve. */
const MOST_CORRECTIONS = 500

export interface AskedSpan {
  readonly indicator: string
  readonly area: string
  readonly from: number
  readonly to: number
  /** Default 1,500. */
  readonly points?: number | undefined
}

interface Row extends Point {
  readonly simulated: boolean
  readonly mixed: boolean
}

const ONE = 'indicator = $1 and area = $2'
const bucket = (column: string): string =>
  `floor((extract(epoch from ${column}) * 1000 + $6) / $5)::float8 * $5 - $6 as at`
const MARKS = 'avg(coverage)::float8 as mark, bool_or(simulated) as simulated, bool_or(mixed) as mixed'
const minuteSql = `
  select ${bucket('at')}, avg(value) as value, min(value) as least, max(value) as greatest, ${MARKS}
  from indicator_value where ${ONE} and at >= to_timestamp($3) and at <= to_timestamp($4) group by 1 order by 1`
const hourSql = `
  select ${bucket('hour')}, avg(value) as value, min(least) as least, max(greatest) as greatest, ${MARKS}
  from indicator_hour where ${ONE} and hour >= to_timestamp($3) and hour <= to_timestamp($4) group by 1 order by 1`

/** The figures alone: what stands behind the line is added by whoever knows it. */
export async function indicatorSeries(
  db: Db,
  { indicator, area, from, to, points = POINTS }: AskedSpan,
  unit: string,
  utcOffsetMinutes: number,
): Promise<SignSeries> {
  const stepMs = stepFor(to - from, points)
  const byHours = stepMs >= HOUR_MS
  const ask = async (text: string, a: number, b: number, step: number): Promise<Row[]> =>
    (await db.pool.query<Row>(text, [indicator, area, a / 1000, b / 1000, step, utcOffsetMinutes * MINUTE_MS])).rows
  // The hour under way has no row of its own yet.
  const minutesFrom = byHours ? await afterLastHour(db, indicator, area, from, to) : from
  const minutes = minutesFrom > to ? [] : await ask(minuteSql, minutesFrom, to, stepMs)
  const told = await ask(hourSql, from, to, Math.max(stepMs, HOUR_MS))
  // Hours with minutes of their own are told by these. (Asked of the store in one statement, this may take it minutes: without
  // statistics of a young table it reads every minute for every hour.)
  const hoursOf = (at: number): number => Math.floor(at / HOUR_MS)
  const withMinutes = new Set(byHours ? [] : minutes.map((row) => hoursOf(row.at)))
  const hours = told.filter((row) => !withMinutes.has(hoursOf(row.at)))
  const rows = merged(hours, minutes)
  const { mark, least, greatest, ...plain } = drawn(
    rows,
    hours.length > 0 && !byHours ? HOUR_MS + GAP_MS : Math.max(GAP_MS, stepMs + 1),
  )
  const isDrawn = stepMs > MINUTE_MS || hours.length > 0
  return {
    unit,
    stepMs,
    ...plain,
    ...(isDrawn && { least, greatest }),
    coverage: mark,
    simulated: rows.some((r) => r.simulated),
    mixed: rows.some((r) => r.mixed),
    corrections: await (byHours ? hourCorrections : minuteCorrections)(db, indicator, area, from, to),
  }
}

/** A step that has both keeps the extremes of both: it began in an hour that is told and ends in minutes that are not yet. */
function merged(hours: readonly Row[], minutes: readonly Row[]): Row[] {
  const byStep = new Map(hours.map((row) => [row.at, row]))
  for (const row of minutes) {
    const before = byStep.get(row.at)
    byStep.set(row.at, before === undefined ? row : joined(before, row))
  }
  return [...byStep.values()].sort((a, b) => a.at - b.at)
}

function joined(a: Row, b: Row): Row {
  const of = (pick: (...n: number[]) => number, x: number | null, y: number | null): number | null =>
    x === null ? y : y === null ? x : pick(x, y)
  return {
    at: a.at,
    value: of((x = 0, y = 0) => (x + y) / 2, a.value, b.value),
    least: of(Math.min, a.least, b.least),
    greatest: of(Math.max, a.greatest, b.greatest),
    mark: (a.mark + b.mark) / 2,
    simulated: a.simulated || b.simulated,
    mixed: a.mixed || b.mixed,
  }
}

async function afterLastHour(db: Db, indicator: string, area: string, from: number, to: number): Promise<number> {
  const { rows } = await db.pool.query<{ at: number | null }>(
    `select (extract(epoch from max(hour)) * 1000)::float8 as at from indicator_hour
     where ${ONE} and hour >= to_timestamp($3) and hour <= to_timestamp($4)`,
    [indicator, area, from / 1000, to / 1000],
  )
  const last = rows[0]?.at ?? undefined
  return last === undefined ? from : last + HOUR_MS
}

interface Corrected {
  readonly at: number
  readonly was: number | null
  readonly value: number | null
  readonly correctedAt: number
}

const corrections =
  (text: string) =>
  async (db: Db, indicator: string, area: string, from: number, to: number): Promise<SignSeries['corrections']> => {
    const { rows } = await db.pool.query<Corrected>(text, [indicator, area, from / 1000, to / 1000, MOST_CORRECTIONS])
    return rows.reverse().map(({ at, was, value, correctedAt }) => ({
      at,
      ...(was !== null && { was }),
      ...(value !== null && { value }),
      correctedAt,
    }))
  }

const minuteCorrections = corrections(`
  select (extract(epoch from at) * 1000)::float8 as at, was, value, (extract(epoch from corrected_at) * 1000)::float8 as "correctedAt"
  from indicator_value where ${ONE} and at >= to_timestamp($3) and at <= to_timestamp($4) and corrected_at is not null
  order by indicator_value.at desc limit $5`)
/** What an hour was before is told by its minutes alone. */
const hourCorrections = corrections(`
  select (extract(epoch from hour) * 1000)::float8 as at, null::float8 as was, value,
    (extract(epoch from corrected_at) * 1000)::float8 as "correctedAt"
  from indicator_hour where ${ONE} and hour >= to_timestamp($3) and hour <= to_timestamp($4) and corrected_at is not null
  order by hour desc limit $5`)
