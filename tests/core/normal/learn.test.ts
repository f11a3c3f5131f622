// What is usual at an hour of a kind of day: known answers, borrowing, outliers, holidays, tiny histories, any order.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { cityHours, hourOfDay } from '../../../src/core/normal/days.ts'
import { NORMAL_WEEKS, OWN_HOURS, cellAt, learnNormal, quantileOf } from '../../../src/core/normal/learn.ts'
import type { HourPoint } from '../../../src/core/normal/types.ts'
import { CALENDAR_2026 as cal } from '../clock/fixtures.ts'

const { dayKindOf } = cityHours(cal)
const { utcOffsetMinutes } = cal
/** Monday 8 June 2026, midnight in the city; the eight weeks before it have no 调休 day but 9 May. */
const NOW = Date.parse('2026-06-08T00:00:00+08:00')
const options = { now: NOW, utcOffsetMinutes }

function hours(days: number, valueOf: (at: number) => number | undefined): HourPoint[] {
  const points: HourPoint[] = []
  for (let at = NOW - days * DAY_MS; at < NOW; at += HOUR_MS) {
    const value = valueOf(at)
    if (value !== undefined) points.push({ at, value })
  }
  return points
}
const learn = (points: readonly HourPoint[]) => learnNormal(points, dayKindOf, options)

describe('kinds of days', () => {
  it.each([
    ['2026-06-08', 'mon', 'a Monday'],
    ['2026-06-12', 'fri', 'a Friday'],
    ['2026-06-13', 'rest', 'a Saturday'],
    ['2026-02-18', 'holiday', '春节, a Wednesday'],
    ['2026-02-15', 'holiday', '春节, a Sunday'],
    ['2026-02-14', 'fri', 'a Saturday worked in exchange ends its week'],
    ['2026-09-20', 'mon', 'a Sunday worked in exchange begins one'],
    ['2027-02-08', 'mon', 'beyond the published calendar'],
  ])('%s is %s (%s)', (date, kind) => {
    expect(dayKindOf(Date.parse(`${date}T00:00:00+08:00`))).toBe(kind)
    expect(dayKindOf(Date.parse(`${date}T23:59:59+08:00`))).toBe(kind)
  })

  it('count hours on the city’s clock', () => {
    expect(hourOfDay(Date.parse('2026-06-08T00:00:00+08:00'), 480)).toBe(0)
    expect(hourOfDay(Date.parse('2026-06-07T23:59:59+08:00'), 480)).toBe(23)
    expect(hourOfDay(Date.parse('1969-12-31T23:30:00Z'), 0)).toBe(23)
    expect(hourOfDay(Date.parse('2026-06-08T00:00:00+05:30'), 330)).toBe(0)
  })
})

describe('quantiles', () => {
  it.each([
    [[1, 2, 3, 4, 5], 0.5, 3],
    [[1, 2], 0.9, 1.9],
    [[7], 0.1, 7],
    [[0, 10], 0, 0],
    [[0, 10], 1, 10],
  ])('of %j at %d: %d', (values, p, wanted) => expect(quantileOf(values, p)).toBeCloseTo(wanted, 12))
  it('of nothing is not a number', () => expect(quantileOf([], 0.5)).toBeNaN())
})

describe('the usual band', () => {
  it('tells hours and weekdays apart', () => {
    const normal = learn(hours(NORMAL_WEEKS * 7, (at) => hourOfDay(at, 480) + (dayKindOf(at) === 'wed' ? 100 : 0)))
    expect(cellAt(normal, 'wed', 8)).toEqual({ low: 108, mid: 108, high: 108, n: 8 })
    expect(cellAt(normal, 'mon', 8)).toMatchObject({ mid: 8 })
    expect(normal).toMatchObject({ from: NOW - 56 * DAY_MS, to: NOW - HOUR_MS, hours: 56 * 24 })
  })

  it('is the 10th, 50th and 90th percentile', () => {
    // Eight Thursdays: 0, 10 … 70.
    const normal = learn(hours(56, (at) => Math.floor((at - (NOW - 56 * DAY_MS)) / (7 * DAY_MS)) * 10))
    expect(cellAt(normal, 'thu', 5)).toEqual({ low: expect.closeTo(7, 9), mid: 35, high: 63, n: 8 })
  })

  it('borrows: a holiday from free days, and says so', () => {
    // 1–5 May are holidays, five of them: fewer than needed.
    const normal = learn(hours(56, (at) => (dayKindOf(at) === 'holiday' ? 50 : dayKindOf(at) === 'rest' ? 20 : 5)))
    const holiday = cellAt(normal, 'holiday', 12)
    expect(holiday?.borrowed).toBe('days')
    expect(holiday?.n).toBeGreaterThan(OWN_HOURS)
    expect(holiday?.mid).toBe(20)
    expect(cellAt(normal, 'mon', 12)?.borrowed).toBeUndefined()
  })

  it('borrows from all days where there were no free ones, and is absent where nothing is known', () => {
    const working = learn(hours(14, (at) => (dayKindOf(at) === 'rest' || hourOfDay(at, 480) === 3 ? undefined : 4)))
    expect(cellAt(working, 'rest', 10)).toMatchObject({ mid: 4, borrowed: 'hour' })
    expect(cellAt(working, 'tue', 10)).toMatchObject({ mid: 4, n: 10, borrowed: 'days' })
    expect(cellAt(working, 'tue', 3)).toBeUndefined()
  })

  it.each([0, 1, 5])('is absent after %d days', (days) => {
    const normal = learn(hours(days, () => 1))
    expect(normal).toMatchObject({ cells: {}, hours: days * 24 })
  })

  it('does not take one storm for usual', () => {
    const calm = (at: number): number => 10 + ((at / HOUR_MS) % 5)
    const storm = NOW - 20 * DAY_MS
    const stormy = learn(hours(56, (at) => (at >= storm && at < storm + DAY_MS ? 500 : calm(at))))
    const cell = cellAt(stormy, dayKindOf(storm), 9)
    expect(cell?.high).toBeLessThan(20)
    // Eight Tuesdays, less one holiday and the storm.
    expect(cell?.n).toBe(6)
  })

  it('keeps a constant series as a band without width', () => {
    expect(cellAt(learn(hours(56, () => 3)), 'rest', 0)).toMatchObject({ low: 3, mid: 3, high: 3 })
  })

  it('looks at the last weeks alone, and at no hour that is not over', () => {
    const points = [...hours(100, (at) => (at < NOW - 56 * DAY_MS ? 999 : 1)), { at: NOW - HOUR_MS / 2, value: 999 }]
    const normal = learn(points)
    expect(Object.values(normal.cells).every((cell) => cell.high === 1)).toBe(true)
    expect(normal.hours).toBe(56 * 24)
  })

  it('is the same in any order and with gaps: low ≤ mid ≤ high', () => {
    const series = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 56 * 24 }), fc.double({ min: -50, max: 500, noNaN: true })),
      {
        minLength: 1,
        maxLength: 400,
      },
    )
    fc.assert(
      fc.property(series, (raw) => {
        const points = [...new Map(raw)].map(([back, value]) => ({ at: NOW - back * HOUR_MS, value }))
        const normal = learn(points)
        expect(learn([...points].reverse())).toEqual(normal)
        for (const cell of Object.values(normal.cells)) {
          expect(cell.low).toBeLessThanOrEqual(cell.mid)
          expect(cell.mid).toBeLessThanOrEqual(cell.high)
        }
      }),
      { numRuns: 50 },
    )
  })
})
