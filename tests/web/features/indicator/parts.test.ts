// @vitest-environment happy-dom
// Small rules of the indicator page: its address, order of sensors and areas, shades, scales and limits laid out for reading.
import { describe, expect, it } from 'vitest'
import { fromQuery, instantsOf, toQuery } from '../../../../src/web/features/indicator/address.ts'
import { barsOf, peersOf, ranked } from '../../../../src/web/features/indicator/areas.ts'
import { rangeOf, shadesOf } from '../../../../src/web/map/shades.ts'
import { inputMetrics, limitsOf, scaleLines } from '../../../../src/web/features/indicator/definition.ts'
import { standsOnZero, toldScores } from '../../../../src/web/features/indicator/scores.ts'
import {
  sensorPolarity,
  standingOf,
  worstFirst,
  type SensorRow,
} from '../../../../src/web/features/indicator/worstFirst.ts'
import type { SensorKind } from '../../../../src/wire/reference.ts'
import { HOUR, T0 } from '../../../support/cases.ts'
import { CLASSES, LIMITS, SIGNS, sign, view } from '../../support/signs.ts'

const tables = { limitTables: LIMITS, classTables: CLASSES, utcOffsetMinutes: 480 }

describe('address', () => {
  it.each([
    [{}, { span: '24h' }],
    [
      { span: '7d', area: '321002' },
      { area: '321002', span: '7d' },
    ],
    [{ span: 'week', area: '<b>' }, { span: '24h' }],
    [{ from: '2026-11-20T08:00', to: '2026-11-21T08:00' }, { span: { from: T0 - 24 * HOUR, to: T0 } }],
    // Backwards, or longer than the hub answers.
    [{ from: '2026-11-21T08:00', to: '2026-11-20T08:00', span: '1h' }, { span: '1h' }],
    [{ from: '2024-11-21T08:00', to: '2026-11-20T08:00' }, { span: '24h' }],
  ])('%o', (query, address) => expect(fromQuery(query, 480)).toEqual(address))
  it('goes back into the query as it came', () => {
    for (const query of [{}, { span: '1y' }, { area: '321002', from: '2026-11-20T08:00', to: '2026-11-21T08:00' }])
      expect(toQuery(fromQuery(query, 480), 480)).toEqual(query)
    expect(instantsOf('1h', T0)).toEqual({ from: T0 - HOUR, to: T0 })
  })
})

describe('sensors behind an indicator', () => {
  const row = (id: string, value: number | undefined, change: Partial<SensorRow> = {}): SensorRow => ({
    id,
    name: id,
    area: '1',
    at: T0,
    ...(value === undefined ? {} : { value }),
    fresh: true,
    suspect: false,
    quality: 0,
    level: 0,
    ...change,
  })
  const { at: _, ...never } = row('never', undefined, { fresh: false })
  const rows = [
    row('calm', 5),
    row('stale', 99, { fresh: false }),
    row('high', 9),
    row('suspect', 500, { suspect: true }),
    row('alarm', 1, { level: 2 }),
    never,
  ]
  it('worst first in the direction that is bad; what is left out stands last', () => {
    expect(worstFirst(rows, 'lowerBetter').map((r) => r.id)).toEqual([
      'alarm',
      'high',
      'calm',
      'suspect',
      'stale',
      'never',
    ])
    expect(worstFirst(rows, 'higherBetter').map((r) => r.id)).toEqual([
      'alarm',
      'calm',
      'high',
      'suspect',
      'stale',
      'never',
    ])
  })
  it.each([
    ['share', 'atMost', 'higherBetter', 'lowerBetter'],
    ['share', 'atLeast', 'higherBetter', 'higherBetter'],
    ['count', 'atLeast', 'lowerBetter', 'lowerBetter'],
    ['excess', 'atMost', 'lowerBetter', 'higherBetter'],
    ['count', 'atLeast', 'neutral', 'neutral'],
  ] as const)('a %s of those %s a limit, %s: each sensor is %s', (type, op, polarity, own) =>
    expect(sensorPolarity({ formula: { type, op, limit: 1 }, polarity })).toBe(own),
  )
  it('says how each stands', () => {
    expect(rows.map(standingOf)).toEqual(['fresh', 'stale', 'fresh', 'suspect', 'fresh', 'silent'])
  })
})

describe('areas', () => {
  const values = [
    view('a', { area: '321000', value: 50 }),
    view('a', { area: '321002', value: 70, level: 4 }),
    view('a', { area: '321003', value: 20 }),
    view('a', { area: '321012', unknown: 'noSensors' }),
    view('a', { area: '321002001', value: 66 }),
  ]
  const words = { name: (c: string) => c, value: (v: (typeof values)[number]) => String(v.value ?? '未知') }
  const plain = { point: () => undefined, colour: () => undefined }
  it('shades by level, by how much, or not at all', () => {
    const shades = shadesOf(values, '321000', '321002', words, plain)
    expect(shades.map((s) => [s.code, s.look, s.chosen])).toEqual([
      ['321002', { type: 'level', level: 4 }, true],
      ['321003', { type: 'tone', tone: 0 }, false],
      ['321012', { type: 'unknown' }, false],
      ['321002001', { type: 'tone', tone: 0.3 }, false],
    ])
  })
  it('uses the colour a standard gives a grade', () => {
    const [first] = shadesOf(values, '321000', undefined, words, { ...plain, colour: () => '#FFFF00' })
    expect(first?.look).toEqual({ type: 'grade', colour: '#FFFF00' })
  })
  it('compares districts, or the streets of the district looked at', () => {
    const codes = (area: string): string[] => peersOf(values, '321000', area).map((v) => v.area)
    expect(codes('321000')).toEqual(['321002', '321003', '321012'])
    expect(codes('321002')).toEqual(['321002001'])
    expect(codes('321003')).toEqual(['321002', '321003', '321012'])
  })
  it('ranks the worst first and the unknown last, without a bar', () => {
    const codes = (polarity: 'lowerBetter' | 'higherBetter'): string[] =>
      ranked(values.slice(1, 4), polarity).map((v) => v.area)
    expect(codes('lowerBetter')).toEqual(['321002', '321003', '321012'])
    expect(codes('higherBetter')).toEqual(['321003', '321002', '321012'])
    expect(barsOf(values.slice(3, 4), 'lowerBetter', undefined, words)).toEqual([
      { name: '321012', label: '未知', small: false, chosen: false },
    ])
    expect([rangeOf(values), rangeOf([])]).toEqual([{ low: 20, high: 70 }, undefined])
  })
})

describe('definition laid out', () => {
  const noise = SIGNS.find((s) => s.id === 'noise') ?? sign('x')
  const kind = {
    id: 'noise',
    name: { zh: '', en: '' },
    metrics: [
      { id: 'leq', name: { zh: '声级', en: 'level' }, unit: 'dB(A)', decimals: 1 },
      { id: 'peak', name: { zh: '峰值', en: 'peak' }, unit: 'dB(A)', decimals: 1 },
    ],
  } as unknown as SensorKind
  it('puts grades and levels of one edition in one list, mildest first', () => {
    const scale = sign('a').scales[1] ?? { steps: [] }
    expect(scaleLines(scale, 'lowerBetter').map((l) => [l.from, l.grade?.zh, l.level])).toEqual([
      [0, '优', undefined],
      [36, '良', undefined],
      [61, '轻度污染', 4],
      [116, undefined, 3],
    ])
    expect(scaleLines({ steps: noise.scales[0]?.steps ?? [] }, 'higherBetter')).toEqual([{ from: 80, level: 4 }])
    expect(scaleLines({ steps: [{ level: 1, limit: 5 }] }, 'neutral')).toEqual([])
  })
  it.each([
    // 22:00 and 06:00 in the city: night begins and ends sharp.
    [Date.UTC(2026, 10, 21, 13, 59), 'day'],
    [Date.UTC(2026, 10, 21, 14), 'night'],
    [Date.UTC(2026, 10, 20, 21, 59), 'night'],
    [Date.UTC(2026, 10, 20, 22), 'day'],
  ])('knows which limits hold at %i: %s', (at, half) => {
    const limits = limitsOf(noise, kind, tables, at)
    expect(limits?.half).toBe(half)
    expect(limits?.rows.map((r) => [r.name.zh, r.limit, r.night])).toEqual([
      ['1 类', 55, 45],
      ['2 类', 60, 50],
    ])
    expect(limits?.unit).toBe('dB(A)')
  })
  it('says where no table is in force, or none is named', () => {
    expect(limitsOf(noise, kind, { ...tables, limitTables: [] }, T0)).toEqual({
      id: 'gb3096',
      table: undefined,
      unit: 'dB(A)',
      rows: [],
    })
    expect(limitsOf(sign('a'), kind, tables, T0)).toBeUndefined()
  })
  it('names the metrics it is made from', () => {
    expect(inputMetrics(noise, kind, tables).map((m) => m.id)).toEqual(['leq'])
    expect(
      inputMetrics(sign('a', { formula: { type: 'aqi', period: 'hour' }, input: { kind: 'noise' } }), kind, tables),
    ).toHaveLength(2)
    expect(inputMetrics(noise, undefined, tables)).toEqual([])
  })
})

describe('forecast and axis', () => {
  const score = (ahead: number) => ({ ahead, n: 10, mae: 1, covered: 0.8 })
  it('tells the scores people plan by', () => {
    expect(toldScores([24, 6, 1, 3].map(score)).map((s) => s.ahead)).toEqual([1, 6, 24])
    expect(toldScores([3, 12].map(score)).map((s) => s.ahead)).toEqual([3])
    expect(toldScores([])).toEqual([])
  })
  it('stands on zero where zero means none of it', () => {
    expect(standsOnZero({ unit: 'case', polarity: 'neutral' })).toBe(true)
    expect(standsOnZero({ unit: 'ug/m3', polarity: 'lowerBetter' })).toBe(true)
    expect(standsOnZero({ unit: 'm', polarity: 'lowerBetter' })).toBe(false)
    expect(standsOnZero({ unit: '%', polarity: 'higherBetter' })).toBe(false)
  })
})
