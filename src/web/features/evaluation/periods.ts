// Periods as days of the city, `YYYY-MM-DD`, for the address and for names; where they begin is core's to say. Pure.
import { periodSpan } from '../../../core/evaluate/periods.ts'
import type { Period } from '../../../wire/evaluation.ts'

const DAY_MS = 86_400_000
/** Days have no zone: they are counted at midnight UTC, whatever the city's own midnight is. */
export const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A day there is: 2026-02-30 is none. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayMs(text)) && dayOf(dayMs(text)) === text

/** First day of the period `n` after the one that holds `day` (before it, where `n` is negative). */
export const beginOf = (period: Period, day: string, n = 0): string =>
  dayOf(periodSpan(period, day, { utcOffsetMinutes: 0 }, n).from)

/** Last day of the period that holds `day`. */
export const endOf = (period: Period, day: string): string => dayOf(dayMs(beginOf(period, day, 1)) - DAY_MS)

/** Week of the year by ISO 8601: the year is that of the week's Thursday. */
export function weekOf(day: string): { readonly year: number; readonly week: number } {
  const monday = dayMs(beginOf('week', day))
  const thursday = new Date(monday + 3 * DAY_MS)
  const year = thursday.getUTCFullYear()
  return { year, week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) }
}

/** 1 to 4. */
export const quarterOf = (day: string): number => Math.floor(new Date(dayMs(day)).getUTCMonth() / 3) + 1

/** How many periods a trend looks back on, itself included: two weeks, a quarter, a year, two years, five years. */
export const TREND_LENGTH: Readonly<Record<Period, number>> = { day: 14, week: 13, month: 12, quarter: 8, year: 5 }
