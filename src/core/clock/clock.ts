// One clock of one case: started, paused, moved, stopped. Returns new clocks; decides nothing about cases.
import { advance, dueAt, limitMs, usedMs } from './limit.ts'
import type { Calendar, Clock, ClockStage, ClockStatus, Limit } from './types.ts'

/** Share of the limit after which near-due begins (local practice, domain: traffic-light convention of vendor systems). */
export const WARN_SHARE = 0.8

const warnLeftMs = (limit: Limit): number => Math.round(limitMs(limit) * (1 - WARN_SHARE))

/** A clock that starts now; near-due begins at 80 % of the limit, measured in the limit's own unit. */
export function startClock(stage: ClockStage, limit: Limit, now: number, cal: Calendar): Clock {
  const warnAt = advance(now, limitMs(limit) - warnLeftMs(limit), limit.unit, cal)
  return { stage, limit, startedAt: now, dueAt: dueAt(now, limit, cal), warnAt }
}

/** True while time counts against the limit. */
export function isRunning(clock: Clock): boolean {
  return clock.stoppedAt === undefined && clock.pausedAt === undefined
}

/** Stands still from `now` on (挂账). A paused or stopped clock stays as it is. */
export function pauseClock(clock: Clock, now: number): Clock {
  return isRunning(clock) ? { ...clock, pausedAt: now } : clock
}

/**
 * Goes on: what was left of the limit at the pause is laid on the calendar again from `now`.
 * A clock already past due when it was paused keeps its deadline: late stays late.
 */
export function resumeClock(clock: Clock, now: number, cal: Calendar): Clock {
  const { pausedAt, ...rest } = clock
  if (pausedAt === undefined || clock.stoppedAt !== undefined) return clock
  if (pausedAt > clock.dueAt) return rest
  const { unit } = clock.limit
  const left = usedMs(pausedAt, clock.dueAt, unit, cal)
  const untilWarn = Math.max(0, left - warnLeftMs(clock.limit))
  return { ...rest, dueAt: advance(now, left, unit, cal), warnAt: advance(now, untilWarn, unit, cal) }
}

/** A granted extension: once the original limit more, on the current deadline; near-due moves to its last 20 %. */
export function extendClock(clock: Clock, cal: Calendar): Clock {
  if (clock.stoppedAt !== undefined) return clock
  const { limit } = clock
  const more = limitMs(limit)
  return {
    ...clock,
    dueAt: advance(clock.dueAt, more, limit.unit, cal),
    warnAt: advance(clock.dueAt, more - warnLeftMs(limit), limit.unit, cal),
  }
}

/** Stops for good. `pausedAt` stays: time after it never counted. */
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
  const at = countedUntil(clock, now)
  const { unit } = clock.limit
  return at <= clock.dueAt ? usedMs(at, clock.dueAt, unit, cal) : -usedMs(clock.dueAt, at, unit, cal)
}
