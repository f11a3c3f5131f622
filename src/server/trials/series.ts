// Values of many series over weeks, as few of them as a rule can have something to do with: first by the hour, then one by one.
import type { Reach } from '../../core/alarm/trial.ts'
import type { Db } from '../store/db.ts'
import type { Pace } from './pace.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours read in one query: some 20 ms of the embedded store. */
const HOURS_PER_SLICE = 20_000
/** Values read in one query and replayed at one go: well under 50 ms. */
const VALUES_PER_SLICE = 5_000
/** Hours that may not be rolled up yet are always looked at. */
export const FRESH_MS = 3 * HOUR_MS

/** Hours of one series, joined where they touch. */
interface Span {
  readonly series: number
  readonly from: number
  readonly to: number
  /** How many values lie in it; 0 where the hour is not rolled up. */
  readonly n: number
}

export interface Looked {
  /** Series looked at from beginning to end. */
  done: number
  /** First hour of which anything is known; undefined: nothing is. */
  firstAt: number | undefined
  /** Hours that a rule had to do with, but whose values are no longer kept. */
  lost: boolean
}

/** The beginning of the oldest day whose values are still kept; undefined: there are none. */
export async function keptFrom(db: Db): Promise<number | undefined> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'observation'::regclass and c.relname ~ '^observation_[0-9]{8}$' order by c.relname limit 1`,
  )
  const day = /(\d{4})(\d{2})(\d{2})$/.exec(rows[0]?.name ?? '')
  return day === null ? undefined : Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]))
}

export interface Reading {
  readonly db: Db
  readonly pace: Pace
  readonly series: readonly number[]
  readonly reach: Reach
  readonly from: number
  readonly to: number
  /** Values of one series after another, in order of occurrence: those within reach, and the first after each run of them. */
  readonly take: (series: number, value: number, occurredAt: number) => void
  /** No more of it will come. */
  readonly end: (series: number) => void
}

/** Reads until all series are through or the pace says that the time is up. */
export async function readSeries(reading: Reading): Promise<Looked> {
  const { db, pace, series, from, to } = reading
  const looked: Looked = { done: 0, firstAt: undefined, lost: false }
  const kept = (await keptFrom(db)) ?? to
  const perSlice = Math.max(1, Math.floor(HOURS_PER_SLICE / Math.max(1, (to - from) / HOUR_MS)))
  for (let at = 0; at < series.length; at += perSlice) {
    const some = series.slice(at, at + perSlice)
    let spans: Span[] = []
    const went = await pace.slice(async () => {
      spans = await spansOf(reading, some, looked)
    })
    if (!went) return looked
    looked.lost ||= spans.some((s) => s.n > 0 && s.from < kept)
    if (
      !(await readSpans(
        reading,
        some,
        spans.filter((s) => s.to > kept),
        looked,
      ))
    )
      return looked
  }
  return looked
}

const compare = { above: 'max >= $2', below: 'min <= $2' } as const

/** Hours within reach, and the first hour after each run of them that has values at all. */
async function spansOf({ db, reach, from, to }: Reading, series: readonly number[], looked: Looked): Promise<Span[]> {
  const fresh = Math.floor((to - FRESH_MS) / HOUR_MS) * HOUR_MS
  const { rows } = await db.pool.query<{ series: number; at: number; n: number; first: number }>(
    `with h as (
       select series, hour, n, ${compare[reach.direction]} as hit from observation_hour
       where series = any($1) and hour >= to_timestamp($3) and hour < to_timestamp($4)
     ), w as (
       select *, lag(hit) over (partition by series order by hour) as after, min(hour) over () as first from h
     )
     select series, extract(epoch from hour)::float8 * 1000 as at, n,
       extract(epoch from first)::float8 * 1000 as first
     from w where hit or after or hour = first order by series, hour`,
    [series, reach.limit, (Math.floor(from / HOUR_MS) * HOUR_MS) / 1000, fresh / 1000],
  )
  const first = rows[0]?.first
  if (first !== undefined) looked.firstAt = Math.min(looked.firstAt ?? Infinity, first)
  const found = [
    ...rows.map((r): Span => ({
      series: r.series,
      from: Math.max(from, r.at),
      to: Math.min(to, r.at + HOUR_MS),
      n: r.n,
    })),
    ...series.map((one): Span => ({ series: one, from: Math.max(from, fresh), to, n: 0 })),
  ].sort((a, b) => a.series - b.series || a.from - b.from)
  return joined(found)
}

function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans) {
    const last = out.at(-1)
    // A query's worth of values stays together; longer runs are cut.
    if (last?.series === span.series && last.to >= span.from && last.n + span.n <= VALUES_PER_SLICE)
      out[out.length - 1] = { ...last, to: Math.max(last.to, span.to), n: last.n + span.n }
    else out.push(span)
  }
  return out
}

/** What is counted for a span whose number of values is not known. */
const UNKNOWN_N = 200

async function readSpans(
  reading: Reading,
  series: readonly number[],
  spans: readonly Span[],
  looked: Looked,
): Promise<boolean> {
  const { pace, end } = reading
  const order = [...series].sort((a, b) => a - b)
  let ended = 0
  const endBefore = (id: number): void => {
    for (let one = order[ended]; one !== undefined && one < id; one = order[ended]) {
      end(one)
      ended += 1
      looked.done += 1
    }
  }
  for (let at = 0; at < spans.length;) {
    let n = 0
    const begin = at
    while (at < spans.length && (at === begin || n < VALUES_PER_SLICE)) n += spans[at++]?.n || UNKNOWN_N
    const some = spans.slice(begin, at)
    if (!(await pace.slice(() => readValues(reading, some, endBefore)))) return false
  }
  endBefore(Infinity)
  return true
}

const within = { above: 'value >= $4', below: 'value <= $4' } as const

async function readValues(
  { db, reach, take, from }: Reading,
  spans: readonly Span[],
  endBefore: (series: number) => void,
): Promise<void> {
  // Days are named in the query: the store then opens their partitions alone.
  const least = Math.min(...spans.map((s) => s.from))
  const most = Math.max(...spans.map((s) => s.to))
  const { rows } = await db.pool.query<{ series: number; value: number; at: number }>(
    `with v as (
       select o.series, o.occurred_at, o.value, ${within[reach.direction]} as hit,
         lag(${within[reach.direction].replace('value', 'o.value')}) over (partition by o.series, s.n order by o.occurred_at) as after
       from unnest($1::int[], $2::float8[], $3::float8[]) with ordinality as s (series, a, b, n)
       cross join lateral (
         select series, occurred_at, value from observation
         where series = s.series and occurred_at >= to_timestamp(s.a) and occurred_at < to_timestamp(s.b)
           and occurred_at >= to_timestamp($5) and occurred_at < to_timestamp($6)
       ) o
     )
     select series, value, extract(epoch from occurred_at)::float8 * 1000 as at
     from v where hit or after is distinct from false order by series, occurred_at`,
    [
      spans.map((s) => s.series),
      spans.map((s) => s.from / 1000),
      spans.map((s) => s.to / 1000),
      reach.limit,
      Math.max(least, from - DAY_MS) / 1000,
      most / 1000,
    ],
  )
  for (const row of rows) {
    endBefore(row.series)
    take(row.series, row.value, Math.round(row.at))
  }
}
