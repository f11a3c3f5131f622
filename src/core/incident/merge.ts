// Two cases that are one problem: what a merge writes on the other case, and how the end of the main case is shared.
import type { DecideContext, Decision } from './decision.ts'
import { stopAll } from './effects.ts'
import type { EventBody } from './events.ts'
import type { ActInput } from './inputs.ts'
import type { Incident, IncidentState } from './types.ts'

type Other = Extract<Decision, { ok: true }>['other']
type Ending = Extract<EventBody, { type: 'outcomeShared' }>['state']
const ENDINGS: readonly IncidentState[] = ['closed', 'forceClosed', 'cancelled', 'refused'] satisfies Ending[]
const isEnding = (state: IncidentState): state is Ending => ENDINGS.includes(state)

/** What a merge or an unmerge writes on the other case; undefined for every other act. */
export function otherEventsOf(incident: Incident, input: ActInput, other: DecideContext['other']): Other {
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
 * stood since the merge keeps what it had counted by then. None when `main` is still open or `child` is not merged into it, so
 * asking twice does no harm.
 */
export function sharedOutcome(main: Incident, child: Incident, { now }: Pick<DecideContext, 'now'>): EventBody[] {
  if (!isEnding(main.state) || child.state !== 'merged' || child.mergedInto !== main.id) return []
  return [{ type: 'outcomeShared', from: main.id, state: main.state }, ...stopAll(child, now)]
}
