// One act of one person on one case: version check, decision by core, append, or only what it would come to. Repeating a
// command changes nothing.
// A merge writes on two cases, the end of a case on all that were merged into it: in the same transaction, or not at all.
import type { Because } from '../../core/because.ts'
import { decide } from '../../core/incident/decide.ts'
import { foldEvents } from '../../core/incident/fold.ts'
import { GUARDS } from '../../core/incident/guards.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import { toEvents } from '../../core/incident/log.ts'
import { sharedOutcome } from '../../core/incident/merge.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { ActCommand } from '../../wire/acts.ts'
import { mustHavePhotos } from '../photos/present.ts'
import { ConflictError, ProblemError, RefusedError, notFound } from '../problems.ts'
import type { Queries } from '../store/db.ts'
import { findCase, type Appending, type Found } from './append.ts'
import { checkCrew } from './crews.ts'
import { type CaseContext, SYSTEM, cityRules } from './context.ts'
import { practiceOf } from './practice.ts'
import { recommendationsFor } from './recommend.ts'
import { isUnmerged } from './states.ts'

export async function act(ctx: CaseContext, id: string, command: ActCommand, actor: Actor): Promise<Incident> {
  const { input, key } = command
  return ctx.transact(async (tx) => {
    const found = await tx.find(key, id, input.act === 'merge' ? input.into : undefined)
    const again = repeated(found, id, actor)
    if (again) return again
    const { before, other, decision, now, occurredAt, because, pressed } = await judge(
      { ctx, query: tx.query, found },
      id,
      command,
      actor,
    )
    const common = { actor, recordedAt: now }
    const after = await tx.append({ ...common, id, before, bodies: decision.events, occurredAt, because, key })
    const cause = [eventOf(id, before.version + 1), pressed]
    if (decision.other && other)
      await tx.append({
        ...common,
        id: other.id,
        before: other,
        bodies: decision.other.events,
        // Said of a time before the other case began, it still comes after that.
        occurredAt: Math.max(occurredAt, Math.min(other.openedAt, now)),
        because: cause,
      })
    await shareEnd(ctx, tx, after, cause, now)
    return after
  })
}

/** The case as it would stand after the act; refuses as `act` would. Writes nothing and holds no lock. */
export async function previewAct(ctx: CaseContext, id: string, command: ActCommand, actor: Actor): Promise<Incident> {
  const { query } = ctx.db
  const { input, key } = command
  const found = await findCase(query, key, id, input.act === 'merge' ? input.into : undefined)
  const again = repeated(found, id, actor)
  if (again) return again
  const { before, decision, now, occurredAt, because } = await judge({ ctx, query, found }, id, command, actor)
  const common = { incident: id, version: before.version, actor, occurredAt, recordedAt: now, because }
  return foldEvents(toEvents(decision.events, common), before) ?? before
}

interface Met {
  readonly ctx: CaseContext
  readonly query: Queries
  readonly found: Found
}

/** What the rules make of a command on the case it meets. Reads only; throws what they refuse. */
async function judge({ ctx, query, found }: Met, id: string, command: ActCommand, actor: Actor) {
  const { input, key } = command
  const { incident: before, other } = found
  if (!before) throw notFound({ zh: '案卷', en: 'case' })
  // Before anything is said about the case: a department may not learn of others' cases by trying acts on them.
  const foreign = actor.role === 'department' && GUARDS.takesPart({ incident: before, actor })
  if (foreign) throw new RefusedError('takesPart', foreign)
  // A note neither rests on the state nor changes it, so it is never lost to a conflict.
  if (input.act !== 'note' && command.version !== before.version) throw await conflictOf(query, before, command.version)
  const now = ctx.now()
  const occurredAt = command.occurredAt ?? now
  const pressed: Because = { kind: 'command', id: key, at: now }
  // The act answers to what the officer saw.
  const because = [...(command.version > 0 ? [eventOf(id, command.version)] : []), pressed]
  // A caller who is discontent with a merged case reopens the one it ended with.
  const called = input.act === 'callBack' ? (other ?? before) : undefined
  const superseded = called !== undefined && (await rivalOf(query, called)) !== undefined
  const recommended = input.act === 'dispatch' ? await firstChoice(ctx, query, before) : undefined
  const decision = decide(before, input, {
    ...cityRules(ctx, now),
    actor,
    now,
    occurredAt,
    because,
    ...(recommended !== undefined && { recommended }),
    ...(other && { other }),
    ...(superseded && { superseded }),
  })
  if (!decision.ok)
    throw new RefusedError(
      decision.code,
      decision.reason,
      decision.field === undefined ? {} : { field: `/input${decision.field}` },
    )
  await mustHavePhotos(query, 'photos' in input ? input.photos : [], '/input/photos')
  await checkCrew(query, before, command)
  if (input.act === 'reopen' || input.act === 'unmerge') await checkFingerprint(query, before)
  return { before, other, decision, now, occurredAt, because, pressed }
}

const eventOf = (id: string, n: number): Because => ({ kind: 'event', id: `${id}#${n}` })

/** The present case when this very command was done before; undefined when it is new. */
function repeated({ done }: Found, id: string, actor: Actor): Incident | undefined {
  if (!done) return undefined
  if (done.incident.id === id && done.actor === actor.id) return done.incident
  throw new ProblemError(
    'keyReused',
    { zh: '命令标识已用于其他操作', en: 'The command key was used for another act' },
    { field: '/key' },
  )
}

async function firstChoice(ctx: CaseContext, query: Queries, incident: Incident): Promise<string | undefined> {
  return recommendationsFor(ctx, incident, await practiceOf(ctx, query, incident))[0]?.lead
}

/** The end of a case is the end of all that are merged into it. The hub writes it, because of the act that ended the case. */
async function shareEnd(
  ctx: CaseContext,
  tx: Appending,
  main: Incident,
  because: readonly Because[],
  now: number,
): Promise<void> {
  if (!isTerminal(main.state) || main.absorbed.length === 0) return
  const rows = await tx.query
    .selectFrom('incident')
    .select('body')
    .where('id', 'in', [...main.absorbed])
    .orderBy('id')
    .execute()
  for (const { body: child } of rows) {
    const bodies = sharedOutcome(main, child, { ...cityRules(ctx, now), now })
    if (bodies.length > 0)
      await tx.append({
        id: child.id,
        before: child,
        bodies,
        actor: SYSTEM,
        occurredAt: now,
        recordedAt: now,
        because: [...because],
      })
  }
}

/** The newer case that answers for the fingerprint: one fingerprint has one open case. */
async function rivalOf(query: Queries, { id, fingerprint }: Incident): Promise<string | undefined> {
  if (fingerprint === undefined) return undefined
  const rival = await query
    .selectFrom('incident')
    .select('code')
    .where('fingerprint', '=', fingerprint)
    .where('id', '<>', id)
    .where(isUnmerged)
    .executeTakeFirst()
  return rival?.code
}

/** What a sensor has reported since is in the newer case. */
async function checkFingerprint(query: Queries, incident: Incident): Promise<void> {
  const rival = await rivalOf(query, incident)
  if (rival !== undefined)
    throw new RefusedError('fingerprint', {
      zh: `同一告警已另立案卷 ${rival}，请办理该案卷`,
      en: `The same alarm has a newer case, ${rival}: work on that one.`,
    })
}

async function conflictOf(query: Queries, incident: Incident, seen: number): Promise<Error> {
  // What the officer missed first is the latest change that is not a clock's bookkeeping.
  const last = await query
    .selectFrom('incident_event')
    .select(['actor', 'recorded_at', 'type'])
    .where('incident', '=', incident.id)
    .where('n', '>', Math.min(seen, incident.version - 1))
    .orderBy((e) => e.case().when('type', '=', 'clocked').then(1).else(0).end())
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow()
  return new ConflictError({
    version: incident.version,
    by: last.actor.name,
    at: last.recorded_at.getTime(),
    type: last.type,
  })
}
