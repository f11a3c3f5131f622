// What time alone asks for. Found by query, so a hub that was down catches up when it is back.
import { tickIncident } from '../../core/incident/tick.ts'
import { type CaseContext, SYSTEM, cityRules } from './context.ts'

/** Cases taken per query; each is its own transaction, so acts get in between. */
const BATCH = 200

export async function tick(ctx: CaseContext, now: number): Promise<number> {
  let changed = 0
  const failures: unknown[] = []
  const seen = new Set<string>()
  for (;;) {
    const due = await ctx.db.query
      .selectFrom('incident')
      .select('id')
      .where('next_tick_at', '<=', new Date(now))
      .orderBy('next_tick_at')
      .limit(BATCH + seen.size)
      .execute()
    const fresh = due.filter(({ id }) => !seen.has(id)).slice(0, BATCH)
    for (const { id } of fresh) {
      seen.add(id)
      try {
        if (await tickOne(ctx, id, now)) changed += 1
      } catch (error) {
        // One broken case must not keep the others waiting.
        failures.push(error)
      }
    }
    if (fresh.length < BATCH) break
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases could not be ticked`)
  return changed
}

async function tickOne(ctx: CaseContext, id: string, now: number): Promise<boolean> {
  return ctx.transact(async (tx) => {
    const before = await tx.load(id)
    if (!before) return false
    const bodies = tickIncident(before, now, cityRules(ctx, now))
    if (bodies.length === 0) return false
    await tx.append({
      id,
      before,
      bodies,
      actor: SYSTEM,
      occurredAt: now,
      recordedAt: now,
      because: [{ kind: 'clock', id: `${id}#${bodies[0]?.type ?? ''}`, at: now }],
    })
    return true
  })
}
