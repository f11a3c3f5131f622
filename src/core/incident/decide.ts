// One act on one case: asks the lifecycle table, then answers with the events of the act or the reason why not.
import type { Decision, DecideContext, Refusal } from './decision.ts'
import { effectsOf } from './effects.ts'
import { GUARDS } from './guards.ts'
import { transitionOf } from './lifecycle.ts'
import type { ActInput } from './inputs.ts'
import { otherEventsOf } from './merge.ts'
import { NEEDS } from './needs.ts'
import type { Incident } from './types.ts'
import { ACT_WORDS, ROLE_WORDS, STATE_WORDS } from './words.ts'

export type { Decision, DecideContext, Refusal, StageLimits, SnapshotOf } from './decision.ts'

/**
 * Decides an act. A merge needs the case `into` as `ctx.other`, an unmerge and a call-back the case it is merged into; both cases'
 * events are to be appended together. Events include the clocks it starts, moves or stops, in the order they are to be appended.
 * Pure: the same case, input and context give the same decision. An act refused has no events at all.
 */
export function decide(incident: Incident, input: ActInput, ctx: DecideContext): Decision {
  const row = transitionOf(input.act)
  const { actor, now, calendar, reopenWithin, undoWithinMinutes } = ctx
  const act = ACT_WORDS[input.act]

  if (!row.by.includes(actor.role)) {
    const role = ROLE_WORDS[actor.role]
    return refuse('role', `${role.zh}不能${act.zh}`, `${capital(role.en)} may not ${act.en}.`)
  }
  if (!row.from.includes(incident.state)) {
    const state = STATE_WORDS[incident.state]
    return refuse('state', `案卷${state.zh}，不能${act.zh}`, `The case is ${state.en}: nobody may ${act.en} now.`)
  }
  for (const name of row.guards) {
    const reason = GUARDS[name]({ incident, actor, now, calendar, reopenWithin, undoWithinMinutes })
    if (reason) return { ok: false, code: name, reason }
  }
  for (const name of row.needs) {
    const missing = NEEDS[name](input, incident, ctx)
    if (missing) return { ok: false, code: name, ...missing }
  }
  if (ctx.occurredAt > now) return refuse('time', '发生时间晚于当前时间', 'It cannot have happened after now.')
  if (ctx.occurredAt < Math.min(incident.openedAt, incident.recordedAt))
    return refuse('time', '发生时间早于案卷建立时间', 'It cannot have happened before the case was opened.')

  const other = otherEventsOf(incident, input, ctx)
  return { ok: true, events: effectsOf(incident, input, ctx), ...(other && { other }) }
}

const refuse = (code: string, zh: string, en: string): Refusal => ({ ok: false, code, reason: { zh, en } })
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
