// From hourly means to the daily figures of HJ 633: 24-h means, and the daily maximum 8-h mean of ozone.
import type { Pollutant } from './table.ts'

/** 24-h mean: at least 20 hourly means (GB 3095 table 4, from memory: mem). */
export const DAY_NEEDS_HOURS = 20
/** 8-h mean: at least 6 of its 8 hourly means (GB 3095 table 4: mem). */
export const EIGHT_HOURS_NEED = 6
/** Of the 17 eight-hour means within 24 hours at least 14 (HJ 663 table 1: mem) … */
export const MDA8_NEEDS_MEANS = 14
/** … unless the greatest is above the class 2 limit already, µg/m³: more hours could not bring it back within (HJ 663: mem). */
const MDA8_LIMIT = 160

type Hours = readonly (number | undefined)[]

/** Mean of the known hours (undefined or not finite: unknown) when at least `needed` are known. */
export function meanOfHours(hours: Hours, needed: number): number | undefined {
  let sum = 0
  let n = 0
  for (const value of hours)
    if (value !== undefined && Number.isFinite(value)) {
      sum += value
      n++
    }
  return n < needed || n === 0 ? undefined : sum / n
}

/** 24-h mean of 24 hourly means. */
export const dayMeanOf = (hours: Hours): number | undefined => meanOfHours(hours, DAY_NEEDS_HOURS)

/** Greatest of the 8-h running means that lie whole within the 24 hours; undefined when too few of them are valid. */
export function mda8Of(hours: Hours): number | undefined {
  let greatest: number | undefined
  let valid = 0
  for (let end = 8; end <= hours.length; end++) {
    const mean = meanOfHours(hours.slice(end - 8, end), EIGHT_HOURS_NEED)
    if (mean === undefined) continue
    valid++
    greatest = greatest === undefined ? mean : Math.max(greatest, mean)
  }
  return valid >= MDA8_NEEDS_MEANS || (greatest !== undefined && greatest > MDA8_LIMIT) ? greatest : undefined
}

/** The concentration the daily index counts with, from the last 24 full hours, oldest first. */
export const dailyOf = (pollutant: Pollutant, hours: Hours): number | undefined =>
  pollutant === 'o3' ? mda8Of(hours) : dayMeanOf(hours)
