// What time alone does to a case: a suspension ends, a clock comes near its end or passes it.
import { clockStatus, isRunning } from '../clock/clock.ts'
import type { Calendar, Clock } from '../clock/types.ts'
import { resumedEvents } from './effects.ts'
import { stageOf } from './lifecycle.ts'
import type { EventBody } from './events.ts'
import type { Incident } from './types.ts'

/** The clock that matters now: that of the current stage, if the case is still open. */
export function currentClock(incident: Incident): Clock | undefined {
  const stage = stageOf(incident.state)
  return stage && incident.clocks[stage]
}

function isReminded(incident: Incident, clock: Clock, why: 'nearDue' | 'overdue'): boolean {
  return (incident.reminders ?? []).some(
    (r) => r.stage === clock.stage && r.why === why && r.startedAt === clock.startedAt && r.dueAt === clock.dueAt,
  )
}

/**
 * Events due by `now`, by the system. The same tick again gives nothing. The running stage clock is reminded once when near due
 * and once when overdue (only the latter when both were missed); the total clock is for accounting and reminds nobody.
 * A suspension goes on from `now`, not from its end, so a hub that was down costs the department no time.
 */
export function tickIncident(incident: Incident, now: number, ctx: { readonly calendar: Calendar }): EventBody[] {
  if (incident.state === 'suspended')
    return incident.suspendedUntil !== undefined && incident.suspendedUntil <= now
      ? resumedEvents(incident, { now, calendar: ctx.calendar })
      : []
  const clock = currentClock(incident)
  if (!clock) return []
  const status = clockStatus(clock, now)
  if (status !== 'nearDue' && status !== 'overdue') return []
  if (isReminded(incident, clock, status)) return []
  return [{ type: 'reminded', stage: clock.stage, why: status }]
}

/** When the case next needs a tick (epoch ms): for the query that finds what is due. Undefined: nothing waits for time. */
export function nextTickAt(incident: Incident): number | undefined {
  if (incident.state === 'suspended') return incident.suspendedUntil
  const clock = currentClock(incident)
  if (!clock || !isRunning(clock) || isReminded(incident, clock, 'overdue')) return undefined
  // Overdue begins just after the deadline, which itself is still on time.
  return isReminded(incident, clock, 'nearDue') ? clock.dueAt + 1 : clock.warnAt
}
