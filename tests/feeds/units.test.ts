// Units that may be converted into each other, exactly, and those that may not.
import { expect, it } from 'vitest'
import { convert, unitName } from '../../src/feeds/units.ts'

it.each<[number, string, string, number]>([
  [12.3, 'mm', 'm', 0.0123],
  [31, 'cm', 'm', 0.31],
  [0.31, 'm', 'cm', 31],
  [36, 'km/h', 'm/s', 10],
  [10, 'm/s', 'km/h', 36],
  [101.325, 'kPa', 'Pa', 101_325],
  [0.35, 'MPa', 'kPa', 350],
  [3.5, 'bar', 'MPa', 0.35],
  [1013, 'mbar', 'hPa', 1013],
  [0.7, 'mg/m3', 'ug/m3', 700],
  [700, 'µg/m³', 'mg/m3', 0.7],
  [700, 'μg/m³', 'mg/m3', 0.7],
  [5, '㎎/㎥', 'mg/m3', 5],
  [20, '℃', '°C', 20],
  [68, '℉', '°C', 20],
  [293.15, 'K', '°C', 20],
  [20, '°C', 'K', 293.15],
  [25, 'Cel', '℃', 25],
  [1, 'm3/s', 'L/s', 1000],
  [36, 'm³/h', 'L/s', 10],
  [36, 'm^3/h', 'l/s', 10],
  [1.5, '%', 'ppm', 15_000],
  [0.5, '/', '%', 50],
  [61, '%RH', '%', 61],
  [1500, 'ppb', 'ppm', 1.5],
  [1, 'kWh', 'Wh', 1000],
  [90, '°', 'rad', Math.PI / 2],
  [1, 'g', 'm/s2', 9.80665],
  [1, 'g', 'kg', 0.001],
  [12, '毫米', 'mm', 12],
  [12, '微克/立方米', 'ug/m3', 12],
  [7, '辆', '', 7],
  [60, 'KPA', 'kPa', 60],
  [60, 'Kpa', 'kPa', 60],
  [60, 'MG/M3', 'mg/m3', 60],
  [60, 'db(A)', 'dB(A)', 60],
  [2, '次/5min', '次/5min', 2],
])('%d %s is in %s %d', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBeCloseTo(expected, 9)
})

it('keeps decimal values exact where the factor is whole', () => {
  expect(convert(12.3, 'mm', 'm')).toBe(0.0123)
  expect(convert(0.07, 'm', 'cm')).toBe(7.000000000000001)
  expect(convert(35.2, 'ug/m3', 'mg/m3')).toBe(0.0352)
})

it.each([
  // A gas and a temperature would be needed.
  ['ppm', 'mg/m3'],
  // 100 %LEL of methane is 5 %VOL, of hydrogen 4.
  ['%LEL', '%'],
  ['%RH', 'ppm'],
  ['dB', 'dB(A)'],
  ['m', 'm/s'],
  ['mm', 'mm/h'],
  ['m3', 'm3/h'],
  ['kW', 'kWh'],
  ['kW', 'kVA'],
  ['bogus', 'm'],
  ['m', 'bogus'],
  ['', 'm'],
  ['__proto__', 'm'],
  ['constructor', 'constructors'],
  // Mega or milli: a guess would err by 10⁹.
  ['MPA', 'kPa'],
  ['mw', 'kW'],
  ['m'.repeat(5000), 'm'],
])('%s is not %s', (from, to) => {
  expect(convert(1, from, to)).toBeUndefined()
})

it('keeps mega and milli apart', () => {
  expect(unitName('MPa')).toBe('MPa')
  expect(unitName('mPa')).toBe('mPa')
  expect(unitName('mpa')).toBeUndefined()
})
