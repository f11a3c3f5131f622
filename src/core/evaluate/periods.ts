// Periods of evaluation 考核周期 in city time: a day, a week from Monday, a month, a quarter, a year.
import { DAY_MS, cityDate, daySpan } from '../clock/calendar.ts'
import type { Calendar } from '../clock/types.ts'

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year'
type Zone = Pick<Calendar, 'utcOffsetMinutes'>

/** Months of a period that is made of months. */
const MONTHS: Readonly<Partial<Record<PeriodKind, number>>> = { month: 1, quarter: 3, year: 12 }

const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10)

/**
 * The instants [from, to) of the period that holds a city date (`YYYY-MM-DD`), or of the one so many periods later
 * (`step` below 0: earlier).
 */
export function periodSpan(kind: PeriodKind, date: string, zone: Zone, step = 0): { from: number; to: number } {
  const day = Date.parse(`${date}T00:00:00Z`)
  const months = MONTHS[kind]
  const begins = (k: number): string => {
    if (months !== undefined) {
      const at = new Date(day)
      const month = Math.floor(at.getUTCMonth() / months) * months + k * months
      return isoDate(Date.UTC(at.getUTCFullYear(), month, 1))
    }
    if (kind === 'day') return isoDate(day + k * DAY_MS)
    const sinceMonday = (new Date(day).getUTCDay() + 6) % 7
    return isoDate(day + (k * 7 - sinceMonday) * DAY_MS)
  }
  return { from: daySpan(begins(step), zone).from, to: daySpan(begins(step + 1), zone).from }
}

/** The last city date of a span. */
export const lastDateOf = ({ to }: { readonly to: number }, zone: Zone): string => cityDate(to - 1, zone)
