// Intervals from errors made: split conformal prediction, its promise kept while the city drifts. Knows no model.
import { FORECAST_INTERVAL } from './interval.ts'

const PROMISED_MISS = 1 - FORECAST_INTERVAL
/** How far one hit or miss moves the promise: 50 hours forget a wrong width. Gibbs & Candès use 0.005–0.05. */
const STEP = 0.02
/** The share asked of the errors never leaves these: beyond them there is nothing to ask. */
const LEAST_MISS = 0.01
const MOST_MISS = 0.6

/**
 * Error added to a forecast for the lower and the upper end of its interval. `errors`: came less foretold, ascending, of hours
 * the model had not seen; `miss`: share (0–1) that may lie outside, half on either side, by the ranks of Lei et al. (2018,
 * «Distribution-free predictive inference for regression», (n+1)(1−α)). With too few errors the ends are the extremes.
 */
export function endsOf(
  errors: Float64Array,
  miss: number = PROMISED_MISS,
): { readonly low: number; readonly high: number } {
  const n = errors.length
  const rank = Math.min(n, Math.ceil((n + 1) * (1 - miss / 2)))
  return { low: Math.min(0, errors[n - rank] ?? 0), high: Math.max(0, errors[rank - 1] ?? 0) }
}

/**
 * The share to ask of the errors after `n` intervals of which `missed` did not hold what came: adaptive conformal inference
 * (Gibbs & Candès 2021), α ← α + γ(α* − missed). Only the counts matter, not the order.
 */
export function adaptedMiss(n: number, missed: number): number {
  const miss = PROMISED_MISS + STEP * (PROMISED_MISS * n - missed)
  return Math.min(MOST_MISS, Math.max(LEAST_MISS, miss))
}
