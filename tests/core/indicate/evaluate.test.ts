// Every formula of an indicator at its edges: values, levels, coverage and the reasons for having no value.
import { describe, expect, test } from 'vitest'
import { evaluateIndicator } from '../../../src/core/indicate/evaluate.ts'
import type { IndicatorInputs, SeriesInput } from '../../../src/core/indicate/inputs.ts'
import type { Formula, IndicatorStep } from '../../../src/core/indicate/types.ts'
import { AREA, NOW, classTable, indicator, limitTable, of, series, tables } from './made.ts'

const evaluate = (
  ...[def, inputs, given = tables(), now = NOW]: [
    ReturnType<typeof indicator>,
    IndicatorInputs,
    ReturnType<typeof tables>?,
    number?,
  ]
) => evaluateIndicator(def, AREA, inputs, given, now)
const steps = (...list: IndicatorStep[]) => ({ scales: [{ sure: 'local' as const, steps: list }] })

describe('formulas over series', () => {
  test.each<[string, Formula, number[], number]>([
    ['mean', { type: 'mean' }, [1, 2, 6], 3],
    ['mean is rounded by GB/T 8170', { type: 'mean' }, [0.12, 0.13], 0.12],
    ['max', { type: 'max' }, [1, -2, 6], 6],
    ['max of negatives', { type: 'max' }, [-3, -2], -2],
    ['min', { type: 'min' }, [1, -2, 6], -2],
    ['sum', { type: 'sum' }, [0.1, 0.2, 0.3], 0.6],
    ['median of odd', { type: 'quantile', p: 0.5 }, [9, 1, 5], 5],
    ['half of four are at or below the second', { type: 'quantile', p: 0.5 }, [4, 3, 2, 1], 2],
    ['least', { type: 'quantile', p: 0 }, [4, 3, 2], 2],
    ['greatest', { type: 'quantile', p: 1 }, [4, 3, 2], 4],
    ['7 % of 100 is the seventh', { type: 'quantile', p: 0.07 }, Array.from({ length: 100 }, (_, i) => i + 1), 7],
    ['count at least, the limit counts', { type: 'count', op: 'atLeast', limit: 0.15 }, [0.1, 0.15, 0.2], 2],
    ['count at most, the limit counts', { type: 'count', op: 'atMost', limit: 0.15 }, [0.1, 0.15, 0.2], 2],
    ['count of none is 0', { type: 'count', op: 'atLeast', limit: 9 }, [1, 2], 0],
    ['share', { type: 'share', op: 'atLeast', limit: 2 }, [1, 2, 3], 66.67],
    ['share of all', { type: 'share', op: 'atMost', limit: 3 }, [1, 2, 3], 100],
    ['excess above', { type: 'excess', op: 'atLeast', limit: 2 }, [1, 2.5, 2.25], 0.5],
    ['excess when all are within is negative', { type: 'excess', op: 'atLeast', limit: 2 }, [1, 1.5], -0.5],
    ['excess below', { type: 'excess', op: 'atMost', limit: 2 }, [3, 1.75], 0.25],
  ])('%s', (_, formula, values, expected) => {
    expect(evaluate(indicator(formula), of(...values))).toEqual({
      indicator: 'x',
      area: AREA,
      at: NOW,
      value: expected,
      coverage: 1,
      sensors: values.length,
      suspect: 0,
      oldestAt: NOW - 60_000,
      newestAt: NOW - 60_000,
      simulated: false,
    })
  })
  test('a factor turns each value into the unit of the indicator and of its limits', () => {
    const def = indicator({ type: 'count', op: 'atLeast', limit: 50 }, { factor: 6 })
    expect(evaluate(def, of(8, 8.4, 9)).value).toBe(2)
    expect(evaluate(indicator({ type: 'max' }, { factor: 6 }), of(8, 8.4)).value).toBe(50.4)
  })
  test('where the window begins is said with the value', () => {
    const day = indicator({ type: 'mean' }, { window: { type: 'day', fromHour: 20 } })
    expect(evaluate(day, of(1)).from).toBe(Date.UTC(2026, 10, 20, 12))
    expect(evaluate(indicator({ type: 'mean' }), of(1))).not.toHaveProperty('from')
  })
})

describe('weights and ratios', () => {
  const weighted = indicator({ type: 'weightedMean', weight: 'spaces' })
  test('mean weighted by an attribute; a sensor without it is not covered', () => {
    const inputs = {
      series: [
        series(100, { sensor: 'a', attributes: { spaces: 300 } }),
        series(20, { sensor: 'b', attributes: { spaces: '100' } }),
        series(0, { sensor: 'c' }),
        series(0, { sensor: 'd', attributes: { spaces: -5 } }),
      ],
      total: 4,
    }
    expect(evaluate(weighted, inputs)).toMatchObject({ value: 80, coverage: 0.5 })
  })
  test('no weight at all: nothing to divide by', () => {
    const inputs = { series: [series(1, { attributes: { spaces: 0 } })], total: 1 }
    const result = evaluate(weighted, inputs)
    expect(result).toMatchObject({ unknown: 'zeroBase', coverage: 1 })
    expect(result).not.toHaveProperty('value')
  })
  const ratio = indicator({ type: 'ratio', over: 'all' }, { input: { kind: 'k', metric: 'used' }, unit: '%' })
  const pair = (sensor: string, used: number | undefined, all: number | undefined): SeriesInput[] => [
    ...(used === undefined ? [] : [series(used, { sensor, metric: 'used' })]),
    ...(all === undefined ? [] : [series(all, { sensor, metric: 'all' })]),
  ]
  test('sum over sum, of sensors that know both', () => {
    const inputs = { series: [...pair('a', 30, 100), ...pair('b', 0, 100), ...pair('c', 50, undefined)], total: 3 }
    expect(evaluate(ratio, inputs)).toMatchObject({ value: 15, coverage: 2 / 3, sensors: 3 })
  })
  test('zero base', () => {
    expect(evaluate(ratio, { series: pair('a', 0, 0), total: 1 })).toMatchObject({ unknown: 'zeroBase' })
    expect(evaluate(ratio, { series: pair('a', 5, undefined), total: 1 })).toMatchObject({ unknown: 'coverage' })
  })
})

describe('coverage', () => {
  const mean = indicator({ type: 'mean' })
  test('stale, suspect and impossible values count for nothing; the suspect are counted', () => {
    const inputs = {
      series: [
        series(1),
        series(100, { fresh: false, sensor: 'old' }),
        series(100, { fresh: false, suspect: true, sensor: 'older' }),
        series(200, { suspect: true, sensor: 'odd' }),
        series(Number.NaN, { sensor: 'nan' }),
        series(Number.POSITIVE_INFINITY, { sensor: 'infinite' }),
        series(1e300, { sensor: 'absurd' }),
        series(3),
      ],
      total: 4,
    }
    expect(evaluate(indicator({ type: 'mean' }, { coverageFloor: 0.25 }), inputs)).toMatchObject({
      value: 2,
      coverage: 0.25,
      sensors: 8,
      suspect: 1,
    })
  })
  test('at the floor there is a value, below it none', () => {
    expect(evaluate(mean, { series: [series(1), series(2)], total: 4 })).toMatchObject({ value: 1.5 })
    const below = evaluate(mean, { series: [series(1), series(2)], total: 5 })
    expect(below).toMatchObject({ unknown: 'coverage', coverage: 0.4, oldestAt: NOW - 60_000 })
    for (const key of ['value', 'level', 'grade']) expect(below).not.toHaveProperty(key)
  })
  test('no floor, but nothing fresh: unknown, not zero', () => {
    const count = indicator({ type: 'count', op: 'atLeast', limit: 0 }, { coverageFloor: 0 })
    const none = evaluate(count, { series: [series(1, { fresh: false })], total: 3 })
    expect(none).toMatchObject({ unknown: 'coverage', coverage: 0 })
    for (const key of ['value', 'oldestAt', 'newestAt']) expect(none).not.toHaveProperty(key)
  })
  test('no sensors', () => {
    expect(evaluate(mean, { series: [], total: 0 })).toMatchObject({ unknown: 'noSensors', coverage: 0, sensors: 0 })
  })
  test('a register behind the sensors never gives more than 1', () => {
    expect(evaluate(mean, { series: [series(1), series(2)], total: 1 })).toMatchObject({ coverage: 1, sensors: 2 })
  })
  test('a day told by a few of its hours does not count as a day', () => {
    const day = indicator({ type: 'mean' }, { window: { type: 'running', overMs: 86_400_000 }, windowFloor: 0.75 })
    const inputs = {
      series: [series(1, { covered: 0.75 }), series(9, { covered: 0.7 }), series(3)],
      total: 3,
    }
    expect(evaluate(day, inputs)).toMatchObject({ value: 2, coverage: 2 / 3 })
    const few = { series: inputs.series.map((s) => ({ ...s, covered: 0.5 })), total: 3 }
    expect(evaluate(day, few)).toMatchObject({ unknown: 'coverage', coverage: 0, suspect: 0 })
    const classes = tables({
      classTables: [classTable({ classes: ['a', 'b'], items: [{ metric: 'depthM', bad: 'above', limits: [5] }] })],
    })
    const share = indicator({ type: 'class', table: 'c', of: 'worst' }, { windowFloor: 0.75 })
    expect(evaluate(share, inputs, classes)).toMatchObject({ value: 1, coverage: 2 / 3 })
  })
  test('oldest and newest of what counted', () => {
    const inputs = {
      series: [
        series(1, { occurredAt: NOW - 5 }),
        series(2, { occurredAt: NOW - 9 }),
        series(3, { occurredAt: NOW - 99, fresh: false }),
        series(4, { occurredAt: NOW - 1, suspect: true }),
      ],
      total: 4,
    }
    expect(evaluate(mean, inputs)).toMatchObject({ oldestAt: NOW - 9, newestAt: NOW - 5 })
  })
  test.each<[string, SeriesInput[], boolean, true | undefined]>([
    ['real and simulated together', [series(1), series(2, { simulated: true })], true, true],
    ['only simulated', [series(1, { simulated: true }), series(2, { simulated: true })], true, undefined],
    ['a stale simulated one is not in it', [series(1), series(2, { simulated: true, fresh: false })], false, undefined],
    ['a suspect simulated one is not', [series(1), series(2, { simulated: true, suspect: true })], false, undefined],
    ['nothing fresh: what there is', [series(2, { simulated: true, fresh: false })], true, undefined],
  ])('simulated: %s', (_, inputs, simulated, mixed) => {
    const result = evaluate(mean, { series: inputs, total: inputs.length })
    expect(result.simulated).toBe(simulated)
    expect(result.mixed).toBe(mixed)
  })
})

describe('limits by table', () => {
  const zones = limitTable({
    night: { fromHour: 22, toHour: 6 },
    items: [
      { id: '1', limit: 55, night: 45 },
      { id: '2', limit: 60, night: 50 },
    ],
  })
  const ok = indicator({ type: 'share', op: 'atMost', limit: { table: 't', by: 'zone' } })
  const monitor = (sensor: string, value: number, zone: string | undefined, occurredAt = NOW): SeriesInput =>
    series(value, { sensor, occurredAt, attributes: zone === undefined ? {} : { zone } })
  test('each by its own; one without a limit is not covered', () => {
    const inputs = { series: [monitor('a', 55, '1'), monitor('b', 60.1, '2'), monitor('c', 10, undefined)], total: 3 }
    expect(evaluate(ok, inputs, tables({ limitTables: [zones] }))).toMatchObject({ value: 50, coverage: 2 / 3 })
  })
  test('day or night by the time of the value, not of the evaluation', () => {
    const at = (clock: string) => Date.parse(`2026-11-21T${clock}+08:00`)
    const inputs = (occurredAt: number) => ({ series: [monitor('a', 50, '1', occurredAt)], total: 1 })
    const value = (clock: string) => evaluate(ok, inputs(at(clock)), tables({ limitTables: [zones] })).value
    expect(['21:59:59.999', '22:00:00', '23:59:59', '00:00:00', '05:59:59.999', '06:00:00'].map(value)).toEqual([
      100, 0, 0, 0, 0, 100,
    ])
  })
  test('no limit for any sensor: noLimit, though all speak', () => {
    const inputs = { series: [monitor('a', 50, '7'), monitor('b', 50, undefined)], total: 2 }
    expect(evaluate(ok, inputs, tables({ limitTables: [zones] }))).toMatchObject({ unknown: 'noLimit', coverage: 0 })
  })
  test('a hole between editions: noLimit; nothing heard: coverage', () => {
    const ended = limitTable({ validTo: '2026-11-20', items: [{ id: '1', limit: 55 }] })
    const given = tables({ limitTables: [ended] })
    expect(evaluate(ok, { series: [monitor('a', 50, '1')], total: 1 }, given)).toMatchObject({ unknown: 'noLimit' })
    expect(evaluate(ok, { series: [], total: 1 }, given)).toMatchObject({ unknown: 'coverage' })
  })
})

describe('classes', () => {
  const table = classTable({
    classes: ['one', 'two', 'worse'],
    items: [
      { metric: 'do', bad: 'below', limits: [7.5, 5] },
      { metric: 'nh3', bad: 'above', limits: [0.5, 1] },
    ],
  })
  const given = tables({ classTables: [table] })
  const place = (sensor: string, values: Record<string, number>): SeriesInput[] =>
    Object.entries(values).map(([metric, value]) => series(value, { sensor, metric }))
  const worst = indicator({ type: 'class', table: 'c', of: 'worst' })
  const share = indicator({ type: 'class', table: 'c', of: 'share', upTo: 2 })
  test('each by its worst item', () => {
    const inputs = {
      series: [
        ...place('a', { do: 8, nh3: 0.5 }),
        ...place('b', { do: 8, nh3: 0.51 }),
        ...place('c', { do: 4.9, nh3: 0 }),
      ],
      total: 3,
    }
    expect(evaluate(worst, inputs, given)).toMatchObject({ value: 3, coverage: 1, sensors: 3 })
    expect(evaluate(share, inputs, given)).toMatchObject({ value: 66.67 })
  })
  test('an item missing: not covered, unless it is of the last class already', () => {
    const inputs = { series: [...place('a', { do: 8 }), ...place('b', { do: 1 })], total: 2 }
    expect(evaluate(worst, inputs, given)).toMatchObject({ value: 3, coverage: 0.5 })
  })
  test('a suspect item is missing', () => {
    const inputs = {
      series: [...place('a', { do: 8 }), series(0.1, { sensor: 'a', metric: 'nh3', suspect: true })],
      total: 1,
    }
    expect(evaluate(worst, inputs, given)).toMatchObject({ unknown: 'coverage', suspect: 0 })
    const both = { series: inputs.series.map((s) => ({ ...s, suspect: true })), total: 1 }
    expect(evaluate(worst, both, given)).toMatchObject({ unknown: 'coverage', suspect: 1 })
  })
  test('no edition in force', () => {
    const later = tables({ classTables: [{ ...table, validFrom: '2026-11-22' }] })
    const inputs = { series: place('a', { do: 8, nh3: 0.5 }), total: 1 }
    expect(evaluate(worst, inputs, later)).toMatchObject({ unknown: 'noLimit' })
  })
})

describe('levels and grades', () => {
  const scales = [
    { validTo: '2026-11-20', sure: 'src' as const, steps: [{ level: 4 as const, limit: 1 }] },
    {
      validFrom: '2026-11-22',
      sure: 'src' as const,
      steps: [{ level: 3 as const, limit: 0.15 }],
      grades: [
        { from: 0, name: { zh: '低', en: 'low' } },
        { from: 0.15, name: { zh: '高', en: 'high' } },
      ],
    },
  ]
  const def = indicator({ type: 'mean' }, { scales })
  test('judged as it is shown: 0.149 of two decimals is 0.15', () => {
    const at = Date.UTC(2026, 10, 25)
    expect(evaluate(def, of(0.149), tables(), at)).toMatchObject({ value: 0.15, level: 3, grade: 1 })
    expect(evaluate(def, of(0.144), tables(), at)).toMatchObject({ value: 0.14, grade: 0 })
  })
  test('in a hole between scales there is a value, but neither level nor grade', () => {
    const result = evaluate(def, of(5))
    expect(result.value).toBe(5)
    for (const key of ['level', 'grade']) expect(result).not.toHaveProperty(key)
  })
})

describe('cases and platform', () => {
  const nothing = { series: [], total: 0 }
  test('a fact is its value, with full coverage', () => {
    const def = indicator({ type: 'cases', of: 'onTimeRate' })
    expect(evaluate(def, { ...nothing, cases: { onTimeRate: 93.75, simulated: true } })).toEqual({
      indicator: 'x',
      area: AREA,
      at: NOW,
      value: 93.75,
      coverage: 1,
      sensors: 0,
      suspect: 0,
      simulated: true,
    })
  })
  test('nothing due today: no rate', () => {
    const def = indicator({ type: 'cases', of: 'onTimeRate' })
    const result = evaluate(def, { ...nothing, cases: { open: 3 } })
    expect(result).toMatchObject({ unknown: 'noCases', coverage: 1 })
    expect(result).not.toHaveProperty('value')
  })
  test('no open case is 0, not unknown; no facts is unknown', () => {
    const def = indicator({ type: 'cases', of: 'open' })
    expect(evaluate(def, { ...nothing, cases: { open: 0 } })).toMatchObject({ value: 0 })
    expect(evaluate(def, nothing)).toMatchObject({ unknown: 'noCases' })
    expect(evaluate(def, { ...nothing, cases: { open: Number.NaN } })).toMatchObject({ unknown: 'noCases' })
  })
  test('a share of nothing has nothing to divide by', () => {
    const def = indicator(
      { type: 'platform', of: 'lateShare' },
      { decimals: 0, polarity: 'higherBetter', ...steps({ level: 3, limit: 90 }) },
    )
    expect(evaluate(def, { ...nothing, platform: { lateShare: 87.5 } })).toMatchObject({ value: 88, level: 3 })
    expect(evaluate(def, { ...nothing, platform: { feedHealth: 100 } })).toMatchObject({ unknown: 'zeroBase' })
    expect(evaluate(def, nothing)).toMatchObject({ unknown: 'noSensors' })
  })
})
