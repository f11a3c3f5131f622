// What may be done once the acts that wait have reached the hub: a crew without signal goes on from what it has pressed. The hub
// decides when they arrive; only what the rules surely allow is offered here.
import { LIFECYCLE, transitionOf } from '../../core/incident/lifecycle.ts'
import type { GuardName } from '../../core/incident/guards.ts'
import type { IncidentState } from '../../core/incident/types.ts'
import type { AskedAct } from '../../wire/acts.ts'
import type { IncidentDetail, Session } from '../../wire/api.ts'
import type { OutboxEntry } from '../outbox/entry.ts'
import { actOf } from '../outbox/entry.ts'

type Known = Pick<IncidentDetail, 'row' | 'orders' | 'acts'>
type User = Pick<Session['user'], 'role' | 'department'>

/** The state that the waiting acts lead to; undefined when an answer of the hub decides. */
export function stateAfter(
  state: IncidentState,
  waiting: readonly Pick<OutboxEntry, 'input'>[],
): IncidentState | undefined {
  let at = state
  for (const entry of waiting) {
    const { from, to } = transitionOf(actOf(entry))
    if (to === 'same') continue
    if (typeof to !== 'string' || to === 'resumeState' || to === 'mergedFrom' || to === 'undone' || !from.includes(at))
      return undefined
    at = to
  }
  return at
}

/** Guards that a screen can judge by what it shows. */
function holds(guard: GuardName, { row, orders }: Known, { department }: User): boolean | undefined {
  if (guard === 'leads') return department !== undefined && row.lead === department
  if (guard === 'takesPart')
    return department !== undefined && (row.lead === department || row.assist.includes(department))
  if (guard === 'ordersFinished') return orders.every((order) => order.state === 'finished')
  return undefined
}

export function actsAfter(detail: Known, waiting: readonly Pick<OutboxEntry, 'input'>[], user: User): string[] {
  if (waiting.length === 0) return [...detail.acts]
  const state = stateAfter(detail.row.state, waiting)
  if (state === undefined) return detail.acts.filter((act) => act === 'note')
  const pressed = new Set<AskedAct>(waiting.map(actOf))
  return LIFECYCLE.filter(({ act, from, by, guards }) => {
    if (!from.includes(state) || !(by as readonly string[]).includes(user.role)) return false
    const judged = guards.map((guard) => holds(guard, detail, user))
    if (judged.includes(false)) return false
    // What cannot be judged here is offered only as far as the hub offered it, and nobody asks twice for one thing.
    return !judged.includes(undefined) || (detail.acts.includes(act) && !pressed.has(act as AskedAct))
  }).map(({ act }) => act)
}
