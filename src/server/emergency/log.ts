// The logs of emergencies in the store: appended, chained, folded. The only code that writes emergency and emergency_event.
import type { Selectable } from 'kysely'
import { FIRST_HASH, lineHash } from '../audit/chain.ts'
import { foldLines } from '../../core/emergency/fold.ts'
import type { Line, LineBody, Running } from '../../core/emergency/log.ts'
import { nextDueAt } from '../../core/emergency/tick.ts'
import { toEmergencyActor } from '../../core/emergency/decide.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Queries } from '../store/db.ts'
import type { EmergencyEventTable } from '../store/emergencyTables.ts'
import { storable } from '../store/storable.ts'

/** An emergency under its row's lock: nobody else adds to it until the transaction ends. */
export interface Held {
  readonly running: Running
  readonly hash: Buffer
}

export interface NewLines {
  readonly id: string
  /** Undefined: the first line declares it. */
  readonly before: Held | undefined
  readonly bodies: readonly LineBody[]
  readonly actor: Actor
  readonly at: number
  /** The same key again has no second effect. */
  readonly key?: string
}

export async function hold(query: Queries, id: string): Promise<Held | undefined> {
  const row = await query
    .selectFrom('emergency')
    .select(['body', 'hash'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { running: row.body, hash: row.hash }
}

/** Appends inside the caller's transaction; answers the emergency after, and its new lines. */
export async function append(
  query: Queries,
  { id, before, bodies, actor, at, key }: NewLines,
): Promise<{ after: Running; lines: readonly Line[] }> {
  const by = toEmergencyActor(actor)
  const from = before?.running.version ?? 0
  const lines = bodies.map((body, i): Line => ({
    n: from + i + 1,
    at,
    by,
    ...(actor.role !== 'system' && { person: actor.name, account: actor.id }),
    body: storable(body),
  }))
  const folded = foldLines(lines, before?.running)
  if (!folded || lines.length === 0) throw new Error(`no lines for emergency ${id}`)
  const after: Running = { ...folded, id }
  let hash = before?.hash ?? FIRST_HASH
  const rows = lines.map((one, i) => {
    hash = hashOf(hash, id, one)
    return {
      emergency: id,
      n: one.n,
      at: new Date(at),
      type: one.body.type,
      actor: JSON.stringify({ ...by, ...(one.account !== undefined && { account: one.account, person: one.person }) }),
      body: JSON.stringify(one.body),
      key: i === 0 ? (key ?? null) : null,
      hash,
    }
  })
  const columns = columnsOf(after, hash)
  if (before) await query.updateTable('emergency').set(columns).where('id', '=', id).execute()
  else
    await query
      .insertInto('emergency')
      .values({ id, ...columns })
      .execute()
  await query.insertInto('emergency_event').values(rows).execute()
  return { after, lines }
}

/** What the hash of a line is made of, beside the hash before. */
export const lineContent = (emergency: string, line: Line): object => ({ emergency, ...line })

const hashOf = (previous: Buffer, emergency: string, line: Line): Buffer =>
  lineHash(previous, BigInt(line.n), lineContent(emergency, line))

function columnsOf(after: Running, hash: Buffer) {
  const next = nextDueAt(after)
  return {
    drill: after.drill,
    incident: after.incident ?? null,
    plan: after.plan.id,
    declared_at: new Date(after.declaredAt),
    ended_at: after.endedAt === undefined ? null : new Date(after.endedAt),
    next_at: next === undefined ? null : new Date(next),
    version: after.version,
    hash,
    body: JSON.stringify(after),
  }
}

export async function linesOf(query: Queries, id: string): Promise<Line[]> {
  const rows = await query
    .selectFrom('emergency_event')
    .select(['n', 'at', 'actor', 'body'])
    .where('emergency', '=', id)
    .orderBy('n')
    .execute()
  return rows.map(toLine)
}

export function toLine({
  n,
  at,
  actor,
  body,
}: Pick<Selectable<EmergencyEventTable>, 'n' | 'at' | 'actor' | 'body'>): Line {
  const { account, person, ...by } = actor
  return {
    n,
    at: at.getTime(),
    by,
    ...(person !== undefined && { person }),
    ...(account !== undefined && { account }),
    body,
  }
}

/** Who has done an act before, and in which emergency. */
export async function doneBy(
  query: Queries,
  key: string,
): Promise<{ emergency: string; account?: string } | undefined> {
  const row = await query
    .selectFrom('emergency_event')
    .select(['emergency', 'actor'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row && { emergency: row.emergency, ...(row.actor.account !== undefined && { account: row.actor.account }) }
}
