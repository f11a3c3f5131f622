// Clocks of devices that jump back: when readings behind the newest one are a clock and not a delivery out of order.
import type { BehindRun } from './memory.ts'

/** So many readings in a row behind the newest by the same shift, and the series goes on with them. */
export const FOLLOW_AFTER = 5
/** The way to us varies by this much from one reading to the next. */
const JITTER_MS = 2_000
/** A buffer that is emptied comes in faster than it was filled; a clock runs at the pace of ours. */
const PACE_TOLERANCE = 0.2

/**
 * The run of readings behind the newest that this one goes on with: they follow each other in time, and the lag behind
 * our clock stays the same but for 2 s and a fifth of the time that went by. Anything else begins a new run.
 */
export function behindRun(run: BehindRun | undefined, occurredAt: number, recordedAt: number): BehindRun {
  if (run !== undefined && occurredAt > run.lastAt) {
    const byTheirs = occurredAt - run.firstAt
    const byOurs = recordedAt - run.firstRecordedAt
    if (Math.abs(byOurs - byTheirs) <= JITTER_MS + PACE_TOLERANCE * byTheirs)
      return { n: run.n + 1, firstAt: run.firstAt, firstRecordedAt: run.firstRecordedAt, lastAt: occurredAt }
  }
  return { n: 1, firstAt: occurredAt, firstRecordedAt: recordedAt, lastAt: occurredAt }
}

/** Whether a clock that was `behindMs` behind still is: at least half of it. */
export const isStillBehind = (behindMs: number, lagMs: number): boolean => lagMs >= behindMs / 2
