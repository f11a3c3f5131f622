// Two cases that are one problem: what a merge writes on the other case, and how the end of the main case is shared.
import type { DecideContext, Decision } from './decision.ts'
import { isDiscontent } from './caller.ts'
import { closedClocks, mayReopen, reopenedEvents, stopAll } from './effects.ts'
import type { EventBody } from './events.ts'
import type { ActInput } from './inputs.ts'
import type { Incident, IncidentState } from './types.ts'

type Other = Extract<Decision, { ok: true }>['other']
type Ending = Extract<EventBody, { type: 'outcomeShared' }>['state']
const ENDINGS: readonly IncidentState[] = ['closed', 'forceClosed', 'cancelled', 'refused'] satisfies Ending[]
const isEnding = (state: IncidentState): state is Ending => ENDINGS.includes(state)

/**
 * What an act writes on the other case; undefined for most. A caller who is discontent with a case that ended with another reopens
 * that one, since it is what was worked on.
 */
export function otherEventsOf(incident: Incident, input: ActInput, ctx: DecideContext): Other {
  const { other } = ctx
  if (input.act === 'callBack') {
    if (incident.mergedInto === undefined || other?.id !== incident.mergedInto) return undefined
    return isDiscontent(input) && mayReopen(other, ctx)
      ? { incident: other.id, events: reopenedEvents(other, input.note ?? '', ctx) }
      : undefined
  }
  if (input.act !== 'merge' && input.act !== 'unmerge') return undefined
  const wanted = input.act === 'merge' ? input.into : incident.mergedInto
  if (other?.id !== wanted || !other)
    throw new RangeError(`${input.act} of ${incident.id} needs the case ${wanted ?? ''}`)
  return {
    incident: other.id,
    events: [
      input.act === 'merge'
        ? { type: 'absorbed', incident: incident.id }
        : { type: 'separated', incident: incident.id, reason: input.reason },
    ],
  }
}

/**
 * Events of a merged case when the case it was merged into has ended: it ends the same way, with every clock stopped; one that
 * stood since the merge keeps what it had counted by then. Its own caller is called back. None when `main` is still open or `child` is not merged into it, so
 * asking twice does no harm.
 */
export function sharedOutcome(
  main: Incident,
  child: Incident,
  ctx: Pick<DecideContext, 'now' | 'calendar' | 'escalation' | 'callBackWithin'>,
): EventBody[] {
  if (!isEnding(main.state) || child.state !== 'merged' || child.mergedInto !== main.id) return []
  const clocks = main.state === 'closed' ? closedClocks(child, ctx) : stopAll(child, ctx.now)
  return [{ type: 'outcomeShared', from: main.id, state: main.state }, ...clocks]
}
