// What is unusual, how far, and in which words: edges, records, and bases that bear no share.
import { describe, expect, it } from 'vitest'
import { UNUSUAL_BEYOND, anomalyOf, unusualOf } from '../../../src/core/normal/anomaly.ts'

const cell = { low: 20, mid: 30, high: 40, n: 8 }

describe('anomalies', () => {
  it.each([
    ['inside', 30, 0],
    ['on the upper edge', 40, 0],
    ['on the lower edge', 20, 0],
    ['closer to it than is shown', 40.4, 0],
  ])('none %s', (_, value, decimals) => {
    expect(anomalyOf(value, cell, [], decimals)).toBeUndefined()
    expect(unusualOf(value, cell, decimals)).toBeUndefined()
  })

  it('say direction, distance in widths of the band, and why', () => {
    expect(anomalyOf(56.8, cell, [12, 35, 50], 0)).toEqual({
      direction: 'high',
      beyond: expect.closeTo(0.84, 6),
      cell,
      why: {
        zh: '比同时段常值上沿高 42%；近 8 周同一时段最高',
        en: '42% above the usual upper edge at this hour; the highest at this hour in 8 weeks',
      },
    })
    expect(anomalyOf(10, cell, [5, 35], 0)).toMatchObject({
      direction: 'low',
      beyond: 0.5,
      why: { zh: '比同时段常值下沿低 50%', en: '50% below the usual lower edge at this hour' },
    })
  })

  it.each([
    ['a base of zero', { low: 0, mid: 0, high: 0, n: 8 }, 3, '高于同时段常值上沿'],
    ['a negative base', { low: -8, mid: -5, high: -2, n: 8 }, 4, '高于同时段常值上沿'],
    ['a value below zero', { low: 2, mid: 3, high: 4, n: 8 }, -3, '低于同时段常值下沿'],
  ])('say no per cent of %s', (_, base, value, zh) => {
    expect(anomalyOf(value, base, [value], 0)?.why.zh).toBe(zh)
  })

  it('claim no record without a past, nor when it was reached before', () => {
    expect(anomalyOf(60, cell, [], 0)?.why.zh).not.toContain('最高')
    expect(anomalyOf(60, cell, [60], 0)?.why.zh).not.toContain('最高')
    expect(anomalyOf(5, cell, [6, 90], 0)?.why.zh).toContain('最低')
  })

  it('take a band without width for as wide as the smallest difference shown', () => {
    expect(anomalyOf(3.5, { low: 3, mid: 3, high: 3, n: 8 }, [], 1)?.beyond).toBeCloseTo(5, 9)
  })

  it('are marked only when clearly outside', () => {
    const edge = 40 + 20 * UNUSUAL_BEYOND
    expect(unusualOf(edge - 0.5, cell, 0)).toBeUndefined()
    expect(unusualOf(edge, cell, 0)).toBe('high')
    expect(unusualOf(20 - 20 * UNUSUAL_BEYOND, cell, 0)).toBe('low')
  })
})
