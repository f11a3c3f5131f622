// Deadlines by unit: tables across holidays, exchange days and the edges of sessions, then the laws they obey.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, dueAt, limitMs, usedMs } from '../../../src/core/clock/limit.ts'
import type { LimitUnit } from '../../../src/core/clock/types.ts'
import { CALENDAR_2026 as cal, at, local } from './fixtures.ts'

describe('dueAt', () => {
  it.each<[LimitUnit, string, number, string, string]>([
    ['urgentHour', '2026-09-30 23:00', 2, '2026-10-01 01:00', 'runs through the night and the holiday'],
    ['urgentHour', '2026-10-17 10:00', 0.5, '2026-10-17 10:30', 'runs on a Saturday'],
    ['naturalDay', '2026-02-14 15:00', 5, '2026-02-19 15:00', 'runs through 春节'],
    ['workHour', '2026-10-13 11:00', 4, '2026-10-13 17:00', 'stops over noon'],
    ['workHour', '2026-10-13 12:30', 2, '2026-10-13 16:00', 'starts at noon: begins at two'],
    ['workHour', '2026-10-13 07:00', 8, '2026-10-13 18:00', 'starts before work: a whole day'],
    ['workHour', '2026-10-13 10:00', 2, '2026-10-13 12:00', 'ends with the session, not with the next one’s start'],
    ['workHour', '2026-10-13 12:00', 1, '2026-10-13 15:00', 'starts exactly when the session ends'],
    ['workHour', '2026-10-13 08:00', 1, '2026-10-13 09:00', 'starts exactly when the session begins'],
    ['workHour', '2026-10-13 18:00', 1, '2026-10-14 09:00', 'starts exactly when the day ends'],
    ['workHour', '2026-10-13 11:45', 0.5, '2026-10-13 14:15', 'a fraction split by noon'],
    ['workHour', '2026-10-17 10:00', 4, '2026-10-19 12:00', 'starts on a Saturday'],
    ['workHour', '2026-02-13 17:00', 2, '2026-02-14 09:00', 'into a Saturday worked in exchange'],
    ['workHour', '2026-02-14 17:00', 2, '2026-02-24 09:00', 'across 春节'],
    ['workHour', '2026-09-30 16:00', 4, '2026-10-08 10:00', 'across 国庆'],
    ['workDay', '2026-10-13 15:00', 1, '2026-10-14 15:00', 'same time of the next working day'],
    ['workDay', '2026-10-16 15:00', 1, '2026-10-19 15:00', 'over the weekend'],
    ['workDay', '2026-02-13 15:00', 1, '2026-02-14 15:00', 'into a Saturday worked in exchange'],
    ['workDay', '2026-02-13 15:00', 2, '2026-02-24 15:00', 'across 春节'],
    ['workDay', '2026-09-30 15:00', 3, '2026-10-10 15:00', 'across 国庆 to a Saturday worked in exchange'],
    ['workDay', '2026-10-10 15:00', 1, '2026-10-12 15:00', 'from it over one Sunday'],
    ['workDay', '2026-02-17 10:00', 1, '2026-02-25 00:00', 'given in the holiday: ends with the first working day'],
    ['workDay', '2026-10-11 09:00', 2, '2026-10-14 00:00', 'given on a Sunday: ends with the second working day'],
    ['workDay', '2026-10-12 00:00', 1, '2026-10-13 00:00', 'given at midnight: that whole day'],
    ['workDay', '2026-10-16 15:00', 0.5, '2026-10-19 03:00', 'half a day is twelve hours of working days'],
    ['workDay', '2026-09-18 09:00', 15, '2026-10-15 09:00', 'fifteen days across 中秋, 国庆 and two exchange days'],
  ])('%s from %s, %s → %s (%s)', (unit, from, amount, due) => {
    expect(local(dueAt(at(from), { amount, unit }, cal))).toBe(due)
  })
})

const units: LimitUnit[] = ['urgentHour', 'workHour', 'workDay', 'naturalDay']
const unit = fc.constantFrom(...units)
const instant = fc.integer({ min: at('2026-01-20 00:00'), max: at('2026-10-20 00:00') })
const amount = fc.integer({ min: 1, max: 120 }).map((quarters) => quarters / 4)

describe('laws', () => {
  it('a later start never ends earlier, nor does a larger amount', () => {
    fc.assert(
      fc.property(unit, instant, fc.nat(9e8), amount, amount, (u, start, later, a, b) => {
        const due = dueAt(start, { amount: a, unit: u }, cal)
        expect(due).toBeGreaterThan(start)
        expect(dueAt(start + later, { amount: a, unit: u }, cal)).toBeGreaterThanOrEqual(due)
        expect(dueAt(start, { amount: a + b, unit: u }, cal)).toBeGreaterThanOrEqual(due)
      }),
      { numRuns: 300 },
    )
  })

  it('exactly the limit is used at the deadline, and less a moment before', () => {
    fc.assert(
      fc.property(unit, instant, amount, (u, start, a) => {
        const due = dueAt(start, { amount: a, unit: u }, cal)
        expect(usedMs(start, due, u, cal)).toBe(limitMs({ amount: a, unit: u }))
        expect(usedMs(start, due - 1, u, cal)).toBe(limitMs({ amount: a, unit: u }) - 1)
      }),
      { numRuns: 300 },
    )
  })

  it('time used adds up over pieces, and laying in pieces is laying at once', () => {
    fc.assert(
      fc.property(unit, instant, fc.nat(9e8), fc.nat(9e8), (u, start, first, second) => {
        const mid = start + first
        const end = mid + second
        expect(usedMs(start, mid, u, cal) + usedMs(mid, end, u, cal)).toBe(usedMs(start, end, u, cal))
        expect(advance(advance(start, first, u, cal), second, u, cal)).toBe(advance(start, first + second, u, cal))
      }),
      { numRuns: 300 },
    )
  })

  it('no time is used backwards', () => {
    expect(usedMs(at('2026-10-13 10:00'), at('2026-10-13 09:00'), 'workHour', cal)).toBe(0)
  })
})
