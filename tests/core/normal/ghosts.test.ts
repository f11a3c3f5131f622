// Where earlier time lies: same clock, same weekday, and the last storm's day under the last day of the span.
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, cityDate, cityDay } from '../../../src/core/clock/calendar.ts'
import { ghostFrom, stormDay, stormFrom } from '../../../src/core/normal/ghosts.ts'

const zone = { utcOffsetMinutes: 480 }
const at = (local: string): number => Date.parse(`${local}+08:00`)

describe('earlier spans', () => {
  it.each([
    ['yesterday', '2026-03-01T09:30', '2026-02-28T09:30'],
    ['lastWeek', '2026-03-01T09:30', '2026-02-22T09:30'],
    ['lastYear', '2026-03-02T09:30', '2025-03-03T09:30'],
    ['lastYear', '2025-02-28T00:00', '2024-03-01T00:00'],
    ['lastYear', '2024-12-31T00:00', '2024-01-02T00:00'],
  ] as const)('%s of %s begins %s', (kind, from, wanted) => {
    expect(ghostFrom(kind, at(from))).toBe(at(wanted))
  })

  it('last year has the same weekday, at most three days from the date', () => {
    for (let from = at('2024-01-01T00:00'); from < at('2026-01-01T00:00'); from += DAY_MS) {
      const ghost = ghostFrom('lastYear', from)
      expect(new Date(ghost).getUTCDay()).toBe(new Date(from).getUTCDay())
      const date = cityDate(from, zone)
      const yearBefore = Date.parse(`${Number(date.slice(0, 4)) - 1}${date.slice(4)}T00:00:00+08:00`)
      expect(Math.abs(ghost - yearBefore)).toBeLessThanOrEqual(3 * DAY_MS)
    }
  })
})

describe('the last storm', () => {
  const rain = (day: string, mm: number) => ({ at: at(`${day}T10:00`), value: mm })
  const before = cityDay(at('2026-07-20T08:00'), zone)
  const found = (...days: { at: number; value: number }[]): string | undefined => {
    const day = stormDay(days, 50, before, 480)
    return day === undefined ? undefined : cityDate(day * DAY_MS - 8 * HOUR_MS, zone)
  }

  it('is the latest day that reached the limit, not today', () => {
    expect(
      found(rain('2026-06-01', 80), rain('2026-07-01', 50), rain('2026-07-10', 49.9), rain('2026-07-20', 200)),
    ).toBe('2026-07-01')
  })
  it('of days in a row is the one with most rain', () => {
    expect(found(rain('2026-07-01', 60), rain('2026-07-02', 120), rain('2026-07-03', 70))).toBe('2026-07-02')
  })
  it('may never have been', () => expect(found(rain('2026-07-01', 10))).toBeUndefined())

  it('lies under the last day of the span, clock on clock', () => {
    const storm = cityDay(at('2026-07-02T00:00'), zone)
    expect(stormFrom(storm, at('2026-07-19T08:00'), at('2026-07-20T08:00'), 480)).toBe(at('2026-07-01T08:00'))
    expect(stormFrom(storm, at('2026-07-20T00:00'), at('2026-07-21T00:00'), 480)).toBe(at('2026-07-02T00:00'))
  })
})
