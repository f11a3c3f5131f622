// A clock's life: near due, overdue, paused over a holiday, extended, stopped.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockStatus,
  extendClock,
  isRunning,
  pauseClock,
  remainingMs,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/core/clock/clock.ts'
import type { Clock, Limit, LimitUnit } from '../../../src/core/clock/types.ts'
import { CALENDAR_2026 as cal, at, local } from './fixtures.ts'

const handle = (limit: Limit, from: string): Clock => startClock('handle', limit, at(from), cal)
const HOUR = 3_600_000

describe('near due', () => {
  it.each<[Limit, string, string, string]>([
    [{ amount: 10, unit: 'urgentHour' }, '2026-10-17 20:00', '2026-10-18 04:00', '2026-10-18 06:00'],
    [{ amount: 5, unit: 'workHour' }, '2026-10-13 10:00', '2026-10-13 16:00', '2026-10-13 17:00'],
    [{ amount: 5, unit: 'workDay' }, '2026-10-13 15:00', '2026-10-19 15:00', '2026-10-20 15:00'],
    [{ amount: 5, unit: 'naturalDay' }, '2026-10-01 09:00', '2026-10-05 09:00', '2026-10-06 09:00'],
  ])('%o from %s warns at %s, is due at %s', (limit, from, warn, due) => {
    const clock = handle(limit, from)
    expect([local(clock.warnAt), local(clock.dueAt)]).toEqual([warn, due])
  })
})

describe('status', () => {
  const clock = handle({ amount: 5, unit: 'workHour' }, '2026-10-13 10:00')
  it.each([
    ['2026-10-13 15:59', 'running'],
    ['2026-10-13 16:00', 'nearDue'],
    ['2026-10-13 17:00', 'nearDue'],
    ['2026-10-13 17:01', 'overdue'],
  ])('at %s: %s', (now, status) => {
    expect(clockStatus(clock, at(now))).toBe(status)
    expect(isRunning(clock)).toBe(true)
  })

  it('stopped at the deadline is on time, a minute later is late, and stays what it was', () => {
    const onTime = stopClock(clock, at('2026-10-13 17:00'))
    expect(clockStatus(onTime, at('2026-10-20 00:00'))).toBe('metOnTime')
    expect(clockStatus(stopClock(clock, at('2026-10-13 17:01')), at('2026-10-13 17:01'))).toBe('metLate')
    expect(stopClock(onTime, at('2026-10-20 00:00'))).toBe(onTime)
    expect(isRunning(onTime)).toBe(false)
  })

  it('paused before the deadline and stopped long after is still on time', () => {
    const stopped = stopClock(pauseClock(clock, at('2026-10-13 11:00'), cal), at('2026-10-30 11:00'))
    expect(clockStatus(stopped, at('2026-10-31 00:00'))).toBe('metOnTime')
  })
})

describe('pause and resume', () => {
  it('lays what was left over the calendar again, holiday and all', () => {
    const clock = handle({ amount: 8, unit: 'workHour' }, '2026-09-29 08:00')
    const paused = pauseClock(clock, at('2026-09-29 12:00'), cal)
    expect(clockStatus(paused, at('2026-09-30 12:00'))).toBe('paused')
    expect(remainingMs(paused, at('2026-10-05 12:00'), cal)).toBe(4 * HOUR)
    const resumed = resumeClock(paused, at('2026-10-03 00:00'), cal)
    expect([local(resumed.warnAt), local(resumed.dueAt)]).toEqual(['2026-10-08 10:24', '2026-10-08 12:00'])
    expect(resumed).not.toHaveProperty('pausedAt')
  })

  it('resumes near due when it was near due', () => {
    const paused = pauseClock(
      handle({ amount: 10, unit: 'urgentHour' }, '2026-10-13 00:00'),
      at('2026-10-13 09:00'),
      cal,
    )
    const resumed = resumeClock(paused, at('2026-10-20 00:00'), cal)
    expect(local(resumed.dueAt)).toBe('2026-10-20 01:00')
    expect(clockStatus(resumed, at('2026-10-20 00:00'))).toBe('nearDue')
  })

  it('does not wash off being late', () => {
    const clock = handle({ amount: 1, unit: 'urgentHour' }, '2026-10-13 00:00')
    const resumed = resumeClock(pauseClock(clock, at('2026-10-13 02:00'), cal), at('2026-10-20 00:00'), cal)
    expect(resumed).toEqual(clock)
    expect(clockStatus(resumed, at('2026-10-20 00:00'))).toBe('overdue')
  })

  it('leaves clocks alone that are not in the right state', () => {
    const clock = handle({ amount: 1, unit: 'urgentHour' }, '2026-10-13 00:00')
    const stopped = stopClock(clock, clock.startedAt)
    const paused = pauseClock(clock, clock.startedAt, cal)
    expect(pauseClock(stopped, 0, cal)).toBe(stopped)
    expect(pauseClock(paused, 0, cal)).toBe(paused)
    expect(resumeClock(clock, 0, cal)).toBe(clock)
    expect(extendClock(stopped, cal)).toBe(stopped)
    const both = stopClock(paused, clock.dueAt)
    expect(resumeClock(both, 0, cal)).toBe(both)
  })
})

describe('extension', () => {
  it('adds once the original limit to the current deadline, and again', () => {
    const once = extendClock(handle({ amount: 1, unit: 'workDay' }, '2026-09-29 15:00'), cal)
    expect([local(once.warnAt), local(once.dueAt)]).toEqual(['2026-10-08 10:12', '2026-10-08 15:00'])
    expect(local(extendClock(once, cal).dueAt)).toBe('2026-10-09 15:00')
    expect(once.limit).toEqual({ amount: 1, unit: 'workDay' })
  })
})

describe('laws', () => {
  const units: LimitUnit[] = ['urgentHour', 'workHour', 'workDay', 'naturalDay']
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 60 }).map((n) => n / 4),
    unit: fc.constantFrom(...units),
  })
  const start = fc.integer({ min: at('2026-01-20 00:00'), max: at('2026-10-20 00:00') })

  it('what remains never grows while the clock runs, and is the limit at the start', () => {
    fc.assert(
      fc.property(limit, start, fc.array(fc.nat(2e8), { maxLength: 12 }), (of, from, steps) => {
        const clock = startClock('handle', of, from, cal)
        expect(clock.warnAt).toBeLessThanOrEqual(clock.dueAt)
        let now = from
        let before = remainingMs(clock, now, cal)
        for (const step of steps) {
          now += step
          const left = remainingMs(clock, now, cal)
          expect(left).toBeLessThanOrEqual(before)
          if (clockStatus(clock, now) === 'overdue') expect(left).toBeLessThanOrEqual(0)
          else expect(left).toBeGreaterThanOrEqual(0)
          before = left
        }
      }),
      { numRuns: 200 },
    )
  })

  it('a pause neither gives nor takes time', () => {
    fc.assert(
      fc.property(limit, start, fc.nat(9e7), fc.nat(9e8), (of, from, run, stood) => {
        const clock = startClock('handle', of, from, cal)
        const left = remainingMs(clock, from + run, cal)
        fc.pre(left >= 0 && from + run <= clock.dueAt)
        const paused = pauseClock(clock, from + run, cal)
        expect(remainingMs(paused, from + run + stood, cal)).toBe(left)
        const resumed = resumeClock(paused, from + run + stood, cal)
        expect(remainingMs(resumed, from + run + stood, cal)).toBe(left)
      }),
      { numRuns: 200 },
    )
  })
})
