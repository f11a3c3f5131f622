// Which kind of day and which hour of it an instant falls in, by the city's calendar. Knows nothing of values.
import { HOUR_MS, MINUTE_MS, cityDate, cityDay, isWorkday } from '../clock/calendar.ts'
import type { Calendar } from '../clock/types.ts'
import type { DayKind } from './types.ts'

/** The city's clock as a baseline sees it. Instants are epoch ms. */
export interface CityHours {
  readonly utcOffsetMinutes: number
  readonly dayKindOf: (at: number) => DayKind
}

const KINDS: readonly DayKind[] = ['mon', 'mon', 'tue', 'wed', 'thu', 'fri', 'fri']
const HOURS_PER_DAY = 24

/** Not worked: a day of rest or a statutory holiday. */
export const isFree = (kind: DayKind): boolean => kind === 'rest' || kind === 'holiday'

/** Hour of the city's day, 0–23. */
export function hourOfDay(at: number, utcOffsetMinutes: number): number {
  const hours = Math.floor((at + utcOffsetMinutes * MINUTE_MS) / HOUR_MS)
  return ((hours % HOURS_PER_DAY) + HOURS_PER_DAY) % HOURS_PER_DAY
}

/**
 * Kinds of days by a calendar. A weekend day worked in exchange (调休) is a working day: a Saturday ends its week as a Friday
 * does, a Sunday begins one as a Monday does. Days beyond the published calendar go by their weekday alone.
 */
export function cityHours(cal: Calendar): CityHours {
  const holidays = new Set(cal.holidays)
  const known = new Map<number, DayKind>()
  return {
    utcOffsetMinutes: cal.utcOffsetMinutes,
    dayKindOf(at) {
      const day = cityDay(at, cal)
      const before = known.get(day)
      if (before !== undefined) return before
      const date = cityDate(at, cal)
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
      const kind = holidays.has(date) ? 'holiday' : isWorkday(date, cal) ? (KINDS[weekday] ?? 'mon') : 'rest'
      known.set(day, kind)
      return kind
    },
  }
}
