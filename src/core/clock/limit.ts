// From a limit to a deadline and back. One measure per unit; every other question is asked of that measure.
import { DAY_MS, HOUR_MS, cityDay, workingSpans } from './calendar.ts'
import type { Calendar, Limit, LimitUnit } from './types.ts'

/**
 * What counts, and how much of it makes one unit.
 * - `urgentHour` 紧急工作时: every hour, nights and holidays too.
 * - `naturalDay` 自然日: 24 h of every day.
 * - `workHour` 工作时: hours inside working sessions of working days.
 * - `workDay` 工作日: 24 h of working days. So n working days given at 15:00 end at 15:00, n working days later;
 *   given on a day off they begin with the next working day and end with the n-th one, at its midnight.
 */
const MEASURE: Record<LimitUnit, { counts: 'always' | 'sessions' | 'workdays'; unitMs: number }> = {
  urgentHour: { counts: 'always', unitMs: HOUR_MS },
  workHour: { counts: 'sessions', unitMs: HOUR_MS },
  workDay: { counts: 'workdays', unitMs: DAY_MS },
  naturalDay: { counts: 'always', unitMs: DAY_MS },
}

/** A limit in ms of its own unit's time (a work day is 24 h of working-day time). */
export function limitMs(limit: Limit): number {
  return Math.round(limit.amount * MEASURE[limit.unit].unitMs)
}

/** How much of the unit's own time lies between two instants, ms; 0 when `to` is not after `from`. */
export function usedMs(from: number, to: number, unit: LimitUnit, cal: Calendar): number {
  if (to <= from) return 0
  const { counts } = MEASURE[unit]
  if (counts === 'always') return to - from
  let used = 0
  for (let day = cityDay(from, cal); day <= cityDay(to, cal); day++)
    for (const [start, end] of workingSpans(day, counts === 'workdays', cal))
      used += Math.max(0, Math.min(end, to) - Math.max(start, from))
  return used
}

/**
 * The earliest instant by which `ms` of the unit's own time have passed since `from`.
 * So a span that ends with a session ends at that session's end, not at the next one's beginning.
 */
export function advance(from: number, ms: number, unit: LimitUnit, cal: Calendar): number {
  if (ms <= 0) return from
  const { counts } = MEASURE[unit]
  if (counts === 'always') return from + ms
  let left = ms
  for (let day = cityDay(from, cal); ; day++)
    for (const [start, end] of workingSpans(day, counts === 'workdays', cal)) {
      const begin = Math.max(start, from)
      if (end <= begin) continue
      if (left <= end - begin) return begin + left
      left -= end - begin
    }
}

/** Deadline (epoch ms) of a limit that starts at `startAt`. An act exactly at the deadline is on time. */
export function dueAt(startAt: number, limit: Limit, cal: Calendar): number {
  return advance(startAt, limitMs(limit), limit.unit, cal)
}
