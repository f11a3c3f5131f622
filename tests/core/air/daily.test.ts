// Daily figures from hourly means: how many hours are needed, and which eight of them count.
import { describe, expect, test } from 'vitest'
import { dailyOf, dayMeanOf, mda8Of, meanOfHours } from '../../../src/core/air/daily.ts'

/** 24 hours of `base`, other values from an hour on; `null` is a missing hour. */
const day = (base: number, ...changes: readonly (readonly [from: number, values: readonly (number | null)[]])[]) => {
  const hours: (number | undefined)[] = Array.from({ length: 24 }, () => base)
  for (const [from, values] of changes) values.forEach((v, i) => (hours[from + i] = v ?? undefined))
  return hours
}
const missing = (n: number): null[] => Array.from({ length: n }, () => null)

describe('24-h mean', () => {
  test('of 20 hours or more', () => {
    expect(dayMeanOf(day(30))).toBe(30)
    expect(dayMeanOf(day(30, [0, missing(4)]))).toBe(30)
    expect(dayMeanOf(day(30, [0, missing(5)]))).toBeUndefined()
    expect(dayMeanOf([])).toBeUndefined()
  })
  test('what is no number is a missing hour', () => {
    expect(dayMeanOf(day(30, [0, [Number.NaN, 30, 30, 30]]))).toBe(30)
    expect(meanOfHours([Number.NaN], 0)).toBeUndefined()
  })
})

describe('highest 8-hour mean', () => {
  test('of eight hours on end', () => {
    expect(mda8Of(day(40, [10, [100, 120, 140, 160, 160, 140, 120, 100]]))).toBe(130)
  })
  test('the first and the last eight hours of the day can be the highest', () => {
    expect(mda8Of(day(40, [0, Array.from({ length: 8 }, () => 90)]))).toBe(90)
    expect(mda8Of(day(40, [16, Array.from({ length: 8 }, () => 90)]))).toBe(90)
  })
  test('six of its eight hours will do, five will not', () => {
    const peak = (gaps: number) => day(40, [8, [...missing(gaps), ...Array.from({ length: 8 - gaps }, () => 200)]])
    expect(mda8Of(peak(2))).toBe(200)
    // Hours 8–15 have five values; the next span holds five of them and one more of 40.
    expect(mda8Of(peak(3))).toBe((5 * 200 + 40) / 6)
  })
  test('fourteen of the seventeen spans are needed', () => {
    // The first hours missing: spans that hold more than two of them fall out.
    expect(mda8Of(day(50, [0, missing(5)]))).toBe(50)
    expect(mda8Of(day(50, [0, missing(6)]))).toBeUndefined()
  })
  test('fewer will do when the greatest is above 160 already', () => {
    expect(mda8Of(day(161, [0, missing(10)]))).toBe(161)
    expect(mda8Of(day(160, [0, missing(10)]))).toBeUndefined()
  })
  test('ozone by eight hours, the others by the day', () => {
    const hours = day(40, [10, Array.from({ length: 8 }, () => 100)])
    expect([dailyOf('o3', hours), dailyOf('no2', hours)]).toEqual([100, 60])
  })
})
