// A work calendar to test with: China 2026 as published by the State Council, eight working hours a day.
import type { Calendar } from '../../../src/core/clock/types.ts'

const days = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `2026-${month}-${String(from + i).padStart(2, '0')}`)

export const CALENDAR_2026: Calendar = {
  utcOffsetMinutes: 480,
  sessions: [
    [480, 720],
    [840, 1080],
  ],
  holidays: [
    ...days('01', 1, 3),
    ...days('02', 15, 23),
    ...days('04', 4, 6),
    ...days('05', 1, 5),
    ...days('06', 19, 21),
    ...days('09', 25, 27),
    ...days('10', 1, 7),
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  knownFrom: '2026-01-01',
  knownTo: '2026-12-31',
}

/** Instant of a wall-clock time in the city, `2026-02-13 15:00`. */
export const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)

/** Wall-clock time of an instant, to the minute. */
export const local = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
