// Feeds, alarms, warnings and published heads of a window, as known at some time. From the store alone, so that it can be asked again.
import { cityDate } from '../../core/clock/calendar.ts'
import type { BriefFacts, BriefFeed, BriefHead, BriefWarning } from '../../core/brief/types.ts'
import type { Because } from '../../core/because.ts'
import type { Level } from '../../core/level.ts'
import { silentAfterMs } from '../../core/observe/stale.ts'
import { concernsCity } from '../../core/warning/areas.ts'
import { foldWarnings, warningKey } from '../../core/warning/fold.ts'
import { spanOf } from '../../core/warning/span.ts'
import type { Warning, WarningKind } from '../../core/warning/types.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { toWarningRow } from '../warnings/row.ts'
import type { CutWindow } from './factsBefore.ts'

interface Deps {
  readonly db: Db
  readonly reference: ReferenceIndex
}

/** Short pauses are no silence. */
const SILENT_AT_LEAST_MS = 60_000
/** A series of messages about one danger is not longer. */
const SERIES_MS = 30 * 86_400_000

/**
 * What each feed delivered in the window, by hour of arrival, and whether it was silent at the cut-off: quiet for longer than its
 * contract allows. Feeds that speak when something happens are never silent. One that had never delivered anything is not told of.
 */
export async function feedsOf({ db, reference }: Deps, { from, through }: CutWindow): Promise<BriefFeed[]> {
  const ids = [...reference.feeds.keys()]
  const { rows } = await db.pool.query<{ feed: string; accepted: number; rejected: number; last: number | null }>(
    `select f.feed, coalesce(sum(n) filter (where outcome = 'accepted'), 0)::float8 as accepted,
       coalesce(sum(n) filter (where outcome like 'reject:%'), 0)::float8 as rejected,
       (extract(epoch from coalesce(max(w.last_at), (select p.last_at from feed_hour p where p.feed = f.feed
         and p.hour < to_timestamp($2) order by p.hour desc, p.last_at desc limit 1))) * 1000)::float8 as last
     from unnest($1::text[]) as f (feed) left join feed_hour w
       on w.feed = f.feed and w.hour >= to_timestamp($2) and w.hour <= to_timestamp($3) group by f.feed`,
    [ids, from / 1000, through / 1000],
  )
  const byId = new Map(rows.map((row) => [row.feed, row]))
  return [...reference.feeds.values()].flatMap((feed): BriefFeed[] => {
    const row = byId.get(feed.id)
    if (row === undefined || row.last === null) return []
    const byClock = feed.carries.includes('readings') || feed.carries.includes('positions')
    // Of the hour under way more may have come since.
    const lastAt = Math.min(row.last, through)
    const silent = byClock && through - lastAt > silentAfterMs(SILENT_AT_LEAST_MS, feed.everyMs)
    return [{ id: feed.id, name: feed.name, accepted: row.accepted, rejected: row.rejected, lastAt, silent }]
  })
}

export type GatheredAlarm = BriefFacts['alarms'][number] & {
  /** Its level has changed since the cut-off: which it was then is not kept. */
  readonly relevelled?: true
}

/** Raised in the window, or standing in it. */
export async function alarmsOf(
  { db }: Pick<Deps, 'db'>,
  { from, through }: CutWindow,
  knownAt: number,
): Promise<GatheredAlarm[]> {
  const { rows } = await db.pool.query<{
    id: string
    level: number
    raised_at: Date
    cleared_at: Date | null
    because: readonly Because[]
  }>(
    `select id, level, raised_at, cleared_at, because from alarm
     where raised_at <= to_timestamp($2) and recorded_at <= to_timestamp($3)
       and (raised_at >= to_timestamp($1) or cleared_at is null or cleared_at >= to_timestamp($1)) order by raised_at, id`,
    [from / 1000, through / 1000, knownAt / 1000],
  )
  return rows.map((r) => ({
    id: r.id,
    level: r.level as Level,
    raisedAt: r.raised_at.getTime(),
    ...(r.cleared_at === null || r.cleared_at.getTime() > knownAt ? {} : { clearedAt: r.cleared_at.getTime() }),
    ...(r.because.some(({ at }) => at !== undefined && at > through) && { relevelled: true as const }),
  }))
}

/** Actual warnings for this city that stood at some time of the window, as the messages known by then tell it. */
export async function warningsOf(
  { db, reference, warningKinds }: Deps & { readonly warningKinds?: () => Promise<readonly WarningKind[]> },
  { from, through }: CutWindow,
  knownAt: number,
): Promise<BriefWarning[]> {
  const { rows } = await db.pool.query<{ warning: Warning; feed: string; simulated: boolean; kind: string | null }>(
    `select warning, feed, simulated, kind from warning where recorded_at <= to_timestamp($1) and sent_at <= to_timestamp($2)
       and status = 'Actual' and (until_at > to_timestamp($3) or sent_at >= to_timestamp($4)) order by sent_at, sender, identifier`,
    [knownAt / 1000, through / 1000, from / 1000, (from - SERIES_MS) / 1000],
  )
  const kinds = new Map((await warningKinds?.())?.map((one) => [one.id, one]))
  const standings = foldWarnings(
    rows.map(({ warning, simulated, kind }) => ({ warning, simulated, ...(kind !== null && { kind }) })),
  )
  return rows.flatMap(({ warning, feed, simulated, kind }): BriefWarning[] => {
    const key = warningKey(warning)
    const standing = standings.get(key)
    const { fromAt, untilAt } = spanOf(warning)
    if (standing === undefined || standing.state === 'lifted' || warning.scope === 'Private') return []
    if (fromAt > through || untilAt <= from || (standing.endedAt ?? Infinity) < from) return []
    const row = toWarningRow(
      { warning, feed, simulated, kind: kind === null ? undefined : kinds.get(kind), standing, before: undefined },
      reference,
    )
    // How grave it is, it must say itself: nothing is guessed for the brief.
    if (row.level === undefined || !concernsCity(warning, row, reference.city.bounds)) return []
    const { name, level, senderName } = row
    return [
      {
        ...{ id: key, title: name, level, issuedAt: warning.sentAt, expiresAt: untilAt, simulated },
        ...(standing.endedAt !== undefined && standing.endedAt <= through && { cancelledAt: standing.endedAt }),
        sender: senderName.zh,
      },
    ]
  })
}

/** Heads are published as a city day begins: those of the next day close a day that is over. */
export async function headsOf(
  { db, reference }: Deps,
  { to, through }: CutWindow,
  knownAt: number,
): Promise<BriefHead[]> {
  const end = through >= to - 1 ? to : through
  const rows = await db.query
    .selectFrom('chain_published')
    .selectAll()
    .distinctOn('chain')
    .where('date', '<=', cityDate(end, reference.city))
    .where('at', '<=', new Date(knownAt))
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
