// Axes: round figures, round hours of the city wherever the screen stands, and places that go there and back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOf, timeTicks, valueAxis, xOf, yOf, type Frame } from '../../../src/web/charts/axes.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('value axis', () => {
  it.each([
    [0, 78, { zero: true }, { min: 0, max: 80, step: 20 }],
    [12, 19, { zero: false }, { min: 12, max: 20, step: 2 }],
    [0.1, 0.42, { zero: true }, { min: 0, max: 0.5, step: 0.1 }],
    [-4, 7, { zero: false }, { min: -5, max: 7.5, step: 2.5 }],
    [96.2, 99.6, { unit: '%' }, { min: 96, max: 100, step: 1 }],
    [0, 0, { zero: true }, { min: 0, max: 1, step: 0.2 }],
    [0, 0, {}, { min: 0, max: 1, step: 0.2 }],
    [-3, -3, {}, { min: -3.4, max: -2.6, step: 0.2 }],
    [Infinity, -Infinity, {}, { min: 0, max: 1, step: 0.2 }],
  ])('%d to %d', (low, high, options, wanted) => {
    expect(valueAxis(low, high, options)).toMatchObject(wanted)
  })
  it('holds what it is given and never blows one value up to full height', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (low, by) => {
          const axis = valueAxis(low, low + by)
          // A millionth of the whole axis is less than a tenth of a pixel.
          const slack = (Math.abs(low) + by) * 1e-6 + 1e-5
          expect(axis.min).toBeLessThanOrEqual(low + slack)
          expect(axis.max).toBeGreaterThanOrEqual(low + by - slack)
          expect(axis.max).toBeGreaterThan(axis.min)
        },
      ),
    )
    const flat = valueAxis(50, 50)
    expect(flat.max - flat.min).toBeGreaterThanOrEqual(10)
  })
  it('has no lines between values that are told apart', () => {
    expect(valueAxis(22, 23, { decimals: 0 })).toMatchObject({ min: 22, max: 23, step: 1, decimals: 0 })
    expect(valueAxis(22, 23, { decimals: 1 }).step).toBe(0.2)
  })
  it('a share ends at a hundred, unless the data themselves go beyond', () => {
    expect(valueAxis(40, 98, { unit: '%', zero: true }).max).toBe(100)
    expect(valueAxis(40, 130, { unit: '%', zero: true }).max).toBeGreaterThan(100)
  })
})

describe('time ticks', () => {
  const midnight = Date.UTC(2026, 10, 21, 16)
  it('stand at round hours of the city, its midnight said as a date', () => {
    const ticks = timeTicks(midnight - 5 * HOUR, midnight + 5 * HOUR, 6, 480)
    expect(ticks.map((t) => [(t.at - midnight) / HOUR, t.kind])).toEqual([
      [-4, 'time'],
      [-2, 'time'],
      [0, 'date'],
      [2, 'time'],
      [4, 'time'],
    ])
  })
  it('a zone with half an hour has its own round hours', () => {
    const ticks = timeTicks(0, 6 * HOUR, 6, 330)
    expect(ticks.every((t) => (t.at + 330 * 60_000) % HOUR === 0)).toBe(true)
  })
  it('a year is told by months, many years by years', () => {
    const year = timeTicks(Date.UTC(2025, 10, 22), Date.UTC(2026, 10, 22), 6, 480)
    expect(year.map((t) => [new Date(t.at + 8 * HOUR).toISOString().slice(0, 10), t.kind])).toEqual([
      ['2026-01-01', 'year'],
      ['2026-03-01', 'month'],
      ['2026-05-01', 'month'],
      ['2026-07-01', 'month'],
      ['2026-09-01', 'month'],
      ['2026-11-01', 'month'],
    ])
    expect(timeTicks(0, 40 * 365 * DAY, 6, 480).every((t) => t.kind === 'year')).toBe(true)
  })
  it('never more than asked for, whatever the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 400 * DAY }), fc.integer({ min: 2, max: 20 }), (span, most) => {
        expect(timeTicks(midnight, midnight + span, most, 480).length).toBeLessThanOrEqual(most + 1)
      }),
    )
  })
})

describe('the frame', () => {
  const frame: Frame = {
    width: 600,
    height: 300,
    left: 40,
    right: 60,
    top: 20,
    bottom: 30,
    from: 1_000,
    to: 2_000,
    axis: { min: 0, max: 50, step: 10, decimals: 0 },
  }
  it('places instants and values, and finds the instant again', () => {
    expect([xOf(frame, 1_000), xOf(frame, 2_000), yOf(frame, 50), yOf(frame, 0)]).toEqual([40, 540, 20, 270])
    expect(atOf(frame, xOf(frame, 1_234))).toBeCloseTo(1_234)
    expect([atOf(frame, -50), atOf(frame, 9_999)]).toEqual([1_000, 2_000])
  })
})
