// The time brush: its handles never meet, stand within its reach, and what they let through is what they show.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BAR_MS,
  barsOf,
  between,
  DAYS,
  handlesOf,
  moved,
  reachOf,
  STEP_MS,
  windowOf,
  type Brushed,
} from '../../../src/web/map/brush.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 22, 7, 35)
const days = fc.constantFrom(...DAYS)
const instants = fc.integer({ min: NOW - 9 * 24 * HOUR, max: NOW + 24 * HOUR })
const brushes: fc.Arbitrary<Brushed | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 60_000, max: 9 * 24 * HOUR }).map((lastMs) => ({ lastMs })),
  fc.tuple(instants, fc.integer({ min: 60_000, max: 48 * HOUR })).map(([from, more]) => ({ from, to: from + more })),
)

describe('reach', () => {
  it('ends with the bar that is filling', () => {
    expect(reachOf(1, NOW)).toEqual({ from: Date.UTC(2026, 10, 21, 8), to: Date.UTC(2026, 10, 22, 8) })
    expect(reachOf(7, NOW).to - reachOf(7, NOW).from).toBe(7 * 24 * HOUR)
  })
})

describe('handles', () => {
  it('stand within the reach, the earlier first', () => {
    fc.assert(
      fc.property(brushes, days, (b, d) => {
        const reach = reachOf(d, NOW)
        const { from, to } = handlesOf(b, d, NOW)
        expect(from).toBeGreaterThanOrEqual(reach.from)
        expect(to).toBeLessThanOrEqual(reach.to)
        expect(from).toBeLessThanOrEqual(to)
      }),
    )
  })

  it('moved anywhere never meet, and what comes of it stands where it was put', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('from', 'to'), instants, (d, which, at) => {
        const after = handlesOf(moved(handlesOf(undefined, d, NOW), which, at, d, NOW), d, NOW)
        expect(after.to - after.from).toBeGreaterThanOrEqual(STEP_MS[d] / 2)
      }),
    )
  })

  it('at the far ends leave the brush open', () => {
    const d = 1
    const at = handlesOf({ lastMs: 3 * HOUR }, d, NOW)
    expect(moved(at, 'from', 0, d, NOW)).toBeUndefined()
    const past = moved(handlesOf(undefined, d, NOW), 'to', NOW - 5 * HOUR, d, NOW)
    expect(past).toEqual({ from: reachOf(d, NOW).from, to: Date.UTC(2026, 10, 22, 2, 40) })
  })

  it('with its end at now goes on with the clock', () => {
    expect(moved(handlesOf(undefined, 1, NOW), 'from', NOW - 3 * HOUR, 1, NOW)).toEqual({
      lastMs: NOW - Date.UTC(2026, 10, 22, 4, 40),
    })
  })
})

describe('what is let through', () => {
  it('is everything, a time that goes on, or a time that was', () => {
    expect(windowOf(undefined, NOW)).toBeUndefined()
    expect(windowOf({ lastMs: HOUR }, NOW)).toEqual({ from: NOW - HOUR })
    expect(windowOf({ from: 1, to: 2 }, NOW)).toEqual({ from: 1, to: 2 })
  })

  it('is drawn the same from either end', () => {
    fc.assert(
      fc.property(instants, instants, days, (a, b, d) => {
        expect(between(a, b, d, NOW)).toEqual(between(b, a, d, NOW))
      }),
    )
  })
})

describe('bars', () => {
  it('hold every instant of the reach once', () => {
    fc.assert(
      fc.property(fc.array(instants), days, (ats, d) => {
        const { from, to } = reachOf(d, NOW)
        const bars = barsOf(ats, d, NOW)
        expect(bars).toHaveLength((to - from) / BAR_MS[d])
        expect(bars.reduce((a, b) => a + b, 0)).toBe(ats.filter((at) => at >= from && at < to).length)
      }),
    )
  })
})
