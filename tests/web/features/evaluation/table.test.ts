// The ranking's arithmetic: exact shares, changes in percentage points, order with gaps last, and a score that adds up.
import { describe, expect, it } from 'vitest'
import {
  charted,
  columnsOf,
  partsFirst,
  rankChange,
  scoreChange,
  scoreParts,
  sortRows,
  valueChange,
} from '../../../../src/web/features/evaluation/table.ts'
import { exactPercent } from '../../../../src/web/i18n/format.ts'
import { HOUR } from '../../../support/cases.ts'
import { evaluation, evaluationRow, mean, share } from './fixtures.ts'

it.each([
  [46, 50, '92'],
  [2, 3, '66.7'],
  [1, 7, '14.3'],
  [1, 10_000, '0.1'], // never 0 while there is one
  [999, 1000, '99.9'],
  [9999, 10_000, '99.9'], // never 100 while one is missing
  [29, 100, '29'], // 0.29 × 100 is 28.999… in floating point
  [0, 7, '0'],
  [7, 7, '100'],
  [0, 0, '—'],
])('%i of %i is %s per cent', (numerator, denominator, expected) => {
  expect(exactPercent({ numerator, denominator })).toBe(expected)
})

describe('change', () => {
  it('of a share is in percentage points, not per cent of per cent', () => {
    expect(valueChange('share', share(46, 50), share(36, 40))).toEqual({ to: 'up', by: 2 })
    expect(valueChange('share', share(1, 10), share(2, 10))).toEqual({ to: 'down', by: 10 })
    expect(valueChange('share', share(1, 3), share(2, 6))).toEqual({ to: 'same', by: 0 })
  })
  it('of a duration is a span', () => {
    expect(valueChange('duration', mean(2 * HOUR, 5), mean(3 * HOUR, 5))).toEqual({ to: 'down', by: HOUR })
  })
  it('against nothing is none', () => {
    expect(valueChange('share', share(1, 2), undefined)).toBeUndefined()
    expect(valueChange('share', share(1, 2), share(0, 0))).toBeUndefined()
    expect(scoreChange(evaluationRow('a', { score: 90 }))).toBeUndefined()
  })
  it('of a rank is up when its number gets smaller', () => {
    expect(rankChange(evaluationRow('a', { rank: 1, previous: { rank: 3 } }))).toEqual({ to: 'up', by: 2 })
    expect(rankChange(evaluationRow('a', { rank: 4, previous: { rank: 3 } }))).toEqual({ to: 'down', by: 1 })
    expect(scoreChange(evaluationRow('a', { score: 81, previous: { score: 84.04 } }))).toEqual({ to: 'down', by: 3 })
  })
})

describe('order', () => {
  const ids = (key: string, order: 'asc' | 'desc') =>
    sortRows(evaluation().rows, key, order, (r) => r.name.zh).map((r) => r.subject)
  it.each([
    ['rank', 'asc', ['water-bureau', 'traffic-police', 'parking']],
    ['rank', 'desc', ['traffic-police', 'water-bureau', 'parking']], // without a rank: last either way
    ['score', 'desc', ['water-bureau', 'traffic-police', 'parking']],
    ['handledOnTime', 'asc', ['traffic-police', 'water-bureau', 'parking']],
    ['reworked', 'asc', ['traffic-police', 'water-bureau', 'parking']],
    ['open', 'desc', ['water-bureau', 'traffic-police', 'parking']],
    ['name', 'asc', ['traffic-police', 'water-bureau', 'parking']], // 交 排 停 by pinyin: jiao, pai, ting
  ] as const)('by %s, %s', (key, order, expected) => expect(ids(key, order)).toEqual(expected))
})

describe('columns', () => {
  it('are those of the score until others are chosen', () => {
    const known = evaluation()
    expect(columnsOf(known, undefined).map((c) => c.id)).toEqual(['handledOnTime', 'reworked'])
    expect(columnsOf(known, ['meanHandling', 'handledOnTime']).map((c) => c.id)).toEqual([
      'handledOnTime',
      'meanHandling',
    ])
    expect(columnsOf(known, ['unheard']).map((c) => c.id)).toEqual([])
    expect(partsFirst(known).others.map((c) => c.id)).toEqual(['handled', 'meanHandling'])
  })
  it('without a score, the first few', () => {
    const { composite: _, ...plain } = evaluation()
    expect(columnsOf(plain, undefined)).toHaveLength(4)
  })
})

describe('a score taken apart', () => {
  it('adds up to what its parts give', () => {
    const [water] = evaluation().rows
    const parts = scoreParts(evaluation(), water ?? evaluationRow('x'))
    expect(parts.map((p) => p.points)).toEqual([60 * 0.92, 40 * (1 - 2 / 40)])
  })
  it('says where it cannot', () => {
    expect(scoreParts(evaluation(), evaluationRow('x')).map((p) => p.points)).toEqual([undefined, undefined])
  })
})

it('charts show per cent, points and hours', () => {
  const row = evaluationRow('a', { score: 88.5, values: { s: share(1, 4), d: mean(90 * 60_000, 3) } })
  expect([charted(row, 'score', 'share'), charted(row, 's', 'share'), charted(row, 'd', 'duration')]).toEqual([
    88.5, 25, 1.5,
  ])
  expect(charted(row, 'none', 'share')).toBeUndefined()
})
