// A larger area from the values of those below it.
import { describe, expect, test } from 'vitest'
import { evaluateIndicator } from '../../../src/core/indicate/evaluate.ts'
import type { Indicator, IndicatorValue } from '../../../src/core/indicate/types.ts'
import { AREA, NOW, indicator, of, tables } from './made.ts'

const child = (value: number | undefined, over: Partial<IndicatorValue> = {}): IndicatorValue => ({
  indicator: 'x',
  area: 'c',
  at: NOW,
  coverage: 1,
  sensors: 10,
  suspect: 0,
  simulated: false,
  ...(value === undefined ? { unknown: 'coverage' as const } : { value, oldestAt: NOW - 9, newestAt: NOW - 2 }),
  ...over,
})
const roll = (
  how: Indicator['rollUp'],
  children: readonly IndicatorValue[],
  total = 0,
  over: Partial<Indicator> = {},
) =>
  evaluateIndicator(
    indicator({ type: 'mean' }, { ...(how === undefined ? {} : { rollUp: how }), ...over }),
    AREA,
    { ...of(100), total, children },
    tables(),
    NOW,
  )

describe('rollUp', () => {
  test.each([
    ['mean', 3],
    ['max', 6],
    ['min', 1],
    ['sum', 9],
  ] as const)('%s of the children, each once', (how, value) => {
    expect(roll(how, [child(1, { sensors: 90 }), child(2), child(6)])).toMatchObject({ value, sensors: 110 })
  })
  test('from all sensors of the larger area unless said otherwise', () => {
    expect(roll(undefined, [child(1)], 1).value).toBe(100)
    expect(roll('inputs', [child(1)], 1).value).toBe(100)
  })
  test('without children, from the sensors: the smallest areas', () => {
    expect(roll('mean', [], 1).value).toBe(100)
  })
  test('coverage is weighted by sensors; an unknown child covers nothing and is left out', () => {
    const result = roll('mean', [
      child(4, { sensors: 30, coverage: 0.9 }),
      child(undefined, { sensors: 10, coverage: 0.4, suspect: 3 }),
      child(8, { sensors: 10, coverage: 0.8 }),
      child(undefined, { sensors: 0, coverage: 0, unknown: 'noSensors' }),
    ])
    expect(result).toMatchObject({ value: 6, sensors: 50, suspect: 3 })
    expect(result.coverage).toBeCloseTo((27 + 8) / 50, 12)
  })
  test('sensors of the larger area that lie in no child lower it', () => {
    expect(roll('mean', [child(4)], 20)).toMatchObject({ coverage: 0.5, sensors: 20 })
    expect(roll('mean', [child(4)], 21)).toMatchObject({ unknown: 'coverage' })
  })
  test('no child known, or none with sensors', () => {
    expect(roll('mean', [child(undefined)])).toMatchObject({ unknown: 'coverage', coverage: 0 })
    const bare = child(undefined, { sensors: 0, coverage: 0, unknown: 'noSensors' })
    expect(roll('mean', [bare, bare])).toMatchObject({ unknown: 'noSensors', sensors: 0 })
  })
  test('where no child has sensors, they weigh alike', () => {
    const plain = { sensors: 0, coverage: 1 }
    expect(
      roll('sum', [child(1, plain), child(2, plain), child(undefined, { ...plain, unknown: 'noCases' })]),
    ).toMatchObject({
      value: 3,
      coverage: 2 / 3,
    })
  })
  test('simulated and real children together are mixed; what is unknown does not matter', () => {
    expect(roll('mean', [child(1), child(2, { simulated: true })])).toMatchObject({ simulated: true, mixed: true })
    expect(roll('mean', [child(1), child(2, { simulated: true, mixed: true })]).mixed).toBe(true)
    expect(roll('mean', [child(1), child(undefined, { simulated: true })])).not.toHaveProperty('mixed')
  })
  test('ages and level are those of the whole', () => {
    const scales = [{ sure: 'local' as const, steps: [{ level: 3 as const, limit: 5 }] }]
    expect(roll('max', [child(4), child(5, { oldestAt: NOW - 50, newestAt: NOW - 1 })], 0, { scales })).toMatchObject({
      level: 3,
      oldestAt: NOW - 50,
      newestAt: NOW - 1,
    })
  })
})
