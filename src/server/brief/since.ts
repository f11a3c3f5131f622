// What changed between a reader's last look and now, gathered from the store. The sentences are core's.
import {
  composeSince,
  type SinceCase,
  type SinceCorrection,
  type SinceIndicator,
  type SinceSupervised,
} from '../../core/brief/since.ts'
import type { BriefSupervised, Figure, Statement } from '../../core/brief/types.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Level } from '../../core/level.ts'
import type { LiveReference } from '../catalogue/live.ts'
import type { Db } from '../store/db.ts'
import { vitalsOf } from './factsSigns.ts'

/** Who was away longer is told of this long: the briefs tell of the rest. */
const LONGEST_MS = 14 * 86_400_000
/** A value older than this at an instant does not tell how the sign stood then. */
const STANDS_MS = 3_600_000

export interface SinceDeps {
  readonly db: Db
  readonly reference: LiveReference
  readonly supervised: (from: number, until: number, knownAt: number) => Promise<readonly BriefSupervised[]>
}

export async function changesSince(
  deps: SinceDeps,
  { account, since: lastLook, now }: { readonly account: string; readonly since: number; readonly now: number },
): Promise<Statement[]> {
  const since = Math.max(lastLook, now - LONGEST_MS)
  const [cases, indicators, supervised, corrections] = [
    await casesOf(deps, since, now),
    await indicatorsOf(deps, since, now),
    await supervisedOf(deps, since, now),
    await correctionsOf(deps, account, since),
  ]
  return composeSince({ since, asOf: now, ...cases, indicators, ...supervised, corrections })
}

async function casesOf({ db, reference }: SinceDeps, since: number, now: number) {
  const { rows } = await db.pool.query<{ body: Incident; type: string; at: number }>(
    `select i.body, e.type, (extract(epoch from max(e.recorded_at)) * 1000)::float8 as at
     from incident i join incident_event e on e.incident = i.id
     where i.updated_at > to_timestamp($1) and e.recorded_at > to_timestamp($1) and e.recorded_at <= to_timestamp($2)
       and e.type in ('opened', 'escalated', 'closed', 'forceClosed')
       and ((i.body->>'level')::int <= 2 or (i.body->>'supervised')::boolean)
       and i.body->>'state' not in ('refused', 'cancelled', 'merged')
     group by i.id, i.body, e.type order by at desc`,
    [since / 1000, now / 1000],
  )
  const of = (...types: string[]): SinceCase[] =>
    rows
      .filter(({ type }) => types.includes(type))
      .map(({ body, at }) => ({
        ...{ id: body.id, title: body.title, level: body.level, at },
        areaName: reference.areaName(body.place.area),
      }))
  // A case that was reopened has not ended.
  const ended = new Set(rows.filter(({ body }) => body.closedAt !== undefined).map(({ body }) => body.id))
  const closed = of('closed', 'forceClosed').filter(({ id }) => ended.has(id))
  return { opened: of('opened'), escalated: of('escalated').filter(({ id }) => !ended.has(id)), closed }
}

async function indicatorsOf({ db, reference }: SinceDeps, since: number, now: number): Promise<SinceIndicator[]> {
  const asked = vitalsOf(reference, () => true)
  const { rows } = await db.pool.query<{
    indicator: string
    value: number
    at: number
    was: number | null
    is: number | null
  }>(
    `with ask as (select unnest($1::text[]) as indicator)
     select ask.indicator, n.value, (extract(epoch from n.at) * 1000)::float8 as at, b.level as was, n.level as is
     from ask
     cross join lateral (select value, level, at from indicator_value v where v.indicator = ask.indicator and v.area = $2
       and v.at <= to_timestamp($4) and v.at > to_timestamp($4 - $5) and v.value is not null order by v.at desc limit 1) n
     cross join lateral (select level from indicator_value v where v.indicator = ask.indicator and v.area = $2
       and v.at <= to_timestamp($3) and v.at > to_timestamp($3 - $5) and v.value is not null order by v.at desc limit 1) b
     where n.level is distinct from b.level`,
    [asked.map(({ id }) => id), reference.city.code, since / 1000, now / 1000, STANDS_MS / 1000],
  )
  const levelOf = (level: number | null): Level | undefined => (level === null ? undefined : (level as Level))
  return rows.flatMap(({ indicator, value, at, was, is }) => {
    const def = reference.indicators.get(indicator)
    if (def === undefined) return []
    const [before, after] = [levelOf(was), levelOf(is)]
    return [
      {
        ...{ id: indicator, name: def.name, unit: def.unit, decimals: def.decimals, value, at },
        ...(before !== undefined && { was: before }),
        ...(after !== undefined && { is: after }),
      },
    ]
  })
}

async function supervisedOf({ supervised }: SinceDeps, since: number, now: number) {
  const [before, after] = [await supervised(since, since + 1, since), await supervised(since, now, now)]
  const was = new Map(before.map((one) => [one.id, one]))
  const moves = after.flatMap((one): SinceSupervised[] => {
    const move = moveOf(one, was.get(one.id), since)
    return move ? [{ id: one.id, title: one.title, leadName: one.leadName, ...move }] : []
  })
  const overdue = after
    .filter((one) => one.closedAt === undefined && one.dueAt > since && one.dueAt <= now)
    .map((one) => ({ id: one.id, title: one.title, leadName: one.leadName, move: 'told' as const, at: one.dueAt }))
  return { supervised: moves, overdue }
}

/** The last thing that happened to a matter; undefined: nothing. */
function moveOf(
  now: BriefSupervised,
  was: BriefSupervised | undefined,
  since: number,
): Pick<SinceSupervised, 'move' | 'at'> | undefined {
  if (now.closedAt !== undefined && now.closedAt > since) return { move: 'closed', at: now.closedAt }
  if (now.lastWord !== undefined && now.lastWord.zh !== was?.lastWord?.zh) return { move: 'told', at: since }
  if (now.signedAt !== undefined && now.signedAt > since) return { move: 'signed', at: now.signedAt }
  return now.givenAt > since ? { move: 'given', at: now.givenAt } : undefined
}

/** Of briefs that the reader has read. */
async function correctionsOf({ db }: SinceDeps, account: string, since: number): Promise<SinceCorrection[]> {
  const rows = await db.query
    .selectFrom('brief_head as h')
    .innerJoin('brief_body as b', (on) =>
      on
        .onRef('b.brief', '=', 'h.id')
        .on((e) => e('b.n', '=', e.cast<number>(e.ref('h.body', '->').key('printed'), 'integer'))),
    )
    .select(['h.id', 'h.body', 'b.body as paper'])
    .where((e) =>
      e.exists(
        e
          .selectFrom('brief_line as l')
          .select('l.n')
          .whereRef('l.of', '=', 'h.id')
          .where('l.type', '=', 'corrected')
          .where('l.at', '>', new Date(since)),
      ),
    )
    .where((e) =>
      e.exists(
        e
          .selectFrom('brief_read as r')
          .select('r.brief')
          .whereRef('r.brief', '=', 'h.id')
          .where('r.account', '=', account),
      ),
    )
    .execute()
  return rows.flatMap(({ id, body, paper }) => {
    const { statements, title } = paper as { statements: readonly Statement[]; title: Statement['text'] }
    const figures = new Map<string, Figure>(
      statements.flatMap((s) => s.figures.map((f) => [`${s.id}\n${f.key}`, f] as const)),
    )
    return body.corrections.flatMap((one): SinceCorrection[] => {
      const figure = figures.get(`${one.statement}\n${one.figure}`)
      if (figure === undefined || one.noticedAt <= since) return []
      const { key, unit, definition } = figure
      const is = one.is === undefined ? {} : { is: one.is }
      const named = { zh: `${title.zh}（${id}）`, en: `${title.en} (${id})` }
      return [
        { brief: id, title: named, figure: { key, unit, definition }, was: one.was, ...is, noticedAt: one.noticedAt },
      ]
    })
  })
}
