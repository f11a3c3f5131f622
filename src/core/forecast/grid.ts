// Hours in a row without holes in the counting: a place for each hour, NaN where nothing is known. Bridges what is short.
import { HOUR_MS } from '../clock/calendar.ts'
import type { HourPoint } from '../normal/types.ts'

/** Inner gaps up to this many hours are bridged in a straight line; a longer one stays a gap: nobody knows what was in it. */
export const BRIDGED_HOURS = 2

export interface HourGrid {
  /** Start of the first hour, epoch ms. */
  readonly from: number
  /** NaN: unknown. */
  readonly values: Float64Array
  /** Hours with a value of their own, before bridging. */
  readonly known: number
}

/** Points in any order onto a grid; an hour given twice counts as it came last. `to`: no later hour than that (start, epoch ms). */
export function toGrid(points: Iterable<HourPoint>, to: number = Infinity): HourGrid {
  const byHour = new Map<number, number>()
  let [first, last] = [Infinity, -Infinity]
  for (const { at, value } of points) {
    const hour = Math.floor(at / HOUR_MS)
    if (hour * HOUR_MS > to || !Number.isFinite(value)) continue
    byHour.set(hour, value)
    first = Math.min(first, hour)
    last = Math.max(last, hour)
  }
  if (byHour.size === 0) return { from: 0, values: new Float64Array(0), known: 0 }
  const values = new Float64Array(last - first + 1).fill(Number.NaN)
  for (const [hour, value] of byHour) values[hour - first] = value
  return { from: first * HOUR_MS, values: bridge(values), known: byHour.size }
}

function bridge(values: Float64Array): Float64Array {
  let before = 0
  for (let i = 1; i < values.length; i += 1) {
    const here = values[i] ?? Number.NaN
    if (Number.isNaN(here)) continue
    const gap = i - before - 1
    const start = values[before] ?? here
    if (gap > 0 && gap <= BRIDGED_HOURS)
      for (let k = 1; k <= gap; k += 1) values[before + k] = start + ((here - start) * k) / (gap + 1)
    before = i
  }
  return values
}
