// Levels, grades, classes and limits at their edges, with editions, holes and nights.
import { describe, expect, test } from 'vitest'
import { classOf, gradeOf, levelOf } from '../../../src/core/indicate/grades.ts'
import { classTableAt, isNight, limitAt, scaleAt } from '../../../src/core/indicate/tables.ts'
import type { Grade, Indicator, IndicatorStep } from '../../../src/core/indicate/types.ts'
import { NOW, classTable, limitTable, tables } from './made.ts'

const city = (iso: string) => Date.parse(`${iso}+08:00`)

describe('levelOf', () => {
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
})

describe('gradeOf', () => {
  const grades: Grade[] = [2, 4, 6].map((from) => ({ from, name: { zh: `${from}`, en: `${from}` } }))
  test.each([
    [-9, 0],
    [2, 0],
    [3.999, 0],
    [4, 1],
    [5.999, 1],
    [6, 2],
    [Infinity, 2],
  ])('%d stands in place %d', (value, place) => {
    expect(gradeOf(value, grades)).toBe(place)
  })
  test('no grades, or no number: no place', () => {
    expect(gradeOf(1, [])).toBeUndefined()
    expect(gradeOf(Number.NaN, grades)).toBeUndefined()
  })
})

describe('editions', () => {
  const scale = (validFrom?: string, validTo?: string) => ({
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    sure: 'src' as const,
    steps: [],
  })
  const def = { scales: [scale(undefined, '2026-02-28'), scale('2026-03-01', '2030-12-31'), scale('2032-01-01')] }
  test.each<[string, number | undefined]>([
    ['1999-01-01T00:00:00', 0],
    ['2026-02-28T23:59:59.999', 0],
    ['2026-03-01T00:00:00', 1],
    ['2030-12-31T23:59:59.999', 1],
    ['2031-01-01T00:00:00', undefined],
    ['2031-12-31T23:59:59.999', undefined],
    ['2032-01-01T00:00:00', 2],
    ['2099-01-01T00:00:00', 2],
  ])('%s by the city’s calendar', (at, place) => {
    expect(scaleAt(def, city(at), 480)).toBe(place === undefined ? undefined : def.scales[place])
  })
  test('class tables likewise', () => {
    const old = classTable({ classes: ['a', 'b'], validTo: '2026-11-20' })
    const given = tables({ classTables: [old] })
    expect(classTableAt(given, 'c', city('2026-11-20T23:00:00'))).toBe(old)
    expect(classTableAt(given, 'c', city('2026-11-21T00:00:00'))).toBeUndefined()
    expect(classTableAt(given, 'other', NOW)).toBeUndefined()
  })
})

describe('limits', () => {
  const zones = limitTable({
    night: { fromHour: 22, toHour: 6 },
    items: [
      { id: '1', limit: 55, night: 45 },
      { id: '9', limit: 90 },
    ],
  })
  const given = tables({ limitTables: [zones] })
  const limit = { table: 't', by: 'zone' }
  test.each<[string, number]>([
    ['05:59:59.999', 45],
    ['06:00:00', 55],
    ['12:00:00', 55],
    ['21:59:59.999', 55],
    ['22:00:00', 45],
    ['23:59:59.999', 45],
    ['00:00:00', 45],
  ])('at %s it is %d', (clock, expected) => {
    expect(limitAt(given, limit, { zone: '1' }, city(`2026-11-21T${clock}`))).toBe(expected)
  })
  test('an item without a limit of its own for the night keeps that of the day', () => {
    expect(limitAt(given, limit, { zone: 9 }, city('2026-11-21T23:00:00'))).toBe(90)
  })
  test('named outright; a plain number is itself', () => {
    expect(limitAt(given, { table: 't', item: '1' }, {}, city('2026-11-21T12:00:00'))).toBe(55)
    expect(limitAt(given, 7, {}, NOW)).toBe(7)
  })
  test('unknown table, item or attribute: none', () => {
    expect(limitAt(given, { table: 'u', by: 'zone' }, { zone: '1' }, NOW)).toBeUndefined()
    expect(limitAt(given, limit, { zone: '5' }, NOW)).toBeUndefined()
    expect(limitAt(given, limit, {}, NOW)).toBeUndefined()
  })
  test('night within one day', () => {
    const nap = { fromHour: 12, toHour: 14 }
    expect(
      ['11:59:59', '12:00:00', '13:59:59', '14:00:00'].map((c) => isNight(nap, city(`2026-11-21T${c}`), 480)),
    ).toEqual([false, true, true, false])
  })
})

describe('classOf', () => {
  const table = classTable({
    classes: ['1', '2', '3', 'worse'],
    items: [
      { metric: 'do', bad: 'below', limits: [7.5, 6, 5] },
      { metric: 'nh3', bad: 'above', limits: [0.15, 0.5, 1] },
      { metric: 'co', bad: 'above', limits: [4, 4, 9] },
    ],
    ranges: [{ metric: 'ph', min: 6, max: 9 }],
  })
  const good = { do: 9, nh3: 0.1, co: 1, ph: 7 }
  test.each<[string, Record<string, number | undefined>, number | undefined]>([
    ['best', good, 1],
    ['equal to a limit is within it: oxygen', { ...good, do: 7.5 }, 1],
    ['just below', { ...good, do: 7.49 }, 2],
    ['equal to a limit: ammonia', { ...good, nh3: 0.15 }, 1],
    ['just above', { ...good, nh3: 0.16 }, 2],
    ['at the last limit', { ...good, nh3: 1 }, 3],
    ['beyond the last limit', { ...good, nh3: 1.01 }, 4],
    ['the worst item decides', { ...good, do: 5.5, nh3: 0.4 }, 3],
    ['two classes with one limit: the better', { ...good, co: 4 }, 1],
    ['beyond both', { ...good, co: 4.1 }, 3],
    ['range, lower edge', { ...good, ph: 6 }, 1],
    ['range, upper edge', { ...good, ph: 9 }, 1],
    ['outside the range', { ...good, ph: 9.01 }, 4],
    ['an item missing', { do: 9, co: 1, ph: 7 }, undefined],
    ['an item that is no number', { ...good, nh3: Number.NaN }, undefined],
    ['the range’s quantity missing', { do: 9, nh3: 0.1, co: 1 }, undefined],
    ['missing, but already of the last class', { do: 1 }, 4],
    ['nothing measured', {}, undefined],
  ])('%s', (_, values, expected) => {
    expect(classOf(table, values)).toBe(expected)
  })
})
