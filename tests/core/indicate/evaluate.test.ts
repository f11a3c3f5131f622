// Every formula of an indicator at its edges: values, levels, coverage and the reasons for having no value.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  evaluateIndicator,
  levelOf,
  trafficIndexOf,
  type CaseFacts,
  type IndicatorInputs,
  type SeriesInput,
} from '../../../src/core/indicate/evaluate.ts'
import type { Formula, Indicator, IndicatorStep } from '../../../src/core/indicate/types.ts'

const NOW = Date.UTC(2026, 10, 21, 8)
const AREA = '321003'
const text = { zh: '指标', en: 'Indicator' }

const indicator = (formula: Formula, over: Partial<Indicator> = {}): Indicator => ({
  id: 'x',
  group: 'water',
  name: text,
  unit: 'm',
  decimals: 2,
  formula,
  polarity: 'lowerBetter',
  steps: [],
  coverageFloor: 0.5,
  window: text,
  explain: text,
  ...over,
})
const series = (value: number, over: Partial<SeriesInput> = {}): SeriesInput => ({
  sensor: `s${value}`,
  metric: 'depthM',
  value,
  occurredAt: NOW - 60_000,
  fresh: true,
  simulated: false,
  attributes: {},
  ...over,
})
const of = (...values: number[]): IndicatorInputs => ({
  series: values.map((v, i) => series(v, { sensor: `s${i}` })),
  total: values.length,
})

describe('formulas over series', () => {
  test.each<[string, Formula, number[], number]>([
    ['mean', { type: 'mean' }, [1, 2, 6], 3],
    ['mean is rounded by GB/T 8170', { type: 'mean' }, [0.12, 0.13], 0.12],
    ['max', { type: 'max' }, [1, -2, 6], 6],
    ['min', { type: 'min' }, [1, -2, 6], -2],
    ['sum', { type: 'sum' }, [0.1, 0.2, 0.3], 0.6],
    ['count at least, the limit counts', { type: 'count', op: 'atLeast', limit: 0.15 }, [0.1, 0.15, 0.2], 2],
    ['count at most, the limit counts', { type: 'count', op: 'atMost', limit: 0.15 }, [0.1, 0.15, 0.2], 2],
    ['count of none is 0', { type: 'count', op: 'atLeast', limit: 9 }, [1, 2], 0],
    ['share', { type: 'share', op: 'atLeast', limit: 2 }, [1, 2, 3], 66.67],
    ['share of all', { type: 'share', op: 'atMost', limit: 3 }, [1, 2, 3], 100],
  ])('%s', (_, formula, values, expected) => {
    expect(evaluateIndicator(indicator(formula), AREA, of(...values), NOW)).toEqual({
      indicator: 'x',
      area: AREA,
      at: NOW,
      value: expected,
      coverage: 1,
      sensors: values.length,
      oldestAt: NOW - 60_000,
      simulated: false,
    })
  })
})

describe('coverage', () => {
  const mean = indicator({ type: 'mean' })
  test('stale and impossible values count for nothing', () => {
    const inputs = {
      series: [
        series(1),
        series(100, { fresh: false, sensor: 'old' }),
        series(Number.NaN, { sensor: 'nan' }),
        series(3),
      ],
      total: 4,
    }
    expect(evaluateIndicator(mean, AREA, inputs, NOW)).toMatchObject({ value: 2, coverage: 0.5, sensors: 4 })
  })
  test('at the floor there is a value, below it none', () => {
    expect(evaluateIndicator(mean, AREA, { series: [series(1), series(2)], total: 4 }, NOW)).toMatchObject({
      value: 1.5,
    })
    const below = evaluateIndicator(mean, AREA, { series: [series(1), series(2)], total: 5 }, NOW)
    expect(below).toMatchObject({ unknown: 'coverage', coverage: 0.4, oldestAt: NOW - 60_000 })
    expect(below).not.toHaveProperty('value')
    expect(below).not.toHaveProperty('level')
  })
  test('no floor, but nothing fresh: unknown, not zero', () => {
    const count = indicator({ type: 'count', op: 'atLeast', limit: 0 }, { coverageFloor: 0 })
    const none = evaluateIndicator(count, AREA, { series: [series(1, { fresh: false })], total: 3 }, NOW)
    expect(none).toMatchObject({ unknown: 'coverage', coverage: 0 })
    expect(none).not.toHaveProperty('value')
    expect(none).not.toHaveProperty('oldestAt')
  })
  test('no sensors', () => {
    expect(evaluateIndicator(mean, AREA, { series: [], total: 0 }, NOW)).toMatchObject({
      unknown: 'noSensors',
      coverage: 0,
      sensors: 0,
    })
  })
  test('a register behind the sensors never gives more than 1', () => {
    expect(evaluateIndicator(mean, AREA, { series: [series(1), series(2)], total: 1 }, NOW)).toMatchObject({
      coverage: 1,
      sensors: 2,
    })
  })
  test('oldest of the fresh', () => {
    const inputs = {
      series: [
        series(1, { occurredAt: NOW - 5 }),
        series(2, { occurredAt: NOW - 9 }),
        series(3, { occurredAt: NOW - 99, fresh: false }),
      ],
      total: 3,
    }
    expect(evaluateIndicator(mean, AREA, inputs, NOW).oldestAt).toBe(NOW - 9)
  })
  test.each<[string, SeriesInput[], boolean]>([
    ['one simulated input marks the value', [series(1), series(2, { simulated: true })], true],
    ['a stale simulated one is not in the value', [series(1), series(2, { simulated: true, fresh: false })], false],
    ['nothing fresh: what there is', [series(2, { simulated: true, fresh: false })], true],
  ])('simulated: %s', (_, inputs, simulated) => {
    expect(evaluateIndicator(mean, AREA, { series: inputs, total: inputs.length }, NOW).simulated).toBe(simulated)
  })
})

describe('levels', () => {
  const rising: IndicatorStep[] = [
    { level: 3, limit: 0.15 },
    { level: 1, limit: 0.4 },
    { level: 2, limit: 0.27 },
  ]
  const falling: IndicatorStep[] = [
    { level: 3, limit: 96 },
    { level: 2, limit: 90 },
  ]
  test.each<[number, IndicatorStep[], Indicator['polarity'], number | undefined]>([
    [0.149, rising, 'lowerBetter', undefined],
    [0.15, rising, 'lowerBetter', 3],
    [0.269, rising, 'lowerBetter', 3],
    [0.27, rising, 'lowerBetter', 2],
    [0.4, rising, 'lowerBetter', 1],
    [9, rising, 'lowerBetter', 1],
    [97, falling, 'higherBetter', undefined],
    [96, falling, 'higherBetter', 3],
    [90, falling, 'higherBetter', 2],
    [0, falling, 'higherBetter', 2],
    [9, rising, 'neutral', undefined],
    [9, [], 'lowerBetter', undefined],
  ])('%d, %j, %s', (value, steps, polarity, level) => {
    expect(levelOf(value, steps, polarity)).toBe(level)
  })
  test('judged as it is shown: 0.149 of two decimals is 0.15', () => {
    const def = indicator({ type: 'mean' }, { steps: rising })
    expect(evaluateIndicator(def, AREA, of(0.149), NOW)).toMatchObject({ value: 0.15, level: 3 })
  })
})

describe('air quality', () => {
  const aqi = indicator(
    { type: 'aqi' },
    {
      decimals: 0,
      steps: [
        { level: 4, limit: 101 },
        { level: 2, limit: 201 },
      ],
    },
  )
  const air = { so2: 6, no2: 20, co: 0.5, o3: 80, pm10: 30, pm25: 14 }
  const station = (sensor: string, values: Record<string, number>): SeriesInput[] =>
    Object.entries(values).map(([metric, value]) => series(value, { sensor, metric }))
  const evaluate = (total: number, ...stations: SeriesInput[][]) =>
    evaluateIndicator(aqi, AREA, { series: stations.flat(), total }, NOW)

  test('mean per pollutant over the stations, then the index', () => {
    const result = evaluate(2, station('a', { ...air, pm25: 30 }), station('b', { ...air, pm25: 90 }))
    expect(result).toMatchObject({ value: 100, primary: ['pm25'], coverage: 1, sensors: 2 })
    expect(result).not.toHaveProperty('level')
  })
  test('clean air names no primary pollutant', () => {
    expect(evaluate(1, station('a', air))).not.toHaveProperty('primary')
  })
  test('level by the index', () => {
    expect(evaluate(1, station('a', { ...air, pm25: 151 }))).toMatchObject({ value: 201, level: 2, primary: ['pm25'] })
  })
  test('a station counts once, however many pollutants it measures', () => {
    expect(evaluate(4, station('a', air), station('b', air))).toMatchObject({ coverage: 0.5 })
    expect(evaluate(5, station('a', air), station('b', air))).toMatchObject({ unknown: 'coverage' })
  })
  test('a missing pollutant: no index', () => {
    const { so2: _so2, ...five } = air
    const result = evaluate(1, station('a', five))
    expect(result).toMatchObject({ unknown: 'missingPollutant', coverage: 1 })
    expect(result).not.toHaveProperty('value')
  })
  test('a missing pollutant above 100: published all the same', () => {
    const { so2: _so2, ...five } = air
    expect(evaluate(1, station('a', { ...five, pm25: 61 }))).toMatchObject({ value: 101, primary: ['pm25'] })
  })
  test('a pollutant that too few stations measure is missing', () => {
    const { pm25: _pm25, ...five } = air
    expect(evaluate(3, station('a', air), station('b', five), station('c', five))).toMatchObject({
      unknown: 'missingPollutant',
    })
  })
  test('judged by the edition in force', () => {
    const inputs = { series: station('a', { ...air, pm25: 75 }), total: 1 }
    const at = (iso: string) => evaluateIndicator(aqi, AREA, inputs, Date.parse(iso)).value
    expect([at('2026-02-28T12:00:00+08:00'), at('2026-03-02T12:00:00+08:00')]).toEqual([100, 114])
  })
})

describe('traffic index', () => {
  test.each([
    [80, 80, 0],
    [100, 80, 0],
    [64, 80, 2],
    [48, 80, 4],
    [32, 80, 6],
    [16, 80, 8],
    [0, 80, 10],
  ])('%d of %d km/h is %d', (speed, free, index) => {
    expect(trafficIndexOf(speed, free)).toBeCloseTo(index, 9)
  })
  test.each([
    [30, 0],
    [30, -1],
    [30, Number.NaN],
    [-1, 50],
    [Number.NaN, 50],
  ])('%d of %d km/h is no index', (speed, free) => {
    expect(trafficIndexOf(speed, free)).toBeUndefined()
  })
  test('mean over the sensors; one without free-flow speed is not covered', () => {
    const def = indicator({ type: 'trafficIndex' }, { decimals: 1, steps: [{ level: 4, limit: 4 }] })
    const inputs = {
      series: [
        series(40, { sensor: 'a', attributes: { freeKmh: 80 } }),
        series(20, { sensor: 'b', attributes: { freeKmh: '50' } }),
        series(20, { sensor: 'c' }),
      ],
      total: 3,
    }
    expect(evaluateIndicator(def, AREA, inputs, NOW)).toMatchObject({ value: 5.5, level: 4, coverage: 2 / 3 })
  })
  test('no free-flow speed anywhere: unknown', () => {
    const def = indicator({ type: 'trafficIndex' }, { coverageFloor: 0 })
    expect(evaluateIndicator(def, AREA, of(30, 40), NOW)).toMatchObject({ unknown: 'coverage' })
  })
})

describe('cases and feeds', () => {
  const cases: CaseFacts = { open: 12, overdue: 3, openedToday: 20, closedToday: 18, dueToday: 16, metToday: 15 }
  const nothing = { series: [], total: 0 }
  test.each([
    ['open', 12],
    ['overdue', 3],
    ['openedToday', 20],
    ['closedToday', 18],
    ['onTimeRate', 93.75],
  ] as const)('%s', (what, value) => {
    const def = indicator({ type: 'cases', of: what })
    expect(evaluateIndicator(def, AREA, { ...nothing, cases }, NOW)).toEqual({
      indicator: 'x',
      area: AREA,
      at: NOW,
      value,
      coverage: 1,
      sensors: 0,
      simulated: false,
    })
  })
  test('nothing due today: no rate', () => {
    const def = indicator({ type: 'cases', of: 'onTimeRate' })
    const result = evaluateIndicator(def, AREA, { ...nothing, cases: { ...cases, dueToday: 0, metToday: 0 } }, NOW)
    expect(result).toMatchObject({ unknown: 'noCases', coverage: 1 })
    expect(result).not.toHaveProperty('value')
  })
  test('no open case is 0, not unknown; no facts is unknown', () => {
    const def = indicator({ type: 'cases', of: 'open' })
    expect(evaluateIndicator(def, AREA, { ...nothing, cases: { ...cases, open: 0 } }, NOW)).toMatchObject({ value: 0 })
    expect(evaluateIndicator(def, AREA, nothing, NOW)).toMatchObject({ unknown: 'noCases' })
  })
  test('simulated cases mark the value', () => {
    const def = indicator({ type: 'cases', of: 'open' })
    expect(evaluateIndicator(def, AREA, { ...nothing, cases: { ...cases, simulated: true } }, NOW).simulated).toBe(true)
  })
  test('feeds', () => {
    const def = indicator(
      { type: 'feedHealth' },
      { decimals: 0, polarity: 'higherBetter', steps: [{ level: 3, limit: 90 }] },
    )
    const at = (total: number, live: number) =>
      evaluateIndicator(def, AREA, { ...nothing, feeds: { total, live, simulated: true } }, NOW)
    expect(at(8, 8)).toMatchObject({ value: 100, simulated: true })
    expect(at(8, 8)).not.toHaveProperty('level')
    expect(at(8, 7)).toMatchObject({ value: 88, level: 3 })
    expect(at(8, 0)).toMatchObject({ value: 0, level: 3 })
    expect(at(0, 0)).toMatchObject({ unknown: 'noSensors' })
    expect(evaluateIndicator(def, AREA, nothing, NOW)).toMatchObject({ unknown: 'noSensors' })
  })
})

test('the order of inputs never matters', () => {
  const input = fc.record({
    sensor: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    metric: fc.constantFrom('so2', 'no2', 'co', 'o3', 'pm10', 'pm25'),
    value: fc.double({ min: 0, max: 400, noNaN: true }),
    occurredAt: fc.integer({ min: NOW - 1000, max: NOW }),
    fresh: fc.boolean(),
    simulated: fc.boolean(),
    attributes: fc.constantFrom<Record<string, number>>({}, { freeKmh: 60 }, { freeKmh: 80 }),
  })
  const formula = fc.constantFrom<Formula>(
    { type: 'mean' },
    { type: 'sum' },
    { type: 'max' },
    { type: 'min' },
    { type: 'share', op: 'atLeast', limit: 50 },
    { type: 'count', op: 'atMost', limit: 50 },
    { type: 'aqi' },
    { type: 'trafficIndex' },
  )
  const shuffled = fc
    .array(input, { maxLength: 30 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
  fc.assert(
    fc.property(formula, shuffled, (f, [list, mixed]) => {
      // Many decimals, so that a sum that depends on its order shows.
      const def = indicator(f, { coverageFloor: 0.2, decimals: 12 })
      const inOrder = evaluateIndicator(def, AREA, { series: list, total: 6 }, NOW)
      expect(evaluateIndicator(def, AREA, { series: mixed, total: 6 }, NOW)).toEqual(inOrder)
    }),
  )
})
