// Any order of the same inputs gives the same value, to the last bit; so do the pieces a sum and a window are made of.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateIndicator } from '../../../src/core/indicate/evaluate.ts'
import { ExactSum } from '../../../src/core/indicate/sum.ts'
import type { Formula, IndicatorValue } from '../../../src/core/indicate/types.ts'
import { AREA, NOW, classTable, indicator, limitTable, series, tables } from './made.ts'

const shuffled = <T>(list: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> =>
  list.chain((l) => fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length })))

const METRICS = ['so2', 'no2', 'co', 'o3', 'pm10', 'pm25']
const given = tables({
  limitTables: [
    limitTable({
      items: ['1', '2'].map((id) => ({ id, limit: 50 * Number(id), night: 20 })),
      night: { fromHour: 22, toHour: 6 },
    }),
  ],
  classTables: [
    classTable({
      classes: ['a', 'b'],
      items: [
        { metric: 'o3', bad: 'above', limits: [100] },
        { metric: 'co', bad: 'below', limits: [10] },
      ],
    }),
  ],
})
const limit = { table: 't', by: 'zone' }

describe('evaluation', () => {
  const input = fc.record({
    sensor: fc.integer({ min: 0, max: 12 }),
    metric: fc.constantFrom(...METRICS),
    value: fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.double({ noNaN: false })),
    occurredAt: fc.integer({ min: NOW - 86_400_000, max: NOW }),
    fresh: fc.boolean(),
    suspect: fc.boolean(),
    simulated: fc.boolean(),
    attributes: fc.constantFrom<Record<string, string | number>>(
      {},
      { freeKmh: 60, zone: 1 },
      { freeKmh: 80, zone: '2' },
    ),
    hours: fc.array(fc.option(fc.double({ min: 0, max: 300, noNaN: true }), { nil: undefined }), {
      minLength: 24,
      maxLength: 24,
    }),
  })
  const formula = fc.constantFrom<Formula>(
    { type: 'mean' },
    { type: 'sum' },
    { type: 'max' },
    { type: 'min' },
    { type: 'quantile', p: 0.3 },
    { type: 'share', op: 'atLeast', limit },
    { type: 'count', op: 'atMost', limit: 50 },
    { type: 'excess', op: 'atLeast', limit },
    { type: 'weightedMean', weight: 'freeKmh' },
    { type: 'ratio', over: 'co' },
    { type: 'aqi', period: 'hour' },
    { type: 'aqi', period: 'day' },
    { type: 'trafficIndex' },
    { type: 'class', table: 'c', of: 'worst' },
    { type: 'class', table: 'c', of: 'share', upTo: 1 },
  )
  const severalMetrics = ['aqi', 'ratio', 'class']

  test('the order of inputs never matters', () => {
    fc.assert(
      fc.property(formula, shuffled(fc.array(input, { maxLength: 30 })), (f, [list, mixed]) => {
        // One input for each sensor and metric, as the contract has it; a formula over one metric sees one of each sensor.
        const name = (s: (typeof list)[number]) => `${s.sensor}${severalMetrics.includes(f.type) ? s.metric : ''}`
        const first = new Map([...list].reverse().map((s) => [name(s), s]))
        const once = (l: typeof list) =>
          l.filter((s) => first.get(name(s)) === s).map((s) => ({ ...s, sensor: `s${s.sensor}` }))
        // Many decimals, so that a sum that depends on its order shows.
        const def = indicator(f, { coverageFloor: 0.2, decimals: 12, input: { kind: 'k', metric: 'o3' } })
        const inOrder = evaluateIndicator(def, AREA, { series: once(list), total: 6 }, given, NOW)
        expect(evaluateIndicator(def, AREA, { series: once(mixed), total: 6 }, given, NOW)).toEqual(inOrder)
      }),
      { numRuns: 600 },
    )
  })

  test('nor that of the areas below', () => {
    const child = fc.record({
      value: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: undefined }),
      coverage: fc.double({ min: 0, max: 1, noNaN: true }),
      sensors: fc.nat(50),
      suspect: fc.nat(5),
      simulated: fc.boolean(),
      at: fc.constant(NOW),
    })
    fc.assert(
      fc.property(
        fc.constantFrom('mean' as const, 'max' as const, 'min' as const, 'sum' as const),
        shuffled(fc.array(child, { minLength: 1, maxLength: 20 })),
        (rollUp, pair) => {
          const [inOrder, mixed] = pair.map((list) => {
            const children = list.map(({ value, ...c }): IndicatorValue => ({
              ...c,
              indicator: 'x',
              area: 'a',
              ...(value === undefined ? { unknown: 'coverage' } : { value }),
            }))
            const def = indicator({ type: 'mean' }, { rollUp, coverageFloor: 0.3, decimals: 12 })
            return evaluateIndicator(def, AREA, { series: [], total: 0, children }, given, NOW)
          })
          expect(mixed).toEqual(inOrder)
        },
      ),
    )
  })
})

describe('exact sums', () => {
  const sumOf = (values: readonly number[]): number => {
    const sum = new ExactSum()
    for (const v of values) sum.add(v)
    return sum.value
  }
  test.each<[number[], number]>([
    [[], 0],
    [[0.1, 0.2, 0.3], 0.6],
    [[1e16, 1, -1e16], 1],
    [[1, 1e100, 1, -1e100], 2],
    [Array.from({ length: 10 }, () => 0.1), 1],
    // Half way between two doubles: the rest decides, upwards and downwards.
    [[1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
    [[1, 2 ** -53, -(2 ** -106)], 1],
    [[1, 2 ** -53], 1],
  ])('%j is %d', (values, expected) => {
    expect(sumOf(values)).toBe(expected)
  })
  test('whole numbers as big integers have them', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 50 }), (values) => {
        expect(sumOf(values)).toBe(Number(values.reduce((n, v) => n + BigInt(v), 0n)))
      }),
    )
  })
  test('the same bits in any order, whatever their sizes', () => {
    const any = fc.double({ min: -1e15, max: 1e15, noNaN: true })
    fc.assert(
      fc.property(shuffled(fc.array(any, { maxLength: 60 })), ([list, mixed]) => {
        expect(sumOf(mixed)).toBe(sumOf(list))
      }),
    )
  })
})

test('a quantile is what stands there once all are in order', () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 100 }),
      (values, percent) => {
        const inputs = { series: values.map((v, i) => series(v, { sensor: `s${i}` })), total: values.length }
        const def = indicator({ type: 'quantile', p: percent / 100 }, { decimals: 12 })
        const ordered = [...values].sort((a, b) => a - b)
        const rank = Math.max(1, Math.ceil((percent * values.length) / 100))
        expect(evaluateIndicator(def, AREA, inputs, given, NOW).value).toBeCloseTo(ordered[rank - 1] ?? Number.NaN, 9)
      },
    ),
  )
})
