// What a clock says at an instant: standing, time left, share used. The hub sends when it ends; screens only count.
import type { ClockStatus } from '../../core/clock/types.ts'
import type { IncidentRow } from '../../wire/views.ts'

export type ClockView = NonNullable<IncidentRow['clock']>

export interface Reading {
  readonly status: ClockStatus
  /** ms until the end; negative when it has passed. Stopped and paused clocks stand still. */
  readonly leftMs: number
  /** Share of the span used, 0 and up; a plain share of elapsed time, so only for drawing, not for judging. */
  readonly used: number
}

/** Reads a clock at hub time `now` (epoch ms). */
export function readClock(clock: ClockView, now: number): Reading {
  const at = clock.stoppedAt ?? clock.pausedAt ?? now
  const span = Math.max(1, clock.dueAt - clock.startedAt)
  const leftMs = clock.dueAt - at
  return { status: statusOf(clock, at), leftMs, used: Math.max(0, (at - clock.startedAt) / span) }
}

function statusOf(clock: ClockView, at: number): ClockStatus {
  if (clock.stoppedAt !== undefined) return clock.stoppedAt <= clock.dueAt ? 'metOnTime' : 'metLate'
  if (clock.pausedAt !== undefined) return 'paused'
  if (at > clock.dueAt) return 'overdue'
  return at >= clock.warnAt ? 'nearDue' : 'running'
}

/** Days, hours, minutes and seconds of a span (sign dropped), for words like 「2 天 3 小时」. */
export function partsOf(ms: number): { days: number; hours: number; minutes: number; seconds: number } {
  const s = Math.floor(Math.abs(ms) / 1000)
  return {
    days: Math.floor(s / 86_400),
    hours: Math.floor(s / 3600) % 24,
    minutes: Math.floor(s / 60) % 60,
    seconds: s % 60,
  }
}
