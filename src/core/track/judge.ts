// Whether a new fix can be believed after the ones before it. One doubtful fix never moves a unit; several that agree do.
import { distanceM } from '../place.ts'
import { COARSE_M, FixFlag, type Fix } from './types.ts'

/** What is remembered of a unit between two fixes. */
export interface TrackMemory {
  /** The newest fix that was believed. */
  readonly trusted: Fix
  /** The newest one that was not, while others may still agree with it. */
  readonly doubted?: Fix
  /** How many doubted ones agree so far. */
  readonly agree?: number
}

export interface JudgeLimits {
  /** Fastest a unit of the kind can go, km/h (reference data). */
  readonly maxKmh: number
  readonly lateAfterMs: number
}

export type Judged =
  | {
      readonly ok: true
      readonly flags: number
      readonly memory: TrackMemory
      /** The unit's mark moves to it. */
      readonly moves: boolean
    }
  /** The same instant again. */
  | { readonly ok: false; readonly reason: 'duplicate' }

/** Doubted fixes in a row that agree with one another: then it was the earlier place that was wrong. */
export const AGREE = 3

/** A receiver in a street canyon errs by this without having moved; times are whole seconds in many formats. */
const SLACK_M = 60
const SLACK_MS = 1000

/** True when a unit can have come from one fix to the other, whichever is the earlier. */
export function canReach(a: Fix, b: Fix, maxKmh: number): boolean {
  const errors = Math.min(a.accuracyM ?? 0, COARSE_M) + Math.min(b.accuracyM ?? 0, COARSE_M)
  return distanceM(a, b) <= SLACK_M + errors + (maxKmh / 3.6) * ((Math.abs(b.at - a.at) + SLACK_MS) / 1000)
}

/** Judges one fix. `receivedAt` is our clock. Fixes may come in any order: one older than the last believed never moves the unit. */
export function judgeFix(memory: TrackMemory | undefined, fix: Fix, limits: JudgeLimits, receivedAt: number): Judged {
  const own =
    (receivedAt - fix.at > limits.lateAfterMs ? FixFlag.late : 0) |
    (fix.at > receivedAt ? FixFlag.ahead : 0) |
    ((fix.accuracyM ?? 0) > COARSE_M ? FixFlag.coarse : 0)
  if (memory === undefined) return { ok: true, flags: own, memory: { trusted: fix }, moves: true }
  const { trusted, doubted, agree = 0 } = memory
  if (fix.at === trusted.at || fix.at === doubted?.at) return { ok: false, reason: 'duplicate' }
  const believed = canReach(trusted, fix, limits.maxKmh)
  if (fix.at < trusted.at) return { ok: true, flags: own | (believed ? 0 : FixFlag.jump), memory, moves: false }
  if (believed) return { ok: true, flags: own, memory: { trusted: fix }, moves: true }
  const agrees = doubted !== undefined && doubted.at < fix.at && canReach(doubted, fix, limits.maxKmh) ? agree + 1 : 1
  if (agrees >= AGREE) return { ok: true, flags: own, memory: { trusted: fix }, moves: true }
  // An older doubted one that comes late does not push out the newer.
  if (doubted !== undefined && fix.at < doubted.at) return { ok: true, flags: own | FixFlag.jump, memory, moves: false }
  return { ok: true, flags: own | FixFlag.jump, memory: { trusted, doubted: fix, agree: agrees }, moves: false }
}
