// Matters under supervision found in the store: lists, logs of a period, numbers. Reads only.
import { sql } from 'kysely'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import type { DepartmentId } from '../../core/ids.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Line, LineBody, Tracked } from '../../core/supervise/log.ts'
import type { SupervisedQuery } from '../../wire/supervisions.ts'
import type { City } from '../../wire/reference/places.ts'
import type { LogActor } from '../store/chainedLog.ts'
import type { Queries } from '../store/db.ts'
import { RefusedError } from '../problems.ts'
import { toDoer } from './log.ts'

const LIST_LENGTH = 200

/** A department sees what it leads or helps with; leaders, the desk and administrators see all. */
export const maySee = ({ parts }: Pick<Tracked, 'parts'>, { role, department }: Actor): boolean =>
  role !== 'department' || parts.some((part) => part.department === department)

/** The most urgent by due date while open; ended ones by their end. */
export async function mattersOf(query: Queries, asked: SupervisedQuery, reader: Actor): Promise<readonly Tracked[]> {
  const { state, department, brief, anchor, limit = LIST_LENGTH } = asked
  let rows = query.selectFrom('supervision').select('body')
  const own = reader.role === 'department' ? (reader.department ?? '') : department
  if (own !== undefined) rows = rows.where('departments', '@>', sql<string[]>`${[own]}::text[]`)
  if (reader.role === 'department' && department !== undefined && department !== own) return []
  if (state !== undefined) rows = rows.where('ended_at', state === 'open' ? 'is' : 'is not', null)
  if (brief !== undefined) rows = rows.where('brief', '=', brief)
  if (anchor !== undefined) {
    // A case is found however it was written of: beside the case itself, or beside a sentence about it.
    const incident = anchor.startsWith('incident/') ? anchor.slice('incident/'.length) : undefined
    rows = rows.where((e) =>
      incident === undefined
        ? e('anchor', '=', anchor)
        : e.or([e('anchor', '=', anchor), e('incident', '=', incident)]),
    )
  }
  const found = await rows
    .orderBy((e) => e.case().when('ended_at', 'is', null).then(0).else(1).end())
    .orderBy('ended_at', 'desc')
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return found.map(({ body }) => body)
}

/** Logs of what ran or ended in [from, until), each as far as it was known at `knownAt`. */
export async function logsBetween(
  query: Queries,
  { from, until, knownAt }: { readonly from: number; readonly until: number; readonly knownAt: number },
  department: DepartmentId | undefined,
): Promise<readonly (readonly Line[])[]> {
  const { rows } = await sql<{ of: string; n: number; at: Date; actor: LogActor; body: LineBody }>`
    select e."of", e.n, e.at, e.actor, e.body from supervision_event as e join supervision as s on s.id = e."of"
    where s.given_at < ${new Date(until)} and s.given_at <= ${new Date(knownAt)}
      and (s.ended_at is null or s.ended_at >= ${new Date(from)}) and e.at <= ${new Date(knownAt)}
      and (${department ?? null}::text is null or s.departments @> array[${department ?? null}::text])
    order by s.given_at, e."of", e.n`.execute(query)
  const logs = new Map<string, Line[]>()
  for (const { of, n, at, actor, body } of rows) {
    const line = { n, at: at.getTime(), by: toDoer(actor), body }
    const known = logs.get(of)
    if (known) known.push(line)
    else logs.set(of, [line])
  }
  return [...logs.values()]
}

/** `YZ-DB-2026-0001`, counted by year of the city's time. Two at once get the same, and the second cannot be written. */
export async function nextCode(
  query: Queries,
  at: number,
  city: Pick<City, 'prefix' | 'utcOffsetMinutes'>,
): Promise<string> {
  const year = new Date(at + city.utcOffsetMinutes * MINUTE_MS).getUTCFullYear()
  const stem = `${city.prefix}-DB-${year}-`
  const row = await query
    .selectFrom('supervision')
    .select(sql<number | null>`max(substr(code, ${stem.length + 1})::integer)`.as('n'))
    .where('code', 'like', `${stem}%`)
    .executeTakeFirst()
  return stem + String((row?.n ?? 0) + 1).padStart(4, '0')
}

/** A case proves something only if it is here and the department takes part in it. */
export async function mustHaveCases(query: Queries, ids: readonly string[], { department }: Actor): Promise<void> {
  const asked = [...new Set(ids)]
  if (asked.length === 0) return
  const found = await query.selectFrom('incident').select(['lead', 'assist']).where('id', 'in', asked).execute()
  const own = found.filter(({ lead, assist }) => department !== undefined && [lead, ...assist].includes(department))
  if (own.length < asked.length)
    throw new RefusedError(
      'case',
      { zh: '所附案卷不存在，或不由本部门承办', en: 'A case does not exist, or is not one of your department' },
      { field: '/act/incidents' },
    )
}
