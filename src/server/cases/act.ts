// One act of one person on one case: version check, decision by core, append. Repeating a command changes nothing.
import { decide } from '../../core/incident/decide.ts'
import { GUARDS } from '../../core/incident/guards.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { ActCommand } from '../../wire/acts.ts'
import { ConflictError, ProblemError, RefusedError, notFound } from '../problems.ts'
import type { Queries } from '../store/db.ts'
import { type CaseContext, cityRules } from './context.ts'
import { recommendationsFor } from './recommend.ts'

export async function act(ctx: CaseContext, id: string, command: ActCommand, actor: Actor): Promise<Incident> {
  return ctx.transact(async (tx) => {
    const done = await tx.doneBy(command.key)
    if (done && done.incident.id === id && done.actor === actor.id) return done.incident
    if (done)
      throw new ProblemError(
        'keyReused',
        { zh: '命令标识已用于其他操作', en: 'The command key was used for another act' },
        { field: '/key' },
      )
    const before = await tx.load(id)
    if (!before) throw notFound({ zh: '案卷', en: 'case' })
    // Before anything is said about the case: a department may not learn of others' cases by trying acts on them.
    const foreign = actor.role === 'department' && GUARDS.takesPart({ incident: before, actor })
    if (foreign) throw new RefusedError('takesPart', foreign)
    // A note neither rests on the state nor changes it, so it is never lost to a conflict.
    if (command.input.act !== 'note' && command.version !== before.version)
      throw await conflictOf(tx.query, before, command.version)
    const now = ctx.now()
    // The act answers to what the officer saw.
    const seen = { kind: 'event' as const, id: `${id}#${command.version}` }
    const because = [...(command.version > 0 ? [seen] : []), { kind: 'command' as const, id: command.key, at: now }]
    const recommended = command.input.act === 'dispatch' ? recommendationsFor(ctx, before)[0]?.lead : undefined
    const occurredAt = command.occurredAt ?? now
    const decision = decide(before, command.input, {
      ...cityRules(ctx, now),
      actor,
      now,
      occurredAt,
      because,
      ...(recommended !== undefined && { recommended }),
    })
    if (!decision.ok)
      throw new RefusedError(
        decision.code,
        decision.reason,
        decision.field === undefined ? {} : { field: `/input${decision.field}` },
      )
    await checkPhotos(tx.query, command)
    return tx.append({
      id,
      before,
      bodies: decision.events,
      actor,
      occurredAt,
      recordedAt: now,
      because,
      key: command.key,
    })
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

/** A photo proves something only if it is really here. */
async function checkPhotos(query: Queries, { input }: ActCommand): Promise<void> {
  const photos = 'photos' in input ? [...new Set(input.photos)] : []
  if (photos.length === 0) return
  const found = await query.selectFrom('photo').select('id').where('id', 'in', photos).execute()
  if (found.length < photos.length)
    throw new RefusedError(
      'photo',
      { zh: '照片尚未上传成功，请重新上传', en: 'A photo has not been uploaded; upload it again' },
      { field: '/input/photos' },
    )
}
