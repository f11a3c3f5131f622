// One clock of one case: started, paused, moved, stopped. Returns new clocks; decides nothing about cases.
import { advance, dueAt, limitMs, usedMs } from './limit.ts'
import type { Calendar, Clock, ClockStage, ClockStatus, Escalation, Limit } from './types.ts'

/** Share of the limit after which near-due begins (local practice, domain: traffic-light convention of vendor systems). */
export const WARN_SHARE = 0.8

const warnLeftMs = (limit: Limit): number => Math.round(limitMs(limit) * (1 - WARN_SHARE))

type Going = Pick<Clock, 'chiefAt' | 'superviseAt'>

/** Clocks for accounting (how long it took in all, whether the caller was spoken to in time): nobody is called by them. */
const QUIET: ReadonlySet<ClockStage> = new Set<ClockStage>(['total', 'respond', 'callBack'])

/** When a clock with this deadline goes up. */
function goingUp(stage: ClockStage, due: number, escalation: Escalation | undefined, cal: Calendar): Going {
  if (!escalation || QUIET.has(stage)) return {}
  const { chiefAfter, superviseAfter } = escalation
  return { chiefAt: dueAt(due, chiefAfter, cal), superviseAt: dueAt(due, superviseAfter, cal) }
}

/**
 * A clock that starts now; near-due begins at 80 % of the limit, measured in the limit's own unit. With an escalation it also
 * knows when it goes up once overdue, each span on the calendar of its own unit.
 */
export function startClock(
  stage: ClockStage,
  limit: Limit,
  now: number,
  cal: Calendar,
  escalation?: Escalation,
): Clock {
  const warnAt = advance(now, limitMs(limit) - warnLeftMs(limit), limit.unit, cal)
  const due = dueAt(now, limit, cal)
  return { stage, limit, startedAt: now, dueAt: due, warnAt, ...goingUp(stage, due, escalation, cal) }
}

/** True while time counts against the limit. */
export function isRunning(clock: Clock): boolean {
  return clock.stoppedAt === undefined && clock.pausedAt === undefined
}

/**
 * Stands still from `now` on (挂账, 并案), keeping what was left: a calendar that changes meanwhile changes nothing of it.
 * A paused or stopped clock stays as it is.
 */
export function pauseClock(clock: Clock, now: number, cal: Calendar): Clock {
  return isRunning(clock) ? { ...clock, pausedAt: now, leftMs: remainingMs(clock, now, cal) } : clock
}

/**
 * Goes on: what was left of the limit at the pause is laid on the calendar again from `now`, and the escalation after it.
 * A clock already past due when it was paused keeps its deadline: late stays late. What of its escalation had not come by
 * the pause is as far away as it was then, since the time it stood counts against nobody.
 */
export function resumeClock(clock: Clock, now: number, cal: Calendar, escalation?: Escalation): Clock {
  const { pausedAt, leftMs, ...rest } = clock
  if (pausedAt === undefined || clock.stoppedAt !== undefined) return clock
  if (pausedAt > clock.dueAt) return { ...rest, ...stillGoingUp(clock, pausedAt, now, cal, escalation) }
  const { unit } = clock.limit
  // Clocks paused before `leftMs` was kept have only the calendar to ask.
  const left = leftMs ?? usedMs(pausedAt, clock.dueAt, unit, cal)
  const untilWarn = Math.max(0, left - warnLeftMs(clock.limit))
  const due = advance(now, left, unit, cal)
  const warnAt = advance(now, untilWarn, unit, cal)
  return { ...rest, dueAt: due, warnAt, ...goingUp(clock.stage, due, escalation, cal) }
}

function stillGoingUp(
  clock: Clock,
  pausedAt: number,
  now: number,
  cal: Calendar,
  escalation: Escalation | undefined,
): Going {
  if (!escalation) return {}
  const moved = (at: number, { unit }: Limit): number =>
    at <= pausedAt ? at : advance(now, usedMs(pausedAt, at, unit, cal), unit, cal)
  const { chiefAt, superviseAt } = clock
  return {
    ...(chiefAt !== undefined && { chiefAt: moved(chiefAt, escalation.chiefAfter) }),
    ...(superviseAt !== undefined && { superviseAt: moved(superviseAt, escalation.superviseAfter) }),
  }
}

/** A granted extension: once the original limit more, on the current deadline; near-due moves to its last 20 %. */
export function extendClock(clock: Clock, cal: Calendar, escalation?: Escalation): Clock {
  if (clock.stoppedAt !== undefined) return clock
  const { limit } = clock
  const more = limitMs(limit)
  const due = advance(clock.dueAt, more, limit.unit, cal)
  return {
    ...clock,
    dueAt: due,
    warnAt: advance(clock.dueAt, more - warnLeftMs(limit), limit.unit, cal),
    ...(clock.leftMs !== undefined && { leftMs: clock.leftMs + more }),
    ...goingUp(clock.stage, due, escalation, cal),
  }
}

/** Stops for good. `pausedAt` and `leftMs` stay: time after the pause never counted. */
export function stopClock(clock: Clock, now: number): Clock {
  return clock.stoppedAt === undefined ? { ...clock, stoppedAt: now } : clock
}

/** The last instant that counted against the limit. */
const countedUntil = (clock: Clock, now: number): number => clock.pausedAt ?? clock.stoppedAt ?? now

/** What the clock says at `now`. The deadline itself is still on time. */
export function clockStatus(clock: Clock, now: number): ClockStatus {
  if (clock.stoppedAt !== undefined) return countedUntil(clock, now) <= clock.dueAt ? 'metOnTime' : 'metLate'
  if (clock.pausedAt !== undefined) return 'paused'
  if (now > clock.dueAt) return 'overdue'
  return now >= clock.warnAt ? 'nearDue' : 'running'
}

/** What is left in the limit's own calendar time, ms; negative by how much it is overdue. Stands while paused or stopped. */
export function remainingMs(clock: Clock, now: number, cal: Calendar): number {
  if (clock.leftMs !== undefined) return clock.leftMs
  const at = countedUntil(clock, now)
  const { unit } = clock.limit
  return at <= clock.dueAt ? usedMs(at, clock.dueAt, unit, cal) : -usedMs(clock.dueAt, at, unit, cal)
}
