// Which days are worked, and where a city day begins.
import { describe, expect, it } from 'vitest'
import { cityDate, cityDay, dayStart, isKnownDate, isWorkday, workingSpans } from '../../../src/core/clock/calendar.ts'
import { CALENDAR_2026 as cal, at, local } from './fixtures.ts'

describe('working days', () => {
  it.each([
    ['2026-02-13', true, 'Friday'],
    ['2026-02-14', true, 'Saturday worked in exchange for 春节'],
    ['2026-02-15', false, '春节, a Sunday'],
    ['2026-02-18', false, '春节, a Wednesday'],
    ['2026-02-24', true, 'first day after 春节'],
    ['2026-09-20', true, 'Sunday worked in exchange for 国庆'],
    ['2026-10-05', false, '国庆, a Monday'],
    ['2026-10-11', false, 'an ordinary Sunday'],
    ['2027-02-08', true, 'beyond what is published weekends alone count: a Monday'],
    ['2027-02-06', false, 'beyond what is published: a Saturday'],
  ])('%s worked: %s (%s)', (date, worked) => {
    expect(isWorkday(date, cal)).toBe(worked)
  })

  it('says where its knowledge ends', () => {
    expect(isKnownDate('2026-12-31', cal)).toBe(true)
    expect(isKnownDate('2027-01-01', cal)).toBe(false)
    expect(isKnownDate('2025-12-31', cal)).toBe(false)
  })
})

describe('city days', () => {
  it('begin at city midnight, whatever the zone of the machine', () => {
    const midnight = Date.UTC(2026, 9, 12, 16)
    expect(cityDate(midnight, cal)).toBe('2026-10-13')
    expect(cityDate(midnight - 1, cal)).toBe('2026-10-12')
    expect(dayStart(cityDay(midnight, cal), cal)).toBe(midnight)
  })

  it('hold the sessions of a working day, and none on a day off', () => {
    const spans = workingSpans(cityDay(at('2026-10-13 03:00'), cal), false, cal)
    expect(spans.map(([from, to]) => [local(from), local(to)])).toEqual([
      ['2026-10-13 08:00', '2026-10-13 12:00'],
      ['2026-10-13 14:00', '2026-10-13 18:00'],
    ])
    expect(workingSpans(cityDay(at('2026-10-03 03:00'), cal), false, cal)).toEqual([])
  })

  it('merge sessions that touch or overlap, and refuse those that make no sense', () => {
    const day = cityDay(at('2026-10-13 00:00'), cal)
    const merged = workingSpans(day, false, {
      ...cal,
      sessions: [
        [700, 800],
        [480, 720],
      ],
    })
    expect(merged.map(([from, to]) => (to - from) / 60_000)).toEqual([320])
    expect(() => workingSpans(day, false, { ...cal, sessions: [] })).toThrow(RangeError)
    expect(() => workingSpans(day, false, { ...cal, sessions: [[720, 480]] })).toThrow(RangeError)
  })
})
