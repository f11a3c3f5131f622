// A year of the work calendar as a grid: what each day is, and what a press makes of it. Pure; dates are `YYYY-MM-DD`.
import type { Calendar } from '../../../core/clock/types.ts'

/** `off`: statutory day off. `work`: a weekend day worked in exchange. `rest`: a plain weekend. `plain`: a plain weekday. */
export type DayKind = 'plain' | 'rest' | 'off' | 'work'
export interface Day {
  readonly date: string
  readonly day: number
  readonly kind: DayKind
  /** Inside the span for which the calendar knows the holidays. */
  readonly known: boolean
}
export interface Month {
  readonly month: number
  /** Empty places before the first: weeks begin on Monday. */
  readonly before: number
  readonly days: readonly Day[]
}

type Days = Pick<Calendar, 'holidays' | 'workdays' | 'knownFrom' | 'knownTo'>
const two = (n: number): string => String(n).padStart(2, '0')
/** Monday 0 … Sunday 6. */
const weekday = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
const isWeekend = (date: string): boolean => weekday(date) >= 5

export function kindOf(date: string, holidays: ReadonlySet<string>, workdays: ReadonlySet<string>): DayKind {
  if (holidays.has(date)) return 'off'
  if (workdays.has(date)) return 'work'
  return isWeekend(date) ? 'rest' : 'plain'
}

export function yearOf(calendar: Days, year: number): Month[] {
  const holidays = new Set(calendar.holidays)
  const workdays = new Set(calendar.workdays)
  return Array.from({ length: 12 }, (_, m) => {
    const length = new Date(Date.UTC(year, m + 1, 0)).getUTCDate()
    const days = Array.from({ length }, (_d, d): Day => {
      const date = `${year}-${two(m + 1)}-${two(d + 1)}`
      return {
        date,
        day: d + 1,
        kind: kindOf(date, holidays, workdays),
        known: date >= calendar.knownFrom && date <= calendar.knownTo,
      }
    })
    return { month: m + 1, before: weekday(`${year}-${two(m + 1)}-01`), days }
  })
}

const without = (dates: readonly string[], date: string): string[] => dates.filter((d) => d !== date)
const withDate = (dates: readonly string[], date: string): string[] => [...without(dates, date), date].sort()

/** A weekday turns between plain and off; a weekend day goes rest → worked → off → rest. */
export function pressed(calendar: Days, date: string): Pick<Calendar, 'holidays' | 'workdays'> {
  const { holidays, workdays } = calendar
  const kind = kindOf(date, new Set(holidays), new Set(workdays))
  switch (kind) {
    case 'plain':
      return { holidays: withDate(holidays, date), workdays }
    case 'rest':
      return { holidays, workdays: withDate(workdays, date) }
    case 'work':
      return isWeekend(date)
        ? { holidays: withDate(holidays, date), workdays: without(workdays, date) }
        : { holidays, workdays: without(workdays, date) }
    case 'off':
      return { holidays: without(holidays, date), workdays: without(workdays, date) }
  }
}

/** The date some days away, for the arrow keys. */
export const moved = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Years that the calendar speaks of, and one more to go on with; while its span is being typed, the year of `today`. */
export function yearsOf(calendar: Days, today: string): number[] {
  const from = Number(calendar.knownFrom.slice(0, 4))
  const to = Number(calendar.knownTo.slice(0, 4)) + 1
  if (from < 1900 || to > 2200 || to < from || to - from > 50) return [Number(today.slice(0, 4))]
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
/** `HH:MM` to minutes of the day; undefined when it is no time. */
export function minutesOf(time: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
}
