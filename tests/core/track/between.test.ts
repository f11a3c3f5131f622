// Between two fixes: the place lies on the way, the heading turns the short way, and nothing goes further than is known.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whereAt, type Whereabouts } from '../../../src/core/track/between.ts'
import { bearingDeg, headingBetween, turn, turnBetween } from '../../../src/core/track/geometry.ts'
import { distanceM } from '../../../src/core/place.ts'
import type { Fix } from '../../../src/core/track/types.ts'

const T = 1_790_000_000_000
const out = (): Whereabouts => ({ lng: 0, lat: 0, headingDeg: 0, how: 'held' })
const OPTIONS = { gapMs: 60_000, aheadMs: 3_000 }
const fix = (at: number, lng: number, lat: number, more: Partial<Fix> = {}): Fix => ({ at: T + at, lng, lat, ...more })

const anyFix = (at: number) =>
  fc.record({
    at: fc.constant(T + at),
    lng: fc.double({ min: 119, max: 119.2, noNaN: true }),
    lat: fc.double({ min: 32.3, max: 32.5, noNaN: true }),
    headingDeg: fc.double({ min: 0, max: 359.99, noNaN: true }),
    speedKmh: fc.double({ min: 0, max: 120, noNaN: true }),
  })

describe('whereAt', () => {
  it('lies between its fixes, and further on the later it is', () => {
    fc.assert(
      fc.property(anyFix(0), anyFix(10_000), fc.integer({ min: 1, max: 9_999 }), (a, b, ms) => {
        const here = whereAt(a, b, T + ms, OPTIONS, out())
        expect(here.how).toBe('between')
        expect(here.lng).toBeGreaterThanOrEqual(Math.min(a.lng, b.lng) - 1e-12)
        expect(here.lng).toBeLessThanOrEqual(Math.max(a.lng, b.lng) + 1e-12)
        expect(here.lat).toBeGreaterThanOrEqual(Math.min(a.lat, b.lat) - 1e-12)
        expect(here.lat).toBeLessThanOrEqual(Math.max(a.lat, b.lat) + 1e-12)
        // Straight in degrees is not quite straight on the earth: within a thousandth.
        const part = (distanceM(a, b) * ms) / 10_000
        expect(Math.abs(distanceM(a, here) - part)).toBeLessThanOrEqual(0.001 * distanceM(a, b) + 0.01)
      }),
    )
  })

  it('never goes further beyond the last fix than its speed in the stated span', () => {
    fc.assert(
      fc.property(anyFix(0), anyFix(10_000), fc.integer({ min: 0, max: 600_000 }), (a, b, ms) => {
        const here = whereAt(a, b, b.at + ms, OPTIONS, out())
        expect(distanceM(b, here)).toBeLessThanOrEqual(((b.speedKmh / 3.6) * Math.min(ms, OPTIONS.aheadMs)) / 1000 + 1)
        if (ms > OPTIONS.aheadMs) expect(here.how).toBe('held')
      }),
    )
  })

  it('carries on along its heading for the span, then holds there', () => {
    const b = fix(0, 119.4, 32.4, { speedKmh: 36, headingDeg: 90 })
    const soon = whereAt(undefined, b, T + 1_000, OPTIONS, out())
    expect(soon.how).toBe('ahead')
    expect(distanceM(b, soon)).toBeCloseTo(10, 1)
    expect(soon.lng).toBeGreaterThan(b.lng)
    const end = { ...whereAt(undefined, b, T + 3_000, OPTIONS, out()), how: 'held' }
    expect(whereAt(undefined, b, T + 90_000, OPTIONS, out())).toEqual(end)
    expect(whereAt(undefined, b, T + 90_000, { ...OPTIONS, aheadMs: 0 }, out())).toMatchObject({
      lng: 119.4,
      lat: 32.4,
    })
  })

  it('does not invent a way through a silence', () => {
    const [a, b] = [fix(0, 119.4, 32.4), fix(120_000, 119.5, 32.5)]
    expect(whereAt(a, b, T + 60_000, OPTIONS, out())).toMatchObject({ lng: 119.4, lat: 32.4, how: 'held' })
    expect(whereAt(a, b, T + 120_000, OPTIONS, out())).toMatchObject({ lng: 119.5, lat: 32.5 })
    expect(whereAt(a, b, T - 5, OPTIONS, out())).toMatchObject({ lng: 119.4, lat: 32.4, how: 'held' })
  })

  it('reads the direction from the way where nobody says it, and none from standing', () => {
    const way = whereAt(fix(0, 119.4, 32.4), fix(10_000, 119.4, 32.41), T + 5_000, OPTIONS, out())
    expect(way.headingDeg).toBeCloseTo(0, 5)
    const still = whereAt(fix(0, 119.4, 32.4), fix(10_000, 119.40001, 32.4), T + 5_000, OPTIONS, out())
    expect(still.headingDeg).toBeNaN()
  })
})

describe('headings', () => {
  const cases = [
    [350, 10, 20],
    [10, 350, -20],
    [0, 180, 180],
    [90, 90, 0],
    [359, 0, 1],
  ] as const
  it.each(cases)('from %d to %d turns %d', (from, to, by) => expect(turnBetween(from, to)).toBe(by))

  it('go the short way round: never more than half a turn, and they arrive', () => {
    const angle = fc.double({ min: -720, max: 720, noNaN: true })
    fc.assert(
      fc.property(angle, angle, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const here = headingBetween(from, to, share)
        expect(here).toBeGreaterThanOrEqual(0)
        expect(here).toBeLessThan(360)
        const whole = Math.abs(turnBetween(from, to))
        expect(whole).toBeLessThanOrEqual(180)
        expect(Math.abs(turnBetween(from, here))).toBeLessThanOrEqual(whole + 1e-6)
        expect(Math.abs(turnBetween(headingBetween(from, to, 1), turn(to)))).toBeLessThan(1e-6)
      }),
    )
  })

  it.each([
    [119.4, 32.5, 0],
    [119.5, 32.4, 90],
    [119.4, 32.3, 180],
    [119.3, 32.4, 270],
  ])('to %d, %d is %d', (lng, lat, deg) =>
    expect(Math.abs(turnBetween(bearingDeg({ lng: 119.4, lat: 32.4 }, { lng, lat }) ?? NaN, deg))).toBeLessThan(0.1),
  )
})
