// City days and the working time inside them. Knows nothing of limits or cases.
import type { Calendar } from './types.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Number of the city day an instant falls in, counted from 1970-01-01 in city time. */
export function cityDay(at: number, cal: Pick<Calendar, 'utcOffsetMinutes'>): number {
  return Math.floor((at + cal.utcOffsetMinutes * MINUTE_MS) / DAY_MS)
}

/** Instant (epoch ms) at which a city day begins. */
export function dayStart(day: number, cal: Pick<Calendar, 'utcOffsetMinutes'>): number {
  return day * DAY_MS - cal.utcOffsetMinutes * MINUTE_MS
}

/** `YYYY-MM-DD` of a city day. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** City date of an instant, `YYYY-MM-DD`. */
export function cityDate(at: number, cal: Pick<Calendar, 'utcOffsetMinutes'>): string {
  return dateOfDay(cityDay(at, cal))
}

/** The instants [from, to) that a city date `YYYY-MM-DD` covers. */
export function daySpan(date: string, cal: Pick<Calendar, 'utcOffsetMinutes'>): { from: number; to: number } {
  const from = dayStart(Date.parse(`${date}T00:00:00Z`) / DAY_MS, cal)
  return { from, to: from + DAY_MS }
}

/** Whether the calendar's holidays and 调休 days were published for this date; outside, weekends alone count. */
export function isKnownDate(date: string, cal: Calendar): boolean {
  return date >= cal.knownFrom && date <= cal.knownTo
}

interface Prepared {
  readonly off: ReadonlySet<string>
  readonly on: ReadonlySet<string>
  /** Sessions in ms of the day, sorted and merged. */
  readonly sessions: readonly (readonly [number, number])[]
}

// Calendars are loaded once and asked millions of times; the answer depends on nothing but the calendar.
const prepared = new WeakMap<Calendar, Prepared>()

function prepare(cal: Calendar): Prepared {
  const known = prepared.get(cal)
  if (known) return known
  const sessions: [number, number][] = []
  for (const [from, to] of [...cal.sessions].sort((a, b) => a[0] - b[0])) {
    if (!(from >= 0 && to > from && to <= 1440))
      throw new RangeError(`working session ${from}–${to} is not inside a day`)
    const last = sessions.at(-1)
    if (last && from * MINUTE_MS <= last[1]) last[1] = Math.max(last[1], to * MINUTE_MS)
    else sessions.push([from * MINUTE_MS, to * MINUTE_MS])
  }
  if (sessions.length === 0) throw new RangeError('the work calendar has no working session')
  const made: Prepared = { off: new Set(cal.holidays), on: new Set(cal.workdays), sessions }
  prepared.set(cal, made)
  return made
}

/**
 * Whether a city date is worked: a statutory holiday never is, a 调休 day always is, otherwise Monday to Friday.
 * A date listed as both counts as a holiday.
 */
export function isWorkday(date: string, cal: Calendar): boolean {
  const { off, on } = prepare(cal)
  if (off.has(date)) return false
  if (on.has(date)) return true
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

const WHOLE_DAY: readonly (readonly [number, number])[] = [[0, DAY_MS]]

/** Working spans of one city day as instants: its sessions, or the whole day; empty when it is not worked. */
export function workingSpans(day: number, whole: boolean, cal: Calendar): (readonly [number, number])[] {
  if (!isWorkday(dateOfDay(day), cal)) return []
  const start = dayStart(day, cal)
  return (whole ? WHOLE_DAY : prepare(cal).sessions).map(([from, to]) => [start + from, start + to] as const)
}
