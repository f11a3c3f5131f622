// AQI of an area from its stations, by the hour and by the day, and the traffic index of its sections.
import { describe, expect, test } from 'vitest'
import { evaluateIndicator } from '../../../src/core/indicate/evaluate.ts'
import type { IndicatorInputs, SeriesInput } from '../../../src/core/indicate/inputs.ts'
import { trafficIndexOf } from '../../../src/core/indicate/traffic.ts'
import type { IndicatorStep } from '../../../src/core/indicate/types.ts'
import { AREA, NOW, indicator, of, series, tables } from './made.ts'

const evaluate = (def: ReturnType<typeof indicator>, inputs: IndicatorInputs, now = NOW) =>
  evaluateIndicator(def, AREA, inputs, tables(), now)
const steps = (...list: IndicatorStep[]) => ({ scales: [{ sure: 'local' as const, steps: list }] })

describe('air quality', () => {
  const aqi = indicator(
    { type: 'aqi', period: 'hour' },
    { decimals: 0, ...steps({ level: 4, limit: 101 }, { level: 2, limit: 201 }) },
  )
  const air = { so2: 6, no2: 20, co: 0.5, o3: 80, pm10: 30, pm25: 14 }
  const station = (sensor: string, values: Record<string, number>): SeriesInput[] =>
    Object.entries(values).map(([metric, value]) => series(value, { sensor, metric }))
  const over = (total: number, ...stations: SeriesInput[][]) => evaluate(aqi, { series: stations.flat(), total })

  test('mean per pollutant over the stations, then the index', () => {
    const result = over(2, station('a', { ...air, pm25: 30 }), station('b', { ...air, pm25: 90 }))
    expect(result).toMatchObject({ value: 100, primary: ['pm25'], coverage: 1, sensors: 2 })
    expect(result).not.toHaveProperty('level')
  })
  test('clean air names no primary pollutant', () => {
    expect(over(1, station('a', air))).not.toHaveProperty('primary')
  })
  test('level by the index', () => {
    expect(over(1, station('a', { ...air, pm25: 151 }))).toMatchObject({ value: 201, level: 2, primary: ['pm25'] })
  })
  test('a station counts once, however many pollutants it measures', () => {
    expect(over(4, station('a', air), station('b', air))).toMatchObject({ coverage: 0.5 })
    expect(over(5, station('a', air), station('b', air))).toMatchObject({ unknown: 'coverage' })
  })
  test('a missing pollutant: no index', () => {
    const { so2: _so2, ...five } = air
    const result = over(1, station('a', five))
    expect(result).toMatchObject({ unknown: 'missingPollutant', coverage: 1 })
    expect(result).not.toHaveProperty('value')
  })
  test('a missing pollutant above 100: published all the same', () => {
    const { so2: _so2, ...five } = air
    expect(over(1, station('a', { ...five, pm25: 61 }))).toMatchObject({ value: 101, primary: ['pm25'] })
  })
  test('a pollutant that too few stations measure is missing', () => {
    const { pm25: _pm25, ...five } = air
    expect(over(3, station('a', air), station('b', five), station('c', five))).toMatchObject({
      unknown: 'missingPollutant',
    })
  })
  test('judged by the edition in force', () => {
    const inputs = { series: station('a', { ...air, pm25: 75 }), total: 1 }
    const at = (iso: string) => evaluate(aqi, inputs, Date.parse(iso)).value
    expect([at('2026-02-28T23:59:59+08:00'), at('2026-03-01T00:00:00+08:00')]).toEqual([100, 114])
  })

  describe('daily', () => {
    const daily = indicator(
      { type: 'aqi', period: 'day' },
      { decimals: 0, window: { type: 'running', overMs: 86_400_000 } },
    )
    const hours = (value: number, known = 24) => Array.from({ length: 24 }, (_, i) => (i < known ? value : undefined))
    const days = (sensor: string, values: Record<string, readonly (number | undefined)[]>): SeriesInput[] =>
      Object.entries(values).map(([metric, hs]) => series(Number.NaN, { sensor, metric, hours: hs }))
    const quiet = Object.fromEntries(Object.entries(air).map(([metric, value]) => [metric, hours(value)]))
    test('24-h means by the daily columns, ozone by its highest 8-hour mean', () => {
      const o3 = hours(40).map((v, i) => (i >= 10 && i < 18 ? 180 : v))
      expect(evaluate(daily, { series: days('a', { ...quiet, o3 }), total: 1 })).toMatchObject({
        value: 119,
        primary: ['o3'],
      })
    })
    test('too few hours: the pollutant is missing', () => {
      const inputs = (known: number) => ({ series: days('a', { ...quiet, pm25: hours(30, known) }), total: 1 })
      expect(evaluate(daily, inputs(20)).value).toBe(43)
      expect(evaluate(daily, inputs(19))).toMatchObject({ unknown: 'missingPollutant' })
    })
    test('no hours at all: coverage', () => {
      expect(evaluate(daily, { series: station('a', air), total: 1 })).toMatchObject({ unknown: 'coverage' })
    })
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
    const def = indicator({ type: 'trafficIndex' }, { decimals: 1, ...steps({ level: 4, limit: 4 }) })
    const inputs = {
      series: [
        series(40, { sensor: 'a', attributes: { freeKmh: 80 } }),
        series(20, { sensor: 'b', attributes: { freeKmh: '50' } }),
        series(20, { sensor: 'c' }),
      ],
      total: 3,
    }
    expect(evaluate(def, inputs)).toMatchObject({ value: 5.5, level: 4, coverage: 2 / 3 })
  })
  test('no free-flow speed anywhere: unknown', () => {
    const def = indicator({ type: 'trafficIndex' }, { coverageFloor: 0 })
    expect(evaluate(def, of(30, 40))).toMatchObject({ unknown: 'coverage' })
  })
})
