// HJ 633 cell by cell: every breakpoint, both sides of it, the footnotes, the NA state and the ties.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aqiOf, iaqiOf, roundConcentration, type Concentrations } from '../../../src/core/air/aqi.ts'
import { roundHalfEven } from '../../../src/core/air/round.ts'
import {
  AQI_CLASSES,
  HJ633_2012,
  HJ633_2026,
  IAQI_STEPS,
  POLLUTANTS,
  aqiClassOf,
  aqiStandardAt,
  type AqiPeriod,
  type Pollutant,
} from '../../../src/core/air/table.ts'

// Written out here once more, so that a slip of the pen in the source table shows.
const CELLS: [Pollutant, AqiPeriod, number[]][] = [
  ['so2', 'day', [0, 50, 150, 475, 800, 1600, 2100, 2620]],
  ['so2', 'hour', [0, 150, 500, 650, 800]],
  ['no2', 'day', [0, 40, 80, 180, 280, 565, 750, 940]],
  ['no2', 'hour', [0, 100, 200, 700, 1200, 2340, 3090, 3840]],
  ['co', 'day', [0, 2, 4, 14, 24, 36, 48, 60]],
  ['co', 'hour', [0, 5, 10, 35, 60, 90, 120, 150]],
  ['o3', 'day', [0, 100, 160, 215, 265, 800]],
  ['o3', 'hour', [0, 160, 200, 300, 400, 800, 1000, 1200]],
  ['pm10', 'day', [0, 50, 120, 250, 350, 420, 500, 600]],
  ['pm10', 'hour', [0, 50, 120, 250, 350, 420, 500, 600]],
  ['pm25', 'day', [0, 35, 60, 115, 150, 250, 350, 500]],
  ['pm25', 'hour', [0, 35, 60, 115, 150, 250, 350, 500]],
]

describe.each(CELLS)('%s by %s', (pollutant, period, cells) => {
  const smallest = pollutant === 'co' ? 0.1 : 1
  test.each(cells.map((bp, i) => [bp, IAQI_STEPS[i]] as const))('%d gives %d exactly', (bp, step) => {
    expect(iaqiOf(pollutant, bp, period, HJ633_2026)).toBe(step)
  })
  test('one digit beyond a breakpoint is already in the next step, one below not past it', () => {
    cells.forEach((bp, i) => {
      const step = IAQI_STEPS[i] ?? Number.NaN
      const above = iaqiOf(pollutant, bp + smallest, period, HJ633_2026)
      if (i < cells.length - 1) expect(above).toBeGreaterThan(step)
      else expect(above).toBe(step)
      if (i > 0) expect(iaqiOf(pollutant, bp - smallest, period, HJ633_2026)).toBeLessThanOrEqual(step)
    })
  })
})

describe('iaqiOf', () => {
  test.each<[string, Pollutant, AqiPeriod, number, number]>([
    ['rounds up: 50/35 × 36 − …', 'pm25', 'day', 36, 52],
    ['rounds up from the smallest', 'pm25', 'day', 1, 2],
    ['an exact value is not rounded up', 'pm25', 'day', 7, 10],
    ['CO counts with one decimal', 'co', 'day', 2.1, 53],
    ['CO exact at a fraction', 'co', 'hour', 0.7, 7],
    ['CO 4.5 of 5 is 45 exactly', 'co', 'hour', 4.5, 45],
    ['ozone 8 h', 'o3', 'day', 180, 119],
    ['NO2 1 h', 'no2', 'hour', 150, 75],
    ['b: SO2 1 h just above 800', 'so2', 'hour', 801, 200],
    ['b: SO2 1 h far above', 'so2', 'hour', 2000, 200],
    ['c: O3 8 h just above 800', 'o3', 'day', 801, 300],
    ['c: O3 8 h far above', 'o3', 'day', 1200, 300],
    ['O3 1 h goes on above 800', 'o3', 'hour', 900, 350],
    ['held at 500', 'pm25', 'day', 900, 500],
    ['GB/T 8170 before: 35.5 is 36', 'pm25', 'day', 35.5, 52],
    ['GB/T 8170 before: 34.5 is 34', 'pm25', 'day', 34.5, 49],
    ['GB/T 8170 before: 35.49 is 35', 'pm25', 'day', 35.49, 50],
    ['GB/T 8170 before: CO 2.05 is 2.0', 'co', 'day', 2.05, 50],
    ['GB/T 8170 before: CO 2.15 is 2.2', 'co', 'day', 2.15, 55],
  ])('%s', (_, pollutant, period, value, expected) => {
    expect(iaqiOf(pollutant, value, period, HJ633_2026)).toBe(expected)
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%d is no concentration', (value) => {
    expect(iaqiOf('pm25', value, 'day', HJ633_2026)).toBeUndefined()
  })

  test('never falls as the concentration rises, and is whole', () => {
    const c = fc.double({ min: 0, max: 5000, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...POLLUTANTS),
        fc.constantFrom<AqiPeriod>('hour', 'day'),
        c,
        c,
        (p, period, a, b) => {
          const low = iaqiOf(p, Math.min(a, b), period, HJ633_2026) ?? -1
          const high = iaqiOf(p, Math.max(a, b), period, HJ633_2026) ?? -1
          expect(Number.isInteger(low) && low >= 0 && high <= 500).toBe(true)
          expect(low).toBeLessThanOrEqual(high)
        },
      ),
    )
  })
})

describe('editions', () => {
  test.each<[string, Pollutant, number, number, number]>([
    ['PM2.5 75', 'pm25', 75, 100, 114],
    ['PM2.5 60', 'pm25', 60, 82, 100],
    ['PM2.5 115', 'pm25', 115, 150, 150],
    ['PM10 150', 'pm10', 150, 100, 112],
    ['PM10 120', 'pm10', 120, 85, 100],
    ['PM10 250', 'pm10', 250, 150, 150],
  ])('%s', (_, pollutant, value, in2012, in2026) => {
    expect(iaqiOf(pollutant, value, 'day', HJ633_2012)).toBe(in2012)
    expect(iaqiOf(pollutant, value, 'day', HJ633_2026)).toBe(in2026)
  })

  test('only the two cells of the particles differ', () => {
    for (const period of ['hour', 'day'] as const)
      for (const p of POLLUTANTS) {
        const differing = HJ633_2026.columns[period][p].filter((bp, i) => bp !== HJ633_2012.columns[period][p][i])
        expect(differing).toEqual(p === 'pm10' ? [120] : p === 'pm25' ? [60] : [])
      }
  })

  test.each([
    ['the last millisecond of February, Beijing time', '2026-02-28T23:59:59.999+08:00', 'HJ 633-2012'],
    ['midnight of 1 March', '2026-03-01T00:00:00+08:00', 'HJ 633-2026'],
    ['later', '2030-01-01T00:00:00+08:00', 'HJ 633-2026'],
    ['before any edition we hold', '2010-01-01T00:00:00+08:00', 'HJ 633-2012'],
  ])('%s', (_, iso, ref) => {
    expect(aqiStandardAt(Date.parse(iso)).ref).toBe(ref)
  })
})

describe('aqiOf', () => {
  const clean: Required<Concentrations> = { so2: 6, no2: 20, co: 0.5, o3: 80, pm10: 30, pm25: 14 }
  const without = (p: Pollutant, c: Concentrations = clean): Concentrations =>
    Object.fromEntries(Object.entries(c).filter(([k]) => k !== p))

  test('up to 50 there is no primary pollutant', () => {
    expect(aqiOf({ ...clean, pm25: 35 }, 'hour', HJ633_2026)).toMatchObject({ state: 'ok', aqi: 50, primary: [] })
  })
  test('above 50 the highest is primary', () => {
    expect(aqiOf({ ...clean, pm25: 36 }, 'hour', HJ633_2026)).toMatchObject({
      state: 'ok',
      aqi: 52,
      primary: ['pm25'],
      missing: [],
      standard: 'HJ 633-2026',
    })
  })
  test('ties are named together', () => {
    expect(aqiOf({ ...clean, pm25: 60, pm10: 120, o3: 199 }, 'hour', HJ633_2026)).toMatchObject({
      aqi: 100,
      primary: ['pm10', 'pm25'],
    })
  })
  test('hour and day read their own columns', () => {
    const ozone = { ...clean, o3: 180 }
    expect(aqiOf(ozone, 'hour', HJ633_2026)).toMatchObject({ aqi: 75 })
    expect(aqiOf(ozone, 'day', HJ633_2026)).toMatchObject({ aqi: 119 })
  })
  test('nothing at all in the air is 0', () => {
    const zero = Object.fromEntries(POLLUTANTS.map((p) => [p, 0]))
    expect(aqiOf(zero, 'hour', HJ633_2026)).toMatchObject({ state: 'ok', aqi: 0, primary: [] })
  })
  test.each(POLLUTANTS)('without %s a clean hour is NA and keeps the single values', (p) => {
    const result = aqiOf(without(p), 'hour', HJ633_2026)
    expect(result).toMatchObject({ state: 'NA', missing: [p] })
    expect(result).not.toHaveProperty('aqi')
    expect(Object.keys(result.iaqi)).toHaveLength(5)
  })
  test('incomplete: 100 is still NA, 101 is published', () => {
    expect(aqiOf(without('so2', { ...clean, pm25: 60 }), 'hour', HJ633_2026).state).toBe('NA')
    expect(aqiOf(without('so2', { ...clean, pm25: 61 }), 'hour', HJ633_2026)).toMatchObject({
      state: 'ok',
      aqi: 101,
      primary: ['pm25'],
      missing: ['so2'],
    })
  })
  test('an impossible value counts as missing', () => {
    expect(aqiOf({ ...clean, so2: -3 }, 'hour', HJ633_2026)).toMatchObject({ state: 'NA', missing: ['so2'] })
  })
  test('nothing measured is NA', () => {
    expect(aqiOf({}, 'hour', HJ633_2026)).toMatchObject({ state: 'NA', missing: [...POLLUTANTS], iaqi: {} })
  })
})

describe('classes', () => {
  test.each([
    [0, 1, '优'],
    [50, 1, '优'],
    [51, 2, '良'],
    [100, 2, '良'],
    [101, 3, '轻度污染'],
    [150, 3, '轻度污染'],
    [151, 4, '中度污染'],
    [200, 4, '中度污染'],
    [201, 5, '重度污染'],
    [300, 5, '重度污染'],
    [301, 6, '严重污染'],
    [500, 6, '严重污染'],
  ])('AQI %i is grade %i %s', (aqi, grade, name) => {
    expect(aqiClassOf(aqi)).toMatchObject({ grade, name: { zh: name } })
  })
  test('hex and RGB say the same', () => {
    for (const c of AQI_CLASSES)
      expect(c.hex).toBe(`#${c.rgb.map((v) => v.toString(16).padStart(2, '0').toUpperCase()).join('')}`)
  })
  test('no class for what is no AQI', () => {
    expect(() => aqiClassOf(Number.NaN)).toThrow(RangeError)
  })
})

describe('GB/T 8170', () => {
  test.each([
    [12.5, 0, 12],
    [13.5, 0, 14],
    [12.51, 0, 13],
    [12.49, 0, 12],
    [0.5, 0, 0],
    [1.5, 0, 2],
    [-0.5, 0, 0],
    [-1.5, 0, -2],
    [-2.5, 0, -2],
    [0.25, 1, 0.2],
    [0.35, 1, 0.4],
    [0.45, 1, 0.4],
    [1.15, 1, 1.2],
    [2.675, 2, 2.68],
    [1234.5, 0, 1234],
    [0.1 + 0.2, 1, 0.3],
  ])('%d to %i digits is %d', (value, decimals, expected) => {
    expect(roundHalfEven(value, decimals)).toBeCloseTo(expected, 10)
  })
  test('never minus zero', () => {
    expect(Object.is(roundHalfEven(-0.5, 0), 0)).toBe(true)
  })
  test('what is not finite stays', () => {
    expect(roundHalfEven(Number.NaN, 1)).toBeNaN()
    expect(roundHalfEven(Number.POSITIVE_INFINITY, 0)).toBe(Number.POSITIVE_INFINITY)
  })
  test('CO keeps a decimal, the others none', () => {
    expect([roundConcentration('co', 0.849), roundConcentration('pm25', 84.9)]).toEqual([0.8, 85])
  })
})
