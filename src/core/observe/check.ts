// Judges one reading against its metric, its feed's contract and the value before it. Hot path: one result and one
// memory per accepted reading, constants for refusals. Remembers nothing itself and never changes a value.
import { behindRun, FOLLOW_AFTER, isStillBehind } from './clock.ts'
import type { CheckableReading, CheckResult, Jump, ObservationPolicy, SeriesMemory, Slip } from './memory.ts'
import { isBack, slipFactor, slipStands } from './slip.ts'
import { Quality, type Metric, type QualityFlag, type RejectReason } from './types.ts'

export type { CheckableReading, CheckResult, ObservationPolicy, SeriesMemory } from './memory.ts'

/** Clocks kept by NTP differ by well under this, and a device that rounds up to its next second stays within it. */
const SKEW_NOTICED_MS = 2_000
/** Two readings closer than this are taken as this far apart, so that time-stamp jitter does not look like speed. */
const MIN_RATE_SPAN_MS = 1_000
const MINUTE_MS = 60_000
/** A rise goes on while the next step is in the same direction and at most so many times as fast. */
const GOES_ON = 2

const refused = (reason: RejectReason, quality = 0): CheckResult => Object.freeze({ ok: false, reason, quality })
const IMPOSSIBLE = refused('impossibleValue')
const IMPOSSIBLE_SLIP = refused('impossibleValue', Quality.unitSlip)
const BAD_TIME = refused('badTime')
const FUTURE = refused('future', Quality.clockSkew)
const ANCIENT = refused('ancient')
const DUPLICATE = refused('duplicate', Quality.repeated)

/**
 * Checks one reading.
 *
 * Refused: not finite or outside the metric's min/max (`impossibleValue`), no usable time (`badTime`), too far ahead
 * (`future`) or too old (`ancient`) for the feed's contract, the very value and instant seen last (`duplicate`). What a refusal
 * says about the sensor is in its `quality`: `repeated`, `clockSkew`, or `unitSlip` where the impossible value is the last
 * one in another unit.
 *
 * Flagged whatever came before: `range` outside what is usual; `late` beyond the contract; `clockSkew` more than 2 s ahead of us;
 * `estimated` as the feed says.
 *
 * Flagged by what came before, in the order of arrival:
 * - `outOfOrder`: older than the last value. The memory stays, and nothing else is judged, since its neighbours are unknown.
 *   {@link FOLLOW_AFTER} of them in a row at one constant shift are a clock that jumped back: the series goes on
 *   from there, flagged `clockSkew` until the lag has halved. Its time is not changed.
 * - `rate`: changed faster than `maxRatePerMin`. Only the first value after a jump: one that agrees with it is good, be it near it,
 *   further on in the same direction at no more than twice the speed (a storm), or back at the last believed value (a spike).
 * - `unitSlip`: such a jump by 10, 100 or 1000 times ({@link slipFactor}), and all that follows until the value is back in its
 *   unit ({@link isBack}), for a week at most. A metric without `maxRatePerMin` never jumps.
 * - `flat`: exactly the same for longer than `flatAfterMs`; silence in between starts it anew.
 * - `afterSilence`: more than `silentAfterMs` after the value before it.
 *
 * The same instant with another value is a correction: it is taken and replaces the last value; speed is not judged.
 */
export function checkReading(
  reading: CheckableReading,
  metric: Metric,
  memory: SeriesMemory | undefined,
  policy: ObservationPolicy,
  recordedAt: number,
  silentAfterMs = Infinity,
): CheckResult {
  const { value, occurredAt } = reading
  if (!Number.isFinite(value) || value < metric.min || value > metric.max)
    return memory !== undefined && Number.isFinite(value) && isSlipped(value, memory, metric)
      ? IMPOSSIBLE_SLIP
      : IMPOSSIBLE
  if (!Number.isFinite(occurredAt)) return BAD_TIME
  const aheadMs = occurredAt - recordedAt
  if (aheadMs > policy.maxAheadMs) return FUTURE
  if (-aheadMs > policy.maxAgeMs) return ANCIENT

  let quality = reading.estimated === true ? Quality.estimated : 0
  if (aheadMs > SKEW_NOTICED_MS) quality |= Quality.clockSkew
  if (-aheadMs > policy.lateAfterMs) quality |= Quality.late
  if (isUnusual(value, metric)) quality |= Quality.range
  if (memory === undefined)
    return { ok: true, quality, memory: { lastValue: value, lastAt: occurredAt, sameSince: occurredAt } }

  const same = value === memory.lastValue
  if (same && occurredAt === memory.lastAt) return DUPLICATE
  if (occurredAt < memory.lastAt) return fallenBehind(reading, memory, quality, recordedAt)
  return inOrder(value, occurredAt, metric, memory, quality, -aheadMs, silentAfterMs)
}

function inOrder(
  value: number,
  occurredAt: number,
  metric: Metric,
  memory: SeriesMemory,
  before: number,
  lagMs: number,
  silentAfterMs: number,
): CheckResult {
  let quality = before
  let { clockBehindMs } = memory
  let spoke = true
  if (clockBehindMs !== undefined) {
    // The clock that is set right again jumps ahead: that is no silence.
    if (isStillBehind(clockBehindMs, lagMs)) quality |= Quality.clockSkew
    else clockBehindMs = undefined
  } else if (occurredAt - memory.lastAt > silentAfterMs) {
    quality |= Quality.afterSilence
    spoke = false
  }
  const same = value === memory.lastValue
  const sameSince = same && spoke ? memory.sameSince : occurredAt
  if (same && metric.flatAfterMs !== undefined && occurredAt - sameSince > metric.flatAfterMs) quality |= Quality.flat

  let jump: Jump | undefined
  let slip = memory.slip !== undefined && slipStands(memory.slip, occurredAt) ? memory.slip : undefined
  if (slip !== undefined && isBack(value, memory.lastValue, slip)) slip = undefined
  else {
    if (!same && occurredAt > memory.lastAt && isTooFast(value, occurredAt, metric, memory.lastValue, memory.lastAt)) {
      jump = confirmed(value, occurredAt, metric, memory)
      if (jump === undefined && !hasReturned(value, occurredAt, metric, memory)) {
        quality |= Quality.rate
        jump = jumped(value, occurredAt, memory)
        slip ??= slipOf(value, occurredAt, metric, memory)
      }
    }
    if (slip !== undefined) quality |= Quality.unitSlip
  }
  return {
    ok: true,
    quality,
    memory:
      jump === undefined && slip === undefined && clockBehindMs === undefined
        ? { lastValue: value, lastAt: occurredAt, sameSince }
        : { lastValue: value, lastAt: occurredAt, sameSince, jump, slip, clockBehindMs },
  }
}

/** Older than the newest: kept for itself, until enough of them show that it is the device's clock that went back. */
function fallenBehind(
  { value, occurredAt }: CheckableReading,
  memory: SeriesMemory,
  quality: number,
  recordedAt: number,
): CheckResult {
  const behind = behindRun(memory.behind, occurredAt, recordedAt)
  if (behind.n < FOLLOW_AFTER) return { ok: true, quality: quality | Quality.outOfOrder, memory: { ...memory, behind } }
  return {
    ok: true,
    quality: quality | Quality.clockSkew,
    memory: {
      lastValue: value,
      lastAt: occurredAt,
      sameSince: occurredAt,
      slip: memory.slip,
      clockBehindMs: recordedAt - occurredAt,
    },
  }
}

const isUnusual = (value: number, metric: Metric): boolean =>
  (metric.usualMin !== undefined && value < metric.usualMin) ||
  (metric.usualMax !== undefined && value > metric.usualMax)

function isTooFast(value: number, occurredAt: number, metric: Metric, fromValue: number, fromAt: number): boolean {
  if (metric.maxRatePerMin === undefined) return false
  const spanMs = Math.max(MIN_RATE_SPAN_MS, occurredAt - fromAt)
  return Math.abs(value - fromValue) > (metric.maxRatePerMin * spanMs) / MINUTE_MS
}

/** Units per ms since the last value. */
const speedOf = (value: number, occurredAt: number, memory: SeriesMemory): number =>
  (value - memory.lastValue) / Math.max(MIN_RATE_SPAN_MS, occurredAt - memory.lastAt)

/** A jump that goes on: the value is good, and from here on the one before it is what may be returned to. */
function confirmed(value: number, occurredAt: number, metric: Metric, memory: SeriesMemory): Jump | undefined {
  if (memory.jump === undefined || hasReturned(value, occurredAt, metric, memory)) return undefined
  const speed = speedOf(value, occurredAt, memory)
  const ratio = speed / memory.jump.speed
  return ratio > 0 && ratio <= GOES_ON ? { fromValue: memory.lastValue, fromAt: memory.lastAt, speed } : undefined
}

/** A spike is over: the value is where the series was before the jump, at a speed that can be believed. */
const hasReturned = (value: number, occurredAt: number, metric: Metric, { jump }: SeriesMemory): boolean =>
  jump !== undefined && !isTooFast(value, occurredAt, metric, jump.fromValue, jump.fromAt)

const jumped = (value: number, occurredAt: number, memory: SeriesMemory): Jump => ({
  fromValue: memory.jump?.fromValue ?? memory.lastValue,
  fromAt: memory.jump?.fromAt ?? memory.lastAt,
  speed: speedOf(value, occurredAt, memory),
})

function slipOf(value: number, occurredAt: number, metric: Metric, memory: SeriesMemory): Slip | undefined {
  const factor = slipFactor(value, memory.lastValue, metric)
  return factor === undefined ? undefined : { factor, good: memory.lastValue, since: occurredAt }
}

/** An impossible value that would be the last one in another unit. */
const isSlipped = (value: number, memory: SeriesMemory, metric: Metric): boolean =>
  slipFactor(value, memory.lastValue, metric) !== undefined

const FLAGS = Object.keys(Quality) as QualityFlag[]

/** The names in a quality bit set, in the order of `Quality`. Unknown bits are ignored. */
export function qualityFlags(quality: number): QualityFlag[] {
  return FLAGS.filter((flag) => (quality & Quality[flag]) !== 0)
}
