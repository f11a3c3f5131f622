// Where the earlier time lies that is drawn behind the present one. Knows no store: the past days of rain are given.
import { DAY_MS, cityDay } from '../clock/calendar.ts'
import type { GhostKind, HourPoint } from './types.ts'

/**
 * How much earlier, ms. Last year is 52 weeks ago: of the days with the same weekday the one nearest to the date a year before,
 * leap year or not.
 */
const EARLIER_MS: Readonly<Record<Exclude<GhostKind, 'lastStorm'>, number>> = {
  yesterday: DAY_MS,
  lastWeek: 7 * DAY_MS,
  lastYear: 364 * DAY_MS,
}

/** Start of the earlier span that goes with one that starts at `from`, epoch ms. */
export const ghostFrom = (kind: Exclude<GhostKind, 'lastStorm'>, from: number): number => from - EARLIER_MS[kind]

/**
 * City day number of the latest storm before the city day `before`: of the last run of days on which an hour reached `limit`,
 * the day with the greatest hour. undefined: there was none.
 */
export function stormDay(
  hours: Iterable<HourPoint>,
  limit: number,
  before: number,
  utcOffsetMinutes: number,
): number | undefined {
  const greatest = new Map<number, number>()
  for (const { at, value } of hours) {
    const day = cityDay(at, { utcOffsetMinutes })
    if (day < before && value >= limit) greatest.set(day, Math.max(greatest.get(day) ?? -Infinity, value))
  }
  let best = Math.max(...greatest.keys())
  if (!Number.isFinite(best)) return undefined
  for (let day = best; greatest.has(day); day -= 1) if ((greatest.get(day) ?? 0) > (greatest.get(best) ?? 0)) best = day
  return best
}

/**
 * Start of the earlier span that lays a storm's day under the last day of `from`–`to` (epoch ms, `to` not included), clock on
 * clock.
 */
export function stormFrom(storm: number, from: number, to: number, utcOffsetMinutes: number): number {
  return from - (cityDay(to - 1, { utcOffsetMinutes }) - storm) * DAY_MS
}
