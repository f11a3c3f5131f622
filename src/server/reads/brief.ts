// Gathers a day's facts for the brief, composes it, and issues it once: what was issued is kept as it was.
import { cityDate, daySpan } from '../../core/clock/calendar.ts'
import { composeBrief } from '../../core/brief/compose.ts'
import type { Brief, BriefCase, BriefFacts, BriefFeed, BriefHead, BriefIndicator } from '../../core/brief/types.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Level } from '../../core/level.ts'
import type { BriefView } from '../../wire/api.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { isOpen } from '../cases/states.ts'
import type { Db } from '../store/db.ts'

export interface BriefDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: () => number
  /** State of every feed now; only today's brief may speak of it. */
  readonly feeds: () => readonly BriefFeed[]
  readonly simulation: boolean
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The issued brief of a city date, or the draft as of now. Undefined for days that have not begun. */
export async function briefOf(deps: BriefDeps, date: string): Promise<BriefView | undefined> {
  const issued = await deps.db.query.selectFrom('brief').selectAll().where('date', '=', date).executeTakeFirst()
  if (issued !== undefined)
    return { ...(issued.body as BriefView), issue: issued.issue, issuedAt: issued.issued_at.getTime() }
  if (!(daySpan(date, deps.reference.city).from <= deps.now())) return undefined
  return toView(composeBrief(await gatherFacts(deps, date)))
}

/**
 * Issues yesterday's brief when its hour has come and it is not there yet: also after a night without power, late.
 * Two hubs at once issue one. Returns the date when something was issued.
 */
export async function issueWhenDue(deps: BriefDeps): Promise<string | undefined> {
  const { city } = deps.reference
  const now = deps.now()
  const today = cityDate(now, city)
  if (now < daySpan(today, city).from + city.briefAtMinute * MINUTE_MS) return undefined
  const date = cityDate(now - DAY_MS, city)
  const { from } = daySpan(date, city)
  const there = await deps.db.pool.query('select 1 from brief where date = $1', [date])
  if (there.rowCount !== 0) return undefined
  // A hub that was installed today has nothing to say about yesterday.
  const known = await deps.db.pool.query('select 1 from indicator_value where at < to_timestamp($1) limit 1', [
    (from + DAY_MS) / 1000,
  ])
  if (known.rowCount === 0) return undefined
  const brief = toView(composeBrief(await gatherFacts(deps, date)))
  const { rowCount } = await deps.db.pool.query(
    `insert into brief (date, issue, issued_at, body)
     select $1, coalesce(max(issue), 0) + 1, to_timestamp($2), $3 from brief where left(date, 4) = left($1, 4)
     on conflict do nothing`,
    [date, now / 1000, JSON.stringify(brief)],
  )
  return rowCount === 1 ? date : undefined
}

const toView = (brief: Brief): BriefView => structuredClone(brief) as BriefView

async function gatherFacts(deps: BriefDeps, date: string): Promise<BriefFacts> {
  const now = deps.now()
  const { from, to } = daySpan(date, deps.reference.city)
  const until = Math.min(to, now)
  const [cases, previous, indicators, alarms, feeds, heads] = await Promise.all([
    casesOf(deps, from, until),
    previousDay(deps, from, until - from),
    indicatorsOf(deps, from, until),
    alarmsOf(deps, from, until),
    feedsOf(deps, from, until, now),
    headsOf(deps, until),
  ])
  return {
    date,
    from,
    to,
    now: until,
    cases,
    previous,
    indicators,
    alarms,
    feeds,
    ...(heads.length > 0 && { heads }),
    simulated: deps.simulation || cases.some((c) => c.simulated),
  }
}

/** Heads are published as a city day begins: those of the next day close a day that is over. */
async function headsOf({ db, reference }: BriefDeps, until: number): Promise<BriefHead[]> {
  const rows = await db.query
    .selectFrom('chain_published')
    .selectAll()
    .distinctOn('chain')
    .where('date', '<=', cityDate(until, reference.city))
    .orderBy('chain', 'desc')
    .orderBy('date', 'desc')
    .execute()
  return rows.map((row) => ({
    chain: row.chain === 'audit' ? 'audit' : 'cases',
    seq: Number(row.seq),
    hash: row.hash.toString('hex'),
    at: row.at.getTime(),
  }))
}

async function casesOf(
  { db, reference }: BriefDeps,
  from: number,
  until: number,
): Promise<(BriefCase & { simulated: boolean })[]> {
  const rows = await db.query
    .selectFrom('incident')
    .select(['body', 'handle_due_at'])
    .where('opened_at', '<', new Date(until))
    .where((e) =>
      e.or([
        e('opened_at', '>=', new Date(from)),
        isOpen,
        e('updated_at', '>=', new Date(from)),
        e('handle_due_at', '>=', new Date(from)),
      ]),
    )
    .orderBy('opened_at')
    .execute()
  return rows.map(({ body, handle_due_at }) => toBriefCase(body, handle_due_at?.getTime(), reference))
}

export function toBriefCase(
  i: Incident,
  dueAt: number | undefined,
  reference: ReferenceIndex,
): BriefCase & { simulated: boolean } {
  const department = i.lead === undefined ? undefined : reference.departments.get(i.lead)
  const matterName = i.snapshot?.name ?? (i.matter === undefined ? undefined : reference.matters.get(i.matter)?.name)
  return {
    id: i.id,
    code: i.code,
    title: i.title,
    state: i.state,
    level: i.level,
    source: i.source,
    areaName: reference.areaName(i.place.area),
    openedAt: i.openedAt,
    supervised: i.supervised,
    simulated: i.simulated,
    ...(i.matter === undefined ? {} : { matter: i.matter }),
    ...(matterName === undefined ? {} : { matterName }),
    ...(i.lead === undefined ? {} : { lead: i.lead }),
    ...(department === undefined ? {} : { leadName: department.short }),
    ...(i.filedAt === undefined ? {} : { filedAt: i.filedAt }),
    ...(i.dispatchedAt === undefined ? {} : { dispatchedAt: i.dispatchedAt }),
    ...(i.confirmedAt === undefined ? {} : { confirmedAt: i.confirmedAt }),
    ...(i.closedAt === undefined ? {} : { closedAt: i.closedAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(i.appeal?.state === 'granted' ? { exempt: true } : {}),
  }
}

/** The same elapsed part of the day before: a morning is not compared with a whole day. */
async function previousDay({ db }: BriefDeps, from: number, elapsedMs: number): Promise<BriefFacts['previous']> {
  const { rows } = await db.pool.query<{ opened: number; closed: number; complete: boolean }>(
    `select (select count(*)::int from incident where opened_at >= to_timestamp($1) and opened_at < to_timestamp($2)) as opened,
            (select count(*)::int from incident where closed_at >= to_timestamp($1) and closed_at < to_timestamp($2)) as closed,
            exists (select 1 from indicator_value where at < to_timestamp($1) + interval '1 hour' and at >= to_timestamp($1)) as complete`,
    [(from - DAY_MS) / 1000, (from - DAY_MS + elapsedMs) / 1000],
  )
  return rows[0] ?? { opened: 0, closed: 0, complete: false }
}

async function indicatorsOf({ db, reference }: BriefDeps, from: number, until: number): Promise<BriefIndicator[]> {
  const { rows } = await db.pool.query<{
    indicator: string
    value: number | null
    level: number | null
    coverage: number
    at: number
    min: number | null
    max: number | null
    previous: number | null
  }>(
    `with last as (
       select distinct on (indicator) indicator, value, level, coverage::float8 as coverage, at from indicator_value
       where area = $1 and at >= to_timestamp($2) and at < to_timestamp($3) order by indicator, at desc
     ), span as (
       select indicator, min(value) as min, max(value) as max from indicator_value
       where area = $1 and at >= to_timestamp($2) and at < to_timestamp($3) group by indicator
     )
     select last.indicator, last.value, last.level, last.coverage, (extract(epoch from last.at) * 1000)::float8 as at, span.min, span.max,
       (select p.value from indicator_value p where p.indicator = last.indicator and p.area = $1
          and p.at between last.at - interval '24 hours 5 minutes' and last.at - interval '23 hours 55 minutes' order by p.at desc limit 1) as previous
     from last join span using (indicator)`,
    [reference.city.code, from / 1000, until / 1000],
  )
  const byId = new Map(rows.map((r) => [r.indicator, r]))
  return vitalsOf(reference, (id) => byId.get(id)?.level != null).map((def): BriefIndicator => {
    const row = byId.get(def.id)
    return {
      id: def.id,
      name: def.name,
      unit: def.unit,
      decimals: def.decimals,
      polarity: def.polarity,
      rate: def.unit === '%',
      coverage: row?.coverage ?? 0,
      ...(row === undefined ? {} : { at: row.at }),
      ...(row?.value == null ? {} : { value: row.value }),
      ...(row?.level == null ? {} : { level: row.level as Level }),
      ...(row?.previous == null ? {} : { previous: row.previous }),
      ...(row?.min == null ? {} : { min: row.min }),
      ...(row?.max == null ? {} : { max: row.max }),
    }
  })
}

/** A page is read, not searched: of each group the first of the city's file, and whatever has a level. */
const VITALS_PER_GROUP = 5

/** Case indicators have their own section, with the official denominators. */
function vitalsOf({ indicators }: BriefDeps['reference'], hasLevel: (id: string) => boolean): Indicator[] {
  const told = new Map<string, number>()
  return [...indicators.values()].filter(({ id, group, formula }) => {
    if (formula.type === 'cases') return false
    const n = (told.get(group) ?? 0) + 1
    told.set(group, n)
    return n <= VITALS_PER_GROUP || hasLevel(id)
  })
}

async function alarmsOf({ db }: BriefDeps, from: number, until: number): Promise<BriefFacts['alarms']> {
  const rows = await db.query
    .selectFrom('alarm')
    .select(['id', 'level', 'raised_at', 'cleared_at'])
    .where('raised_at', '<', new Date(until))
    .where((e) => e.or([e('raised_at', '>=', new Date(from)), e('cleared_at', 'is', null)]))
    .orderBy('raised_at')
    .execute()
  return rows.map((r) => ({
    id: r.id,
    level: r.level as Level,
    raisedAt: r.raised_at.getTime(),
    ...(r.cleared_at === null ? {} : { clearedAt: r.cleared_at.getTime() }),
  }))
}

async function feedsOf(deps: BriefDeps, from: number, until: number, now: number): Promise<BriefFeed[]> {
  const { rows } = await deps.db.pool.query<{ feed: string; accepted: number; rejected: number; last: number }>(
    `select feed, coalesce(sum(n) filter (where outcome = 'accepted'), 0)::int as accepted,
       coalesce(sum(n) filter (where outcome like 'reject:%'), 0)::int as rejected, (extract(epoch from max(last_at)) * 1000)::float8 as last
     from feed_hour where hour >= to_timestamp($1) and hour < to_timestamp($2) group by feed`,
    [from / 1000, until / 1000],
  )
  const byId = new Map(rows.map((r) => [r.feed, r]))
  const live = new Map(deps.feeds().map((f) => [f.id, f]))
  return [...deps.reference.feeds.values()].flatMap((feed): BriefFeed[] => {
    const row = byId.get(feed.id)
    const present = live.get(feed.id)
    // A feed that never delivered anything is not part of this city's day.
    if (row === undefined && present?.lastAt === undefined) return []
    return [
      {
        id: feed.id,
        name: feed.name,
        accepted: row?.accepted ?? 0,
        rejected: row?.rejected ?? 0,
        silent: until < now ? row === undefined : (present?.silent ?? true),
        ...(row === undefined ? {} : { lastAt: row.last }),
      },
    ]
  })
}
