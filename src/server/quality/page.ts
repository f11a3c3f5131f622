// The page of data quality: counts by sensor, feed or department over a span, worst first. Sums are the database's; rows are bounded.
import type { QualityPage, QualityQuery, QualityRow } from '../../wire/signs.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { QualityBook } from './book.ts'
import { addCount, answersFor, isOf, noSums, toRow, worstFirst, type Sums } from './rows.ts'

export interface QualityReads {
  readonly db: Db
  readonly sensors: SensorTable
  readonly reference: ReferenceIndex
  readonly book: QualityBook
  readonly now: () => number
  /** Stores what has been counted until now. */
  readonly fresh: () => Promise<void>
}

export const HOUR_MS = 3_600_000
/** Rows of one answer. */
const MOST_ROWS = 200
/** Sensors looked at closely, by their flags and by their silence; the share of bad values is known of these. */
const CANDIDATES = 400
/** An hour is rolled up within this after its end; younger values are counted one by one. */
const ROLLED_UP_MS = 15 * 60_000

/** Flags are counted by the hour: the first hour counts whole. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS

/** What was flagged, missed and silent. `department`: of whom alone it may be told. */
export async function qualityPage(
  reads: QualityReads,
  query: QualityQuery,
  department: string | undefined,
): Promise<QualityPage> {
  await reads.fresh()
  const span = { from: hourOf(query.from), to: Math.min(query.to, reads.now()) }
  const { rows, total } =
    query.by === 'sensor'
      ? await bySensor(reads, query, span, department)
      : await byGroup(reads, query, span, department)
  const sorted = worstFirst(rows, span.to - span.from, query.flag).slice(0, MOST_ROWS)
  return { from: span.from, to: span.to, rows: sorted, more: Math.max(0, total - sorted.length) }
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Sums of feeds or departments, from the counts kept for groups of sensors. */
async function byGroup(
  { db, sensors, reference, book }: QualityReads,
  query: QualityQuery,
  span: Span,
  department: string | undefined,
): Promise<{ rows: QualityRow[]; total: number }> {
  const sumsOf = new Map<string, Sums>()
  const sumsFor = (feed: string, owner: string, maintainer: string): Sums | undefined => {
    const entry = { feed, owner, maintainer }
    if (query.feed !== undefined && feed !== query.feed) return undefined
    if (query.department !== undefined && !isOf(query.department, entry, reference)) return undefined
    if (department !== undefined && !isOf(department, entry, reference)) return undefined
    const feedOwner = reference.feeds.get(feed)?.owner ?? ''
    const key = query.by === 'feed' ? feed : (department ?? answersFor(owner, maintainer, feedOwner))
    if (key === '') return undefined
    let sums = sumsOf.get(key)
    if (sums === undefined) sumsOf.set(key, (sums = noSums()))
    if (reference.feeds.get(feed)?.simulated === true) sums.simulated = true
    return sums
  }
  for (const sensor of sensors.entries) {
    const sums = sumsFor(sensor.feed, sensor.owner ?? '', sensor.maintainer ?? '')
    if (sums === undefined) continue
    sums.sensors++
    if (book.isSilent(sensor.slot)) sums.silent++
  }
  const counts = await db.pool.query<{ feed: string; owner: string; maintainer: string; flag: string; n: number }>(
    `select feed, owner, maintainer, flag, sum(n)::float8 as n from quality_group_hour
     where hour >= to_timestamp($1) and hour < to_timestamp($2) group by feed, owner, maintainer, flag`,
    [span.from / 1000, span.to / 1000],
  )
  for (const { feed, owner, maintainer, flag, n } of counts.rows) {
    const sums = sumsFor(feed, owner, maintainer)
    if (sums !== undefined) addCount(sums, flag, n)
  }
  const quiet = await db.pool.query<{ feed: string; owner: string; maintainer: string; n: number; ms: number }>(
    `select s.feed, coalesce(s.owner, '') as owner, coalesce(s.maintainer, '') as maintainer, count(*)::int as n, sum(${SILENT_MS})::float8 as ms
     from silence i join sensor s on s.idx = i.sensor where ${IN_SPAN} group by 1, 2, 3`,
    [span.from / 1000, span.to / 1000],
  )
  for (const { feed, owner, maintainer, n, ms } of quiet.rows) {
    const sums = sumsFor(feed, owner, maintainer)
    if (sums === undefined) continue
    sums.silences += n
    sums.silentMs += ms
  }
  const rows = [...sumsOf].map(([key, sums]) =>
    toRow(key, nameOf(reference, query.by, key), sums, sums.counts.get('observations') ?? 0),
  )
  // A feed that announces devices or carries reports has no values to be judged.
  const telling = rows.filter((row) => row.sensors > 0 || row.observations > 0)
  return { rows: telling, total: query.flag === undefined ? telling.length : 0 }
}

const nameOf = (reference: ReferenceIndex, by: QualityQuery['by'], key: string): QualityRow['name'] =>
  (by === 'feed' ? reference.feeds.get(key)?.name : reference.departments.get(key)?.name) ?? { zh: key, en: key }

/** Of a silence `i`: what lies between $1 and $2 (seconds), ms; never less than nothing. */
export const SILENT_MS = `greatest(0, extract(epoch from least(coalesce(i.to_at, to_timestamp($2)), to_timestamp($2)) - greatest(i.from_at, to_timestamp($1))) * 1000)`
export const IN_SPAN = 'i.from_at < to_timestamp($2) and (i.to_at is null or i.to_at > to_timestamp($1))'

async function bySensor(
  reads: QualityReads,
  query: QualityQuery,
  span: Span,
  department: string | undefined,
): Promise<{ rows: QualityRow[]; total: number }> {
  const { db, reference, sensors } = reads
  const feedsOf = (id: string | undefined): string[] =>
    id === undefined ? [] : [...reference.feeds.values()].filter((f) => f.owner === id).map((f) => f.id)
  const picked = await db.pool.query<{ id: string; total: number }>(
    `with flagged as (
       select sensor, coalesce(sum(n) filter (where flag = $3), 0) as worst, sum(n) as n from quality_hour
       where hour >= to_timestamp($1) and hour < to_timestamp($2) group by sensor
     ), quiet as (
       select sensor, sum(${SILENT_MS}) as ms from silence i where ${IN_SPAN} group by sensor
     ), both_of as (
       select s.id, coalesce(f.worst, 0) as worst, coalesce(f.n, 0) as n, coalesce(q.ms, 0) as ms
       from flagged f full join quiet q on q.sensor = f.sensor join sensor s on s.idx = coalesce(f.sensor, q.sensor)
       where ($4::text is null or s.feed = $4) and ($5::text is null or s.owner = $5 or s.maintainer = $5 or s.feed = any($6))
         and ($7::text is null or s.owner = $7 or s.maintainer = $7 or s.feed = any($8)) and (not $9::bool or f.worst > 0)
     )
     select id, (count(*) over ())::int as total from both_of
     order by least(row_number() over (order by worst desc, n desc, id), row_number() over (order by ms desc, id)), id limit ${CANDIDATES}`,
    [
      span.from / 1000,
      span.to / 1000,
      query.flag ?? 'suspect',
      query.feed ?? null,
      query.department ?? null,
      feedsOf(query.department),
      department ?? null,
      feedsOf(department),
      query.flag !== undefined,
    ],
  )
  const entries = picked.rows.flatMap(({ id }) => sensors.get(id) ?? [])
  let total = picked.rows[0]?.total ?? 0
  // One feed's or department's sensors are all of interest, those without a blemish last.
  if (query.flag === undefined && (query.feed ?? query.department) !== undefined) {
    const known = new Set(entries)
    const fitting = sensors.entries.filter(
      (s) =>
        (query.feed === undefined || s.feed === query.feed) &&
        (query.department === undefined || isOf(query.department, s, reference)) &&
        (department === undefined || isOf(department, s, reference)),
    )
    total = fitting.length
    for (const sensor of fitting) if (entries.length < CANDIDATES && !known.has(sensor)) entries.push(sensor)
  }
  return { rows: await sensorRows(reads, entries, span), total }
}

/** Rows of a bounded number of sensors. */
export async function sensorRows(
  { db, book, now }: QualityReads,
  entries: readonly SensorEntry[],
  span: Span,
): Promise<QualityRow[]> {
  if (entries.length === 0) return []
  const sums = new Map(entries.map((s) => [s.id, noSums()]))
  const ids = entries.map((s) => s.id)
  const edges = [span.from / 1000, span.to / 1000]
  const counts = await db.pool.query<{ id: string; flag: string; n: number }>(
    `select s.id, q.flag, sum(q.n)::float8 as n from sensor s join quality_hour q on q.sensor = s.idx
     where s.id = any($3) and q.hour >= to_timestamp($1) and q.hour < to_timestamp($2) group by s.id, q.flag`,
    [...edges, ids],
  )
  for (const { id, flag, n } of counts.rows) addCount(sums.get(id) ?? noSums(), flag, n)
  const quiet = await db.pool.query<{ id: string; n: number; ms: number }>(
    `select s.id, count(*)::int as n, sum(${SILENT_MS})::float8 as ms
     from silence i join sensor s on s.idx = i.sensor where s.id = any($3) and ${IN_SPAN} group by s.id`,
    [...edges, ids],
  )
  for (const { id, n, ms } of quiet.rows) Object.assign(sums.get(id) ?? {}, { silences: n, silentMs: ms })
  const kept = await keptOf(db, entries, span, now())
  return entries.map((s) =>
    toRow(
      s.id,
      { zh: s.name, en: s.name },
      { ...(sums.get(s.id) ?? noSums()), sensors: 1, silent: book.isSilent(s.slot) ? 1 : 0, simulated: s.simulated },
      s.series.reduce((sum, series) => sum + (kept.get(series) ?? 0), 0),
      { kind: s.kind.id, feed: s.feed, area: s.area },
    ),
  )
}

/** Values kept by series: of whole hours from their roll-up, younger ones by themselves. */
async function keptOf(db: Db, entries: readonly SensorEntry[], span: Span, now: number): Promise<Map<number, number>> {
  const edge = Math.max(span.from, hourOf(now - ROLLED_UP_MS))
  const { rows } = await db.pool.query<{ series: number; n: number }>(
    `select series, sum(n)::float8 as n from (
       select series, n from observation_hour
       where series = any($1) and hour >= to_timestamp($2) and hour < least(to_timestamp($3), to_timestamp($4))
       union all
       select series, count(*) from observation
       where series = any($1) and occurred_at >= to_timestamp($4) and occurred_at < to_timestamp($3) group by series
     ) as both_of group by series`,
    [entries.flatMap((s) => s.series), span.from / 1000, span.to / 1000, edge / 1000],
  )
  return new Map(rows.map((r) => [r.series, r.n]))
}
