// Indicators as they are kept: one value a minute, what was published first where a later observation changed it, and the hours
// made of the minutes. Evaluates nothing.
import { roundHalfEven } from '../../core/air/round.ts'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import type { Indicator, IndicatorValue } from '../../core/indicate/types.ts'
import type { Db } from '../store/db.ts'

const HOUR_MS = 3_600_000
/** Rows in one statement: some tens of milliseconds. */
const ROWS_AT_ONCE = 2_000

const COLUMNS = `unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::smallint[], $6::real[], $7::bool[], $8::smallint[],
  $9::int[], $10::bool[]) as made (indicator, area, at, value, level, coverage, simulated, grade, suspect, mixed)`

const columnsOf = (values: readonly IndicatorValue[]): unknown[] => [
  values.map((v) => v.indicator),
  values.map((v) => v.area),
  values.map((v) => v.at / 1000),
  values.map((v) => v.value ?? null),
  values.map((v) => v.level ?? null),
  values.map((v) => v.coverage),
  values.map((v) => v.simulated),
  values.map((v) => v.grade ?? null),
  values.map((v) => v.suspect),
  values.map((v) => v.mixed === true),
]

function* portions<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < list.length; i += ROWS_AT_ONCE) yield list.slice(i, i + ROWS_AT_ONCE)
}

/** One value each of minutes that have just ended. A minute told already stays as it was told. */
export async function storeMinutes(db: Db, values: readonly IndicatorValue[]): Promise<void> {
  for (const some of portions(values))
    await db.pool.query(
      `insert into indicator_value (indicator, area, at, value, level, coverage, simulated, grade, suspect, mixed)
       select indicator, area, to_timestamp(at), value, level, coverage, simulated, grade, suspect, mixed from ${COLUMNS}
       on conflict (indicator, area, at) do nothing`,
      columnsOf(some),
    )
}

/**
 * The same minutes told again. Where the value differs, what was published first is kept beside it; done twice it changes nothing
 * more. Minutes nobody told are put in from `fillFrom` on (epoch ms). Answers how many values changed.
 */
export async function correctMinutes(
  db: Db,
  values: readonly IndicatorValue[],
  now: number,
  fillFrom: number,
): Promise<number> {
  let changed = 0
  for (const some of portions(values)) {
    const { rows } = await db.pool.query<{ n: number }>(
      `with made as (select * from ${COLUMNS}),
       told as (
         update indicator_value as v set
           was = case when v.value is distinct from made.value and v.corrected_at is null then v.value else v.was end,
           corrected_at = case when v.value is distinct from made.value then to_timestamp($11) else v.corrected_at end,
           value = made.value, level = made.level, coverage = made.coverage, simulated = made.simulated,
           grade = made.grade, suspect = made.suspect, mixed = made.mixed
         from made where v.indicator = made.indicator and v.area = made.area and v.at = to_timestamp(made.at)
           and (v.value, v.coverage, v.suspect, v.simulated, v.mixed)
             is distinct from (made.value, made.coverage, made.suspect, made.simulated, made.mixed)
         returning v.corrected_at = to_timestamp($11) as is_changed
       ), put as (
       insert into indicator_value (indicator, area, at, value, level, coverage, simulated, grade, suspect, mixed, corrected_at)
       select indicator, area, to_timestamp(at), value, level, coverage, simulated, grade, suspect, mixed, to_timestamp($11)
       from made where value is not null and at >= $12
       on conflict (indicator, area, at) do nothing returning 1)
       select ((select count(*) from told where is_changed) + (select count(*) from put))::int as n`,
      [...columnsOf(some), now / 1000, fillFrom / 1000],
    )
    changed += rows[0]?.n ?? 0
  }
  return changed
}

/** What the minutes of an hour come to, before the definition says which of it is the hour's value. */
export interface Summary {
  readonly indicator: string
  readonly area: string
  readonly mean: number | null
  readonly least: number | null
  readonly greatest: number | null
  readonly last: number | null
  readonly minutes: number
  readonly coverage: number
  readonly simulated: boolean
  readonly mixed: boolean
  readonly correctedAt: number | null
}

/** Of the minutes as they are stored, `hourAt` to the end of its hour. */
export async function summariesAt(db: Db, hourAt: number, indicators?: readonly string[]): Promise<Summary[]> {
  const { rows } = await db.pool.query<Summary>(
    `select indicator, area, avg(value) as mean, min(value) as least, max(value) as greatest,
       (array_agg(value order by at desc) filter (where value is not null))[1] as last, count(value)::int as minutes,
       avg(coverage)::float8 as coverage, bool_or(simulated) as simulated, bool_or(mixed) as mixed,
       (extract(epoch from max(corrected_at)) * 1000)::float8 as "correctedAt"
     from indicator_value where at >= to_timestamp($1) and at < to_timestamp($2)
       and ($3::text[] is null or indicator = any($3)) group by indicator, area`,
    [hourAt / 1000, (hourAt + HOUR_MS) / 1000, indicators ?? null],
  )
  return rows
}

/** Of the minutes of one hour of one indicator in one area, oldest first. */
export function summaryOf(minutes: readonly IndicatorValue[], correctedAt: number): Summary | undefined {
  const first = minutes[0]
  if (first === undefined) return undefined
  const values = minutes.flatMap((m) => (m.value === undefined ? [] : [m.value]))
  const sum = values.reduce((a, b) => a + b, 0)
  return {
    indicator: first.indicator,
    area: first.area,
    mean: values.length === 0 ? null : sum / values.length,
    least: values.length === 0 ? null : Math.min(...values),
    greatest: values.length === 0 ? null : Math.max(...values),
    last: values.at(-1) ?? null,
    minutes: values.length,
    coverage: minutes.reduce((a, m) => a + m.coverage, 0) / minutes.length,
    simulated: minutes.some((m) => m.simulated),
    mixed: minutes.some((m) => m.mixed === true),
    correctedAt,
  }
}

/** Writes the hour as each definition wants it: mean, greatest, least or last of its minutes, judged by the scale of that hour. */
export async function storeHour(
  db: Db,
  hourAt: number,
  summaries: readonly Summary[],
  defs: ReadonlyMap<string, Indicator>,
  utcOffsetMinutes: number,
): Promise<void> {
  const rows = summaries.flatMap((one) => {
    const def = defs.get(one.indicator)
    if (def === undefined) return []
    const exact = { mean: one.mean, max: one.greatest, min: one.least, last: one.last }[def.history ?? 'mean']
    const value = exact === null ? null : roundHalfEven(exact, def.decimals)
    const steps = scaleAt(def, hourAt, utcOffsetMinutes)?.steps ?? []
    return [{ ...one, value, level: value === null ? null : (levelOf(value, steps, def.polarity) ?? null) }]
  })
  for (const some of portions(rows))
    await db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, level, simulated, mixed, corrected_at)
       select i, a, to_timestamp($1), v, lo, hi, n, c, l, s, m, to_timestamp(co / 1000)
       from unnest($2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::smallint[], $8::real[], $9::smallint[],
         $10::bool[], $11::bool[], $12::float8[]) as t (i, a, v, lo, hi, n, c, l, s, m, co)
       on conflict (indicator, area, hour) do update set value = excluded.value, least = excluded.least,
         greatest = excluded.greatest, minutes = excluded.minutes, coverage = excluded.coverage, level = excluded.level,
         simulated = excluded.simulated, mixed = excluded.mixed, corrected_at = excluded.corrected_at`,
      [
        hourAt / 1000,
        some.map((r) => r.indicator),
        some.map((r) => r.area),
        some.map((r) => r.value),
        some.map((r) => r.least),
        some.map((r) => r.greatest),
        some.map((r) => r.minutes),
        some.map((r) => r.coverage),
        some.map((r) => r.level),
        some.map((r) => r.simulated),
        some.map((r) => r.mixed),
        some.map((r) => r.correctedAt),
      ],
    )
}

/** The newest minute told of any of these series (indicator and area), epoch ms. */
export async function lastTold(
  db: Db,
  series: readonly (readonly [indicator: string, area: string])[],
): Promise<number | undefined> {
  const { rows } = await db.pool.query<{ at: number | null }>(
    `select (extract(epoch from max(v.at)) * 1000)::float8 as at
     from unnest($1::text[], $2::text[]) as s (indicator, area) cross join lateral (
       select at from indicator_value as t where t.indicator = s.indicator and t.area = s.area order by at desc limit 1) as v`,
    [series.map(([indicator]) => indicator), series.map(([, area]) => area)],
  )
  return rows[0]?.at ?? undefined
}

/** Hours that ended by `now` and have minutes but were never made, the newest day at most: an earlier run ended before it could. */
export async function hoursMissing(db: Db, now: number): Promise<number[]> {
  const { rows } = await db.pool.query<{ at: number }>(
    `select (extract(epoch from h) * 1000)::float8 as at
     from generate_series(date_trunc('hour', to_timestamp($1)) - interval '24 hours', to_timestamp($1) - interval '1 hour', interval '1 hour') as h
     cross join lateral (select indicator, area from indicator_value where at >= h and at < h + interval '1 hour' limit 1) as v
     where not exists (
       select 1 from indicator_hour as t where t.indicator = v.indicator and t.area = v.area and t.hour = h)`,
    [now / 1000],
  )
  return rows.map((r) => r.at)
}
