// What time alone does to a case: a suspension ends, a clock comes near its end, passes it, and goes up.
import { isRunning } from '../clock/clock.ts'
import type { Calendar, Clock, ClockStage, Escalation } from '../clock/types.ts'
import { resumedEvents } from './effects.ts'
import { stageOf } from './lifecycle.ts'
import type { EventBody } from './events.ts'
import type { Incident, Reminder } from './types.ts'

/** The clock that matters now: that of the current stage, if the case is still open. */
export function currentClock(incident: Incident): Clock | undefined {
  const stage = stageOf(incident.state)
  return stage && incident.clocks[stage]
}

/** Gone up to the duty chief on its present clock. */
export function isEscalated(incident: Incident): boolean {
  const clock = currentClock(incident)
  return clock !== undefined && isTaken(incident, clock, 'escalated')
}

/** Whether the clock has done this for its present deadline: a clock that starts anew or is extended does it again. */
const isTaken = ({ reminders = [] }: Incident, { stage, startedAt, dueAt }: Clock, why: Reminder['why']): boolean =>
  reminders.some((r) => r.stage === stage && r.why === why && r.startedAt === startedAt && r.dueAt === dueAt)

/** What the running clock does by itself, once each for one deadline. `at`: the first instant of it. */
interface Step {
  readonly why: Exclude<Reminder['why'], 'desk'>
  readonly at: number
}

/** Steps that have not been taken, in the order of time. */
function stepsOf(incident: Incident, clock: Clock): Step[] {
  const { dueAt, warnAt, chiefAt, superviseAt } = clock
  const taken = (why: Reminder['why']): boolean => isTaken(incident, clock, why)
  const steps: Step[] = [
    // The deadline itself is still on time. Whoever has been told of the end needs no warning of it.
    ...(taken('overdue') ? [] : [{ why: 'nearDue' as const, at: warnAt }]),
    { why: 'overdue', at: dueAt + 1 },
    ...(chiefAt === undefined ? [] : [{ why: 'escalated' as const, at: chiefAt }]),
    ...(superviseAt === undefined ? [] : [{ why: 'supervised' as const, at: superviseAt }]),
  ]
  return steps.filter(({ why }) => !taken(why)).sort((a, b) => a.at - b.at)
}

/** Stored text of a supervision by the hub: read, answered and printed like any other, in the language of the files. */
export const AUTO_SUPERVISION = '超期未办结，自动转督办'

function eventOf(why: Step['why'], stage: ClockStage): EventBody {
  if (why === 'escalated') return { type: 'escalated', stage }
  if (why === 'supervised') return { type: 'supervised', text: AUTO_SUPERVISION, urgency: 'normal', stage }
  return { type: 'reminded', stage, why }
}

/**
 * Events due by `now`, by the system. The same tick again gives nothing. The running stage clock is reminded once when near due
 * and once when overdue (only the latter when both were missed), then goes up to the duty chief, then under supervision: each is
 * logged once, in this order, also when a hub that was down has missed several. The total clock is for accounting and calls nobody.
 * A suspension goes on from `now`, not from its end, so a hub that was down costs the department no time.
 */
export function tickIncident(
  incident: Incident,
  now: number,
  ctx: { readonly calendar: Calendar; readonly escalation: Escalation },
): EventBody[] {
  if (incident.state === 'suspended')
    return incident.suspendedUntil !== undefined && incident.suspendedUntil <= now
      ? resumedEvents(incident, { now, calendar: ctx.calendar, escalation: ctx.escalation })
      : []
  const clock = currentClock(incident)
  if (!clock || !isRunning(clock)) return []
  const due = stepsOf(incident, clock).filter(({ at }) => at <= now)
  const late = due.some(({ why }) => why === 'overdue')
  return due.filter(({ why }) => !(late && why === 'nearDue')).map(({ why }) => eventOf(why, clock.stage))
}

/** When the case next needs a tick (epoch ms): for the query that finds what is due. Undefined: nothing waits for time. */
export function nextTickAt(incident: Incident): number | undefined {
  if (incident.state === 'suspended') return incident.suspendedUntil
  const clock = currentClock(incident)
  return clock && isRunning(clock) ? stepsOf(incident, clock)[0]?.at : undefined
}
