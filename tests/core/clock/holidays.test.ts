// Clocks across 春节 and 国庆 with their 调休 days, on the calendar that the city runs on (State Council notices for 2025 and 2026).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  clockStatus,
  extendClock,
  pauseClock,
  remainingMs,
  resumeClock,
  startClock,
  stopClock,
} from '../../../src/core/clock/clock.ts'
import type { Calendar, Clock, Escalation, Limit } from '../../../src/core/clock/types.ts'
import { at, local } from './fixtures.ts'

const file = new URL('../../../city/yangzhou/calendar.json', import.meta.url)
/** 08:30–12:00 and 14:00–18:00, so 7.5 working hours a day. */
const cal = JSON.parse(readFileSync(file, 'utf8')) as Calendar
/** Told to the chief two working hours after the deadline, supervised a working day after it. */
const escalation: Escalation = {
  chiefAfter: { amount: 2, unit: 'workHour' },
  superviseAfter: { amount: 1, unit: 'workDay' },
}
const HOUR = 3_600_000
const hours = (amount: number): Limit => ({ amount, unit: 'workHour' })
const days = (amount: number): Limit => ({ amount, unit: 'workDay' })
const urgent = (amount: number): Limit => ({ amount, unit: 'urgentHour' })
const natural = (amount: number): Limit => ({ amount, unit: 'naturalDay' })
const start = (limit: Limit, from: string): Clock => startClock('handle', limit, at(from), cal, escalation)
const said = (instant: number | undefined): string => (instant === undefined ? 'never' : local(instant))

describe('a limit and its escalation', () => {
  it.each<[string, Limit, string, string, string, string]>([
    // 2025 春节: 28 January (Tue) to 4 February (Tue); Sunday 26 January and Saturday 8 February are worked.
    ['调休 Sunday counts', hours(4), '2025-01-26 09:00', '2025-01-26 15:00', '2025-01-26 17:00', '2025-01-27 15:00'],
    ['over 春节 2025', days(2), '2025-01-27 15:00', '2025-02-06 15:00', '2025-02-06 17:00', '2025-02-07 15:00'],
    ['the eve, hours', hours(7.5), '2025-01-27 14:00', '2025-02-05 12:00', '2025-02-05 16:00', '2025-02-06 12:00'],
    ['调休 Saturday after', days(2), '2025-02-07 10:00', '2025-02-10 10:00', '2025-02-10 12:00', '2025-02-11 10:00'],
    ['Sunday after is off', hours(2), '2025-02-08 17:00', '2025-02-10 09:30', '2025-02-10 11:30', '2025-02-11 09:30'],
    [
      'an emergency does not wait',
      urgent(2),
      '2025-01-29 23:00',
      '2025-01-30 01:00',
      '2025-02-05 10:30',
      '2025-02-06 00:00',
    ],
    // 2025 国庆 and 中秋: 1 to 8 October; Sunday 28 September and Saturday 11 October are worked.
    ['over 国庆 2025', days(3), '2025-09-29 11:00', '2025-10-10 11:00', '2025-10-10 15:00', '2025-10-11 11:00'],
    ['调休 Sunday before', days(1), '2025-09-28 09:00', '2025-09-29 09:00', '2025-09-29 11:00', '2025-09-30 09:00'],
    // 2026 春节: 15 to 23 February; Saturdays 14 and 28 February are worked.
    ['over 春节 2026', days(1), '2026-02-14 16:00', '2026-02-24 16:00', '2026-02-24 18:00', '2026-02-25 16:00'],
    ['hours over 春节 2026', hours(3), '2026-02-14 16:00', '2026-02-24 09:30', '2026-02-24 11:30', '2026-02-25 09:30'],
    [
      'natural days run through',
      natural(5),
      '2026-02-16 09:00',
      '2026-02-21 09:00',
      '2026-02-24 10:30',
      '2026-02-25 00:00',
    ],
    ['to the 调休 Saturday', days(1), '2026-02-27 15:00', '2026-02-28 15:00', '2026-02-28 17:00', '2026-03-02 15:00'],
    // 2026 国庆: 1 to 7 October; Sunday 20 September and Saturday 10 October are worked. 中秋: 25 to 27 September.
    [
      'over 中秋 and 国庆 2026',
      days(4),
      '2026-09-24 09:00',
      '2026-10-08 09:00',
      '2026-10-08 11:00',
      '2026-10-09 09:00',
    ],
    [
      'into 调休 10 October',
      hours(7.5),
      '2026-10-09 14:00',
      '2026-10-10 12:00',
      '2026-10-10 16:00',
      '2026-10-12 12:00',
    ],
  ])('%s: %o from %s', (_, limit, from, due, chief, supervise) => {
    const clock = start(limit, from)
    expect([said(clock.dueAt), said(clock.chiefAt), said(clock.superviseAt)]).toEqual([due, chief, supervise])
  })

  it('belongs to the clock of a stage; the total clock calls nobody, nor does one started without it', () => {
    const from = at('2026-02-14 16:00')
    expect(startClock('total', days(1), from, cal, escalation)).not.toHaveProperty('chiefAt')
    expect(startClock('handle', days(1), from, cal)).not.toHaveProperty('superviseAt')
  })
})

describe('a pause', () => {
  it.each<[string, Limit, string, string, string, number, string, string, string]>([
    [
      'before 春节, ended in it',
      hours(15),
      '2026-02-13 08:30',
      '2026-02-14 12:00',
      '2026-02-18 10:00',
      4,
      '2026-02-24 14:30',
      '2026-02-24 16:30',
      '2026-02-25 14:30',
    ],
    [
      'over 国庆, ended on the 调休 Saturday',
      days(2),
      '2025-09-30 12:00',
      '2025-09-30 18:00',
      '2025-10-11 09:00',
      42,
      '2025-10-14 03:00',
      '2025-10-14 10:30',
      '2025-10-15 03:00',
    ],
    [
      'from one 调休 day to the other',
      hours(7.5),
      '2025-01-26 08:30',
      '2025-01-26 12:00',
      '2025-02-08 14:00',
      4,
      '2025-02-08 18:00',
      '2025-02-10 10:30',
      '2025-02-10 18:00',
    ],
  ])('%s', (_, limit, from, pausedAt, resumedAt, left, due, chief, supervise) => {
    const paused = pauseClock(start(limit, from), at(pausedAt), cal)
    expect(paused.leftMs).toBe(left * HOUR)
    const resumed = resumeClock(paused, at(resumedAt), cal, escalation)
    expect(remainingMs(resumed, at(resumedAt), cal)).toBe(left * HOUR)
    expect([said(resumed.dueAt), said(resumed.chiefAt), said(resumed.superviseAt)]).toEqual([due, chief, supervise])
    expect(resumed).not.toHaveProperty('leftMs')
  })

  it.each<[string, string, number, string, string]>([
    ['before the chief was told', '2026-02-13 15:00', -3, '2026-02-24 09:30', '2026-02-24 21:00'],
    ['after the chief was told', '2026-02-13 17:00', -5, '2026-02-13 16:00', '2026-02-24 19:00'],
  ])('when overdue, %s: late stays late, what had not come is as far away', (_, pausedAt, left, chief, supervise) => {
    const clock = start(urgent(2), '2026-02-13 10:00')
    expect([said(clock.chiefAt), said(clock.superviseAt)]).toEqual(['2026-02-13 16:00', '2026-02-14 12:00'])
    const paused = pauseClock(clock, at(pausedAt), cal)
    expect(paused.leftMs).toBe(left * HOUR)
    const resumed = resumeClock(paused, at('2026-02-20 10:00'), cal, escalation)
    expect([said(resumed.dueAt), said(resumed.chiefAt), said(resumed.superviseAt)]).toEqual([
      '2026-02-13 12:00',
      chief,
      supervise,
    ])
    expect(clockStatus(resumed, at('2026-02-20 10:00'))).toBe('overdue')
  })

  it('stopped for good is judged as of its beginning', () => {
    const clock = start(hours(4), '2026-02-14 09:00')
    const inTime = stopClock(pauseClock(clock, clock.dueAt, cal), at('2026-03-10 09:00'))
    const late = stopClock(pauseClock(clock, clock.dueAt + 1, cal), at('2026-03-10 09:00'))
    expect([inTime, late].map((one) => clockStatus(one, at('2026-04-01 09:00')))).toEqual(['metOnTime', 'metLate'])
    expect(remainingMs(inTime, at('2026-04-01 09:00'), cal)).toBe(0)
  })
})

describe('an extension', () => {
  it.each<[Limit, string, string, string, string, string]>([
    [days(1), '2025-01-27 15:00', '2025-02-06 10:12', '2025-02-06 15:00', '2025-02-06 17:00', '2025-02-07 15:00'],
    [hours(4), '2026-02-14 16:00', '2026-02-24 15:42', '2026-02-24 16:30', '2026-02-25 09:00', '2026-02-25 16:30'],
    [natural(5), '2026-02-12 09:00', '2026-02-21 09:00', '2026-02-22 09:00', '2026-02-24 10:30', '2026-02-25 00:00'],
  ])('of %o from %s', (limit, from, warn, due, chief, supervise) => {
    const { warnAt, dueAt, chiefAt, superviseAt } = extendClock(start(limit, from), cal, escalation)
    expect([warnAt, dueAt, chiefAt, superviseAt].map(said)).toEqual([warn, due, chief, supervise])
  })

  it('of a clock that stands adds to what is left', () => {
    const paused = pauseClock(start(hours(4), '2026-02-14 09:00'), at('2026-02-14 10:00'), cal)
    expect(remainingMs(extendClock(paused, cal, escalation), at('2026-02-24 09:00'), cal)).toBe(7 * HOUR)
  })
})

describe('a change of calendar', () => {
  // Decided while a case stands suspended: shorter days, and the Wednesday after 春节 off.
  const changed: Calendar = { ...cal, sessions: [[540, 720]], holidays: [...cal.holidays, '2026-02-25', '2026-02-13'] }
  const clock = start(hours(15), '2026-02-13 08:30')

  it('leaves a running deadline where it was laid', () => {
    expect(clockStatus(clock, clock.dueAt)).toBe('nearDue')
    expect(clockStatus(clock, clock.dueAt + 1)).toBe('overdue')
    expect(said(clock.dueAt)).toBe('2026-02-14 18:00')
  })

  it('changes nothing of what was left at a pause; only the rest is laid on the new one', () => {
    const paused = pauseClock(clock, at('2026-02-13 18:00'), cal)
    expect(remainingMs(paused, at('2026-02-24 09:00'), changed)).toBe(7.5 * HOUR)
    const resumed = resumeClock(paused, at('2026-02-24 09:00'), changed, escalation)
    expect(remainingMs(resumed, at('2026-02-24 09:00'), changed)).toBe(7.5 * HOUR)
    // 3 h on Tuesday, Thursday, then 1.5 h on Friday.
    expect(said(resumed.dueAt)).toBe('2026-02-27 10:30')
  })

  it('a clock paused before what was left was kept asks the calendar', () => {
    const { leftMs, ...old } = pauseClock(clock, at('2026-02-13 18:00'), cal)
    expect(leftMs).toBe(7.5 * HOUR)
    expect(said(resumeClock(old, at('2026-02-24 08:30'), cal).dueAt)).toBe('2026-02-24 18:00')
    expect(remainingMs(old, at('2026-02-24 08:30'), cal)).toBe(7.5 * HOUR)
  })
})
