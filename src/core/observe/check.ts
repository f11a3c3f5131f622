// Judges one reading against its metric, its feed's contract and the value before it. Hot path: one result and one
// memory per accepted reading, constants for refusals. Remembers nothing itself and never changes a value.
import { Quality, type Metric, type QualityFlag, type RejectReason } from './types.ts'

/** What is kept of a series between readings. Times are epoch ms, `occurredAt` of the values. */
export interface SeriesMemory {
  readonly lastValue: number
  readonly lastAt: number
  /** Since when the value has been exactly `lastValue`. */
  readonly sameSince: number
}

/** The part of a feed's contract that times are judged by, ms. */
export interface ObservationPolicy {
  /** Arriving later than this after it happened: kept, flagged `late`. */
  readonly lateAfterMs: number
  /** Older than this: refused as `ancient`. */
  readonly maxAgeMs: number
  /** Further ahead of our clock than this: refused as `future`. */
  readonly maxAheadMs: number
}

export interface CheckableReading {
  /** In the metric's own unit. */
  readonly value: number
  /** Epoch ms. */
  readonly occurredAt: number
  /** The feed's own mark. */
  readonly estimated?: boolean
}

export type CheckResult =
  | { readonly ok: true; readonly quality: number; readonly memory: SeriesMemory }
  | { readonly ok: false; readonly reason: RejectReason }

/** Clocks kept by NTP differ by well under this, and a device that rounds up to its next second stays within it. */
const SKEW_NOTICED_MS = 2_000
/** Two readings closer than this are taken as this far apart, so that time-stamp jitter does not look like speed. */
const MIN_RATE_SPAN_MS = 1_000
const MINUTE_MS = 60_000
/** Unit slips in practice: mm/cm, cm/m, mm/m, kPa/MPa, µg/mg, and one digit too many in a form. */
const SLIP_FACTORS = [10, 100, 1000] as const
/** How close the corrected value must come to the last one. Ordinary jumps seldom land within 5 % of a power of ten. */
const SLIP_TOLERANCE = 0.05
/** Below this share of the metric's range noise and resolution alone make such ratios (1 cm, then 10 cm). */
const SLIP_MIN_SHARE = 0.01

const refused = (reason: RejectReason): CheckResult => Object.freeze({ ok: false, reason })
const IMPOSSIBLE = refused('impossibleValue')
const BAD_TIME = refused('badTime')
const FUTURE = refused('future')
const ANCIENT = refused('ancient')
const DUPLICATE = refused('duplicate')

/**
 * Checks one reading.
 *
 * Refused: not finite or outside the metric's min/max (`impossibleValue`), no usable time (`badTime`), too far ahead
 * (`future`) or too old (`ancient`) for the feed's contract, the very value and instant seen last (`duplicate`).
 *
 * Flagged: `clockSkew` more than 2 s ahead of us; `late` beyond the contract; `outOfOrder` older than the last value
 * (the memory stays, and rate, flat line and unit are not judged, since its neighbours are unknown); `rate` changed
 * faster than `maxRatePerMin`; `flat` exactly the same for longer than `flatAfterMs`; `estimated` as the feed says;
 * `unitSlip` see {@link looksLikeUnitSlip}.
 *
 * The same instant with another value is a correction: it is taken and replaces the last value; speed is not judged.
 */
export function checkReading(
  reading: CheckableReading,
  metric: Metric,
  memory: SeriesMemory | undefined,
  policy: ObservationPolicy,
  recordedAt: number,
): CheckResult {
  const { value, occurredAt } = reading
  if (!Number.isFinite(value) || value < metric.min || value > metric.max) return IMPOSSIBLE
  if (!Number.isFinite(occurredAt)) return BAD_TIME
  const aheadMs = occurredAt - recordedAt
  if (aheadMs > policy.maxAheadMs) return FUTURE
  if (-aheadMs > policy.maxAgeMs) return ANCIENT

  let quality = reading.estimated === true ? Quality.estimated : 0
  if (aheadMs > SKEW_NOTICED_MS) quality |= Quality.clockSkew
  if (-aheadMs > policy.lateAfterMs) quality |= Quality.late
  if (memory === undefined)
    return { ok: true, quality, memory: { lastValue: value, lastAt: occurredAt, sameSince: occurredAt } }

  const same = value === memory.lastValue
  if (same && occurredAt === memory.lastAt) return DUPLICATE
  if (occurredAt < memory.lastAt) return { ok: true, quality: quality | Quality.outOfOrder, memory }

  if (same) {
    if (metric.flatAfterMs !== undefined && occurredAt - memory.sameSince > metric.flatAfterMs) quality |= Quality.flat
    return { ok: true, quality, memory: { lastValue: value, lastAt: occurredAt, sameSince: memory.sameSince } }
  }
  if (occurredAt > memory.lastAt && isTooFast(value, occurredAt, metric, memory)) {
    quality |= Quality.rate
    if (looksLikeUnitSlip(value, memory.lastValue, metric)) quality |= Quality.unitSlip
  }
  return { ok: true, quality, memory: { lastValue: value, lastAt: occurredAt, sameSince: occurredAt } }
}

function isTooFast(value: number, occurredAt: number, metric: Metric, memory: SeriesMemory): boolean {
  if (metric.maxRatePerMin === undefined) return false
  const spanMs = Math.max(MIN_RATE_SPAN_MS, occurredAt - memory.lastAt)
  return Math.abs(value - memory.lastValue) > (metric.maxRatePerMin * spanMs) / MINUTE_MS
}

/**
 * True when a value that jumped too fast to be believed would be an ordinary one in a neighbouring unit: divided or
 * multiplied by 10, 100 or 1000 it lies within 5 % of the last value. Asked only after `maxRatePerMin` was broken, and
 * only where the last value is at least 1 % of the metric's range; a metric without `maxRatePerMin` is never flagged.
 * Only the jump is marked, not what follows: the feed's owner has to correct the unit. The jump back from a value
 * that slipped below 1 % of the range is marked `rate` alone.
 */
function looksLikeUnitSlip(value: number, lastValue: number, metric: Metric): boolean {
  if (Math.abs(lastValue) < SLIP_MIN_SHARE * (metric.max - metric.min)) return false
  const tolerance = SLIP_TOLERANCE * Math.abs(lastValue)
  for (const factor of SLIP_FACTORS) {
    if (Math.abs(value / factor - lastValue) <= tolerance) return true
    if (Math.abs(value * factor - lastValue) <= tolerance) return true
  }
  return false
}

const FLAGS = Object.keys(Quality) as QualityFlag[]

/** The names in a quality bit set, in the order of `Quality`. Unknown bits are ignored. */
export function qualityFlags(quality: number): QualityFlag[] {
  return FLAGS.filter((flag) => (quality & Quality[flag]) !== 0)
}
