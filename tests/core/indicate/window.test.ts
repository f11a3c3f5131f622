// The ring of one series: edges of spans, what falls out of it, clocks that jump, and the same answer in any order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REDUCTIONS, type Reduction } from '../../../src/core/indicate/types.ts'
import { openSeriesWindow } from '../../../src/core/indicate/window.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A full hour. */
const T = Date.UTC(2026, 10, 21, 8)
const open = (keepMs = HOUR, bucketMs = MINUTE, decimals = 1) => openSeriesWindow({ keepMs, bucketMs, decimals })
const filled = (...values: readonly (readonly [minute: number, value: number])[]) => {
  const window = open()
  for (const [minute, value] of values) window.add(T + minute * MINUTE, value)
  return window
}

describe('reductions', () => {
  const window = filled([0, 4], [1, -2], [2, 7], [3, 1])
  test.each<[Reduction, number]>([
    ['last', 1],
    ['mean', 2.5],
    ['max', 7],
    ['min', -2],
    ['sum', 10],
    ['change', -3],
    // Four values, a minute each: a rate of 2.5 per hour for 4 minutes.
    ['total', 2.5 * (4 / 60)],
  ])('%s', (reduce, value) => {
    const found = window.valueIn(T, T + 10 * MINUTE, reduce)
    expect(found?.value).toBeCloseTo(value, 12)
    expect(found).toMatchObject({ n: 4, oldestAt: T, newestAt: T + 3 * MINUTE })
  })
  test('rain of ten-minute amounts as a rate per hour adds up to what fell', () => {
    const rain = open(25 * HOUR, 5 * MINUTE)
    const amounts = Array.from({ length: 144 }, (_, i): number => (i % 7 === 0 ? 2.5 : 0))
    amounts.forEach((mm, i) => rain.add(T + i * 10 * MINUTE, mm))
    const total = rain.valueIn(T, T + 24 * HOUR, 'total')?.value ?? Number.NaN
    expect(total * 6).toBeCloseTo(
      amounts.reduce((a, b) => a + b),
      9,
    )
  })
  test('a gap is taken as the mean of the rest, a late beginning as nothing', () => {
    const gap = open(4 * HOUR)
    for (let m = 0; m < 180; m++) if (m < 60 || m >= 120) gap.add(T + m * MINUTE, 6)
    expect(gap.valueIn(T, T + 3 * HOUR, 'total')?.value).toBeCloseTo(18, 0)
    const late = open(4 * HOUR)
    for (let m = 120; m < 180; m++) late.add(T + m * MINUTE, 6)
    expect(late.valueIn(T, T + 3 * HOUR, 'total')?.value).toBeCloseTo(6, 9)
  })
  test('one value alone stands for a bucket', () => {
    expect(filled([0, 6]).valueIn(T, T + HOUR, 'total')?.value).toBeCloseTo(0.1, 12)
  })
})

describe('edges', () => {
  const window = filled([0, 1], [1, 2], [2, 4])
  const sum = (from: number, to: number) => window.valueIn(T + from * MINUTE, T + to * MINUTE, 'sum')?.value
  test('from is in, to is out', () => {
    expect(sum(0, 2)).toBe(3)
    expect(sum(0, 3)).toBe(7)
    expect(sum(1, 2)).toBe(2)
    expect(sum(0, 0)).toBeUndefined()
    expect(sum(5, 9)).toBeUndefined()
  })
  test('a bucket with anything older than from is left out, one that to lies in counts whole', () => {
    const at = open()
    at.add(T + 10_000, 1)
    at.add(T + 50_000, 2)
    expect(at.valueIn(T + 5_000, T + HOUR, 'sum')?.value).toBe(3)
    expect(at.valueIn(T + 30_000, T + HOUR, 'sum')).toBeUndefined()
    expect(at.valueIn(T, T + 30_000, 'sum')?.value).toBe(3)
  })
  test('nothing was ever said', () => {
    expect(open().valueIn(T, T + HOUR, 'mean')).toBeUndefined()
  })
})

describe('how much of the span is told', () => {
  const hourly = (...hours: readonly number[]) => {
    const window = open(26 * HOUR, 5 * MINUTE)
    for (const h of hours) window.add(T + h * HOUR, 1)
    return window
  }
  const covered = (window: ReturnType<typeof open>, hours: number) =>
    window.valueIn(T, T + hours * HOUR, 'mean')?.covered
  test('hours with a value over all hours, for a station of one value an hour too', () => {
    const all = Array.from({ length: 24 }, (_, i) => i)
    expect(covered(hourly(...all), 24)).toBe(1)
    expect(covered(hourly(...all.slice(4)), 24)).toBe(20 / 24)
    expect(covered(hourly(0, 23), 24)).toBe(2 / 24)
  })
  test('many values in one hour are one hour', () => {
    const window = open(26 * HOUR, 5 * MINUTE)
    for (let m = 0; m < 60; m++) window.add(T + m * MINUTE, 1)
    expect(covered(window, 8)).toBe(1 / 8)
  })
  test('spans under three hours are too short to tell', () => {
    expect(covered(hourly(0), 2)).toBe(1)
    expect(covered(hourly(0), 3)).toBe(1 / 3)
  })
  test('the hour under way is not missed yet', () => {
    const window = hourly(0, 1, 2)
    expect(window.valueIn(T, T + 3.5 * HOUR, 'mean')?.covered).toBe(1)
  })
})

describe('bad input', () => {
  test('what is no number is not taken', () => {
    const window = open()
    expect(window.add(T, Number.NaN)).toBe(false)
    expect(window.add(Number.NaN, 1)).toBe(false)
    expect(window.add(T, Number.POSITIVE_INFINITY)).toBe(false)
    expect(window.valueIn(T, T + HOUR, 'sum')).toBeUndefined()
  })
  test('older than the ring reaches: not taken, and it covers nothing newer', () => {
    const window = open()
    window.add(T + 3 * HOUR, 5)
    expect(window.add(T, 1)).toBe(false)
    expect(window.add(T + 2 * HOUR, 2)).toBe(true)
    expect(window.valueIn(T, T + 4 * HOUR, 'sum')?.value).toBe(7)
  })
  test('a clock jumps back an hour and forward again: each value stands at its own time', () => {
    const window = open(3 * HOUR)
    for (const [m, v] of [
      [120, 1],
      [60, 10],
      [61, 20],
      [121, 2],
    ] as const)
      window.add(T + m * MINUTE, v)
    expect(window.valueIn(T + 2 * HOUR, T + 3 * HOUR, 'sum')?.value).toBe(3)
    expect(window.valueIn(T + HOUR, T + 2 * HOUR, 'sum')?.value).toBe(30)
    expect(window.valueIn(T, T + 3 * HOUR, 'last')?.value).toBe(2)
  })
  test('silence of days: the old round of the ring is gone', () => {
    const window = filled([0, 1], [1, 2])
    window.add(T + 48 * HOUR, 5)
    expect(window.valueIn(T, T + 49 * HOUR, 'sum')).toMatchObject({ value: 5, n: 1 })
  })
  test('two values of one instant: the greater one is the last', () => {
    for (const pair of [
      [3, 9],
      [9, 3],
    ]) {
      const window = open()
      for (const v of pair) window.add(T, v)
      expect(window.valueIn(T, T + MINUTE, 'last')?.value).toBe(9)
    }
  })
})

describe('hours', () => {
  test('means of full hours, oldest first, with their holes; the hour under way does not count', () => {
    const window = open(6 * HOUR, 5 * MINUTE)
    for (const [m, v] of [
      [0, 1],
      [30, 3],
      [125, 8],
      [185, 100],
    ] as const)
      window.add(T + m * MINUTE, v)
    expect(window.hours(T + 190 * MINUTE, 4)).toEqual([undefined, 2, undefined, 8])
    expect(window.hours(T + 3 * HOUR, 3)).toEqual([2, undefined, 8])
  })
  test('by the city’s clock where its zone is no whole hour', () => {
    const window = open(6 * HOUR, 5 * MINUTE)
    const midnight = Date.parse('2026-11-21T00:00:00+05:45')
    window.add(midnight + MINUTE, 7)
    expect(window.hours(midnight + HOUR, 1, 345)).toEqual([7])
  })
})

test('any order of the same values gives the same answer to any question', () => {
  const value = fc.tuple(fc.integer({ min: 0, max: 300 * MINUTE }), fc.integer({ min: -5000, max: 5000 }))
  const shuffled = fc
    .array(value, { maxLength: 80 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
  fc.assert(
    fc.property(
      shuffled,
      fc.integer({ min: -HOUR, max: 300 * MINUTE }),
      fc.integer({ min: 0, max: 300 * MINUTE }),
      (pair, from, length) => {
        const [inOrder, mixed] = pair.map((list) => {
          const window = open(90 * MINUTE, 7 * MINUTE, 0)
          for (const [at, v] of list) window.add(T + at, v / 7)
          return [
            ...REDUCTIONS.map((reduce) => window.valueIn(T + from, T + from + length, reduce)),
            window.hours(T + from + length, 3),
          ]
        })
        expect(mixed).toEqual(inOrder)
      },
    ),
    { numRuns: 400 },
  )
})

test('as a plain list would have it, where spans begin and end with buckets', () => {
  const value = fc.tuple(
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59_999 }),
    fc.integer({ min: -99, max: 99 }),
  )
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(60), fc.nat(60), (list, a, b) => {
      const window = open(HOUR, MINUTE, 0)
      const all = list.map(([m, ms, v]) => ({ at: T + m * MINUTE + ms, v }))
      for (const { at, v } of all) window.add(at, v)
      const [from, to] = [T + Math.min(a, b) * MINUTE, T + Math.max(a, b) * MINUTE]
      const inside = all.filter(({ at }) => at >= from && at < to).map(({ v }) => v)
      const ask = (reduce: Reduction) => window.valueIn(from, to, reduce)?.value
      if (inside.length === 0) expect(ask('sum')).toBeUndefined()
      else
        expect([ask('sum'), ask('max'), ask('min'), window.valueIn(from, to, 'mean')?.n]).toEqual([
          inside.reduce((x, y) => x + y),
          Math.max(...inside),
          Math.min(...inside),
          inside.length,
        ])
    }),
  )
})
