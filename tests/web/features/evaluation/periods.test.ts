// Periods as days of the city: edges of weeks, quarters and years, and the names people know them by.
import { describe, expect, it } from 'vitest'
import { beginOf, endOf, isDay, quarterOf, weekOf } from '../../../../src/web/features/evaluation/periods.ts'
import type { Period } from '../../../../src/wire/evaluation.ts'

it.each<[Period, string, string, string]>([
  ['day', '2026-11-22', '2026-11-22', '2026-11-22'],
  ['week', '2026-11-22', '2026-11-16', '2026-11-22'], // a Sunday ends its week
  ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
  ['week', '2026-01-01', '2025-12-29', '2026-01-04'], // over the turn of the year
  ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
  ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
  ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
  ['quarter', '2026-01-01', '2026-01-01', '2026-03-31'],
  ['year', '2026-07-01', '2026-01-01', '2026-12-31'],
])('the %s of %s runs from %s to %s', (period, day, first, last) => {
  expect(beginOf(period, day)).toBe(first)
  expect(endOf(period, day)).toBe(last)
})

it.each<[Period, string, number, string]>([
  ['day', '2026-03-01', -1, '2026-02-28'],
  ['week', '2026-11-22', -1, '2026-11-09'],
  ['week', '2026-01-01', 1, '2026-01-05'],
  ['month', '2026-03-31', -1, '2026-02-01'], // never the 31st of February
  ['month', '2026-12-15', 1, '2027-01-01'],
  ['quarter', '2026-02-10', -1, '2025-10-01'],
  ['quarter', '2026-11-22', 1, '2027-01-01'],
  ['year', '2026-02-28', -3, '2023-01-01'],
])('%s of %s, %i on: %s', (period, day, n, expected) => {
  expect(beginOf(period, day, n)).toBe(expected)
})

describe('weeks are counted as ISO 8601 does', () => {
  it.each([
    ['2026-01-01', 2026, 1],
    ['2025-12-29', 2026, 1], // a Monday of the year before
    ['2027-01-03', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2026-11-22', 2026, 47],
  ])('%s', (day, year, week) => expect(weekOf(day)).toEqual({ year, week }))
})

it('quarters are 1 to 4', () =>
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([1, 1, 2, 4]))

it('knows days there are', () => {
  expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true)
  expect(['2026-02-29', '2026-13-01', '26-1-1', 'gestern', ''].some(isDay)).toBe(false)
})
