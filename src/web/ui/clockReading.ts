// What a clock says now, for the eye: remaining or overdue span and its standing. Deadlines come from the hub; screens only count.
import type { ClockStatus } from '../../core/clock/types.ts'
import type { IncidentRow } from '../../wire/views.ts'

export type ClockRow = NonNullable<IncidentRow['clock']>

export interface ClockFace {
  readonly status: ClockStatus
  /** Positive: left; negative: over. */
  readonly leftMs: number
  /** Share of the limit used, 0–1, for the bar. */
  readonly used: number
}

export function readClock(clock: ClockRow, now: number): ClockFace {
  const at = clock.stoppedAt ?? clock.pausedAt ?? now
  // While it stands, what is left is counted in the limit's own time; the calendar between now and then does not matter.
  const standing = clock.stoppedAt === undefined && clock.pausedAt !== undefined
  const leftMs = standing && clock.leftMs !== undefined ? clock.leftMs : clock.dueAt - at
  const whole = Math.max(1, clock.dueAt - clock.startedAt)
  const used = Math.min(1, Math.max(0, (at - clock.startedAt) / whole))
  return { status: statusOf(clock, leftMs, at), leftMs, used }
}

function statusOf(clock: ClockRow, leftMs: number, at: number): ClockStatus {
  if (clock.stoppedAt !== undefined) return leftMs >= 0 ? 'metOnTime' : 'metLate'
  if (clock.pausedAt !== undefined) return 'paused'
  if (leftMs < 0) return 'overdue'
  return at >= clock.warnAt ? 'nearDue' : 'running'
}
