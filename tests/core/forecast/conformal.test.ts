// Ends of intervals by rank, and how hits and misses move them.
import { describe, expect, it } from 'vitest'
import { adaptedMiss, endsOf } from '../../../src/core/forecast/conformal.ts'
import { FORECAST_INTERVAL } from '../../../src/core/forecast/interval.ts'

const errors = Float64Array.from({ length: 99 }, (_, i) => i - 49)

describe('the ends of an interval', () => {
  it.each([
    [0.2, { low: -40, high: 40 }],
    [0.5, { low: -25, high: 25 }],
    [0.001, { low: -49, high: 49 }],
  ])('leave the share %d outside', (miss, ends) => expect(endsOf(errors, miss)).toEqual(ends))

  it('hold the promised share when nothing is said', () => {
    const { low, high } = endsOf(errors)
    expect(errors.filter((e) => e >= low && e <= high).length / errors.length).toBeCloseTo(FORECAST_INTERVAL, 1)
  })
  it('never leave the forecast itself outside', () => {
    expect(endsOf(Float64Array.of(3, 4, 5))).toEqual({ low: 0, high: 5 })
    expect(endsOf(Float64Array.of(-5, -4))).toEqual({ low: -5, high: 0 })
    expect(endsOf(new Float64Array(0))).toEqual({ low: 0, high: 0 })
  })
})

describe('adaptation', () => {
  it.each([
    ['nothing has come', 0, 0, 0.2],
    ['as promised', 50, 10, 0.2],
    ['too many misses: wider', 10, 4, 0.16],
    ['too few: narrower', 50, 0, 0.4],
    ['never wider than the errors', 100, 100, 0.01],
    ['never without width', 1000, 0, 0.6],
  ])('%s', (_, n, missed, miss) => expect(adaptedMiss(n, missed)).toBeCloseTo(miss, 12))
})
