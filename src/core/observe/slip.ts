// Unit slips: when a jump looks like another unit, and when a series that slipped has come back.
import type { Slip } from './memory.ts'
import type { Metric } from './types.ts'

/** Unit slips in practice: mm/cm, cm/m, mm/m, kPa/MPa, µg/mg, and one digit too many in a form. */
const SLIP_FACTORS = [10, 100, 1000] as const
/** How close the corrected value must come to the last one. Ordinary jumps seldom land within 5 % of a power of ten. */
const SLIP_TOLERANCE = 0.05
/** Below this share of the metric's range noise and resolution alone make such ratios (1 cm, then 10 cm). */
const SLIP_MIN_SHARE = 0.01
/**
 * How close a value must come to where the series would be in its own unit to count as back. Wider than the way in: it is asked
 * only of series that slipped, whose values went on changing meanwhile, and the nearest other unit is ten times away.
 */
const BACK_TOLERANCE = 0.3
/**
 * A slip is remembered for so long, counted from its first value. Whoever has not put a sensor right in a week is
 * not going to because of this mark, and a real change of the level that was mistaken for one must end some day.
 */
export const SLIP_KEPT_MS = 7 * 24 * 3_600_000

const within = (value: number, wanted: number, share: number): boolean =>
  Math.abs(value - wanted) <= share * Math.abs(wanted)

/**
 * The factor that puts `value` back into the unit of `lastValue`: divided or multiplied by 10, 100 or 1000 it lies within
 * 5 % of it; undefined when it does not, or where the last value is less than 1 % of the metric's range.
 */
export function slipFactor(value: number, lastValue: number, metric: Pick<Metric, 'min' | 'max'>): number | undefined {
  if (Math.abs(lastValue) < SLIP_MIN_SHARE * (metric.max - metric.min)) return undefined
  for (const factor of SLIP_FACTORS) {
    if (within(value / factor, lastValue, SLIP_TOLERANCE)) return 1 / factor
    if (within(value * factor, lastValue, SLIP_TOLERANCE)) return factor
  }
  return undefined
}

/** Whether a slip that was seen still counts when a value occurs at `occurredAt`. */
export const slipStands = (slip: Slip, occurredAt: number): boolean => occurredAt - slip.since <= SLIP_KEPT_MS

/**
 * True when `value` is in the metric's own unit again: within 30 % of the last value put right, or of the last good one.
 * So a sensor put right clears its mark with the jump back, and a real change that was taken for a slip does when it ebbs away.
 */
export function isBack(value: number, lastValue: number, slip: Slip): boolean {
  if (lastValue !== 0 && within(value, lastValue * slip.factor, BACK_TOLERANCE)) return true
  return within(value, slip.good, BACK_TOLERANCE)
}
