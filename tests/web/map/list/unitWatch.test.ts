// When units are drawn anew: seldom, and never too seldom; and how far back a way is asked for.
import { describe, expect, it } from 'vitest'
import { MOST_TRACK_MS } from '../../../../src/wire/units.ts'
import { trackReach, windowAt } from '../../../../src/web/map/list/unitTrack.ts'
import { unitWatch } from '../../../../src/web/map/list/unitWatch.ts'

interface One {
  lng: number
  lat: number
  heading: number
  standing: 'fresh' | 'old' | 'lost'
  doubted: boolean
}
const one = (): One => ({ lng: 119.4, lat: 32.4, heading: 0, standing: 'fresh', doubted: false })
const watch = (of: One[]) =>
  unitWatch({
    units: () => of.map((_, i) => ({ id: `u${i}`, name: '', kind: 'bus', simulated: true })),
    where(slot, _, out) {
      const unit = of[slot]
      if (unit === undefined || Number.isNaN(unit.lng)) return false
      out.lng = unit.lng
      out.lat = unit.lat
      out.headingDeg = unit.heading
      return true
    },
    freshness: (slot) => of[slot]?.standing ?? 'lost',
    doubted: (slot) => of[slot]?.doubted === true,
  })
/** 512 · 2^13 / 360 px of a degree: a px is about 8.6e-5°. */
const SIGHT = { lng: 119.4, lat: 32.4, zoom: 13, bounds: [119.3, 32.3, 119.5, 32.5] as const }
const PX = 360 / (512 * 2 ** 13)

describe('a picture of units', () => {
  it('is taken first, and again only for a move that is seen', () => {
    const of = [one(), one()]
    const watched = watch(of)
    expect(watched.look(0, SIGHT)).toBe(true)
    expect(watched.look(1, SIGHT)).toBe(false)
    of[1] = { ...one(), lng: 119.4 + 0.6 * PX }
    expect(watched.look(2, SIGHT)).toBe(false)
    // Small moves add up: they are told from what is drawn, not from the look before.
    of[1] = { ...one(), lng: 119.4 + 1.2 * PX }
    expect(watched.look(3, SIGHT)).toBe(true)
    expect(watched.lng(1)).toBe(119.4 + 1.2 * PX)
    expect(watched.at()).toBe(3)
  })
  it('the nearer the map, the smaller the move that is seen', () => {
    const of = [one()]
    const watched = watch(of)
    watched.look(0, SIGHT)
    of[0] = { ...one(), lat: 32.4 + 0.3 * PX }
    expect(watched.look(1, SIGHT)).toBe(false)
    expect(watched.look(2, { ...SIGHT, zoom: 16 })).toBe(true)
  })
  it('what moves out of sight is nobody’s business, what comes in or goes out is', () => {
    const of = [{ ...one(), lng: 118 }]
    const watched = watch(of)
    watched.look(0, SIGHT)
    of[0] = { ...one(), lng: 118.2 }
    expect(watched.look(1, SIGHT)).toBe(false)
    of[0] = one()
    expect(watched.look(2, SIGHT)).toBe(true)
    of[0] = { ...one(), lng: 118 }
    expect(watched.look(3, SIGHT)).toBe(true)
  })
  it('a turn, an age, a doubt and a first place are seen without a move', () => {
    const of = [{ ...one(), lng: Number.NaN }]
    const watched = watch(of)
    watched.look(0, SIGHT)
    const steps: One[] = [
      one(),
      { ...one(), heading: 350 },
      { ...one(), heading: 350, doubted: true },
      { ...one(), heading: 350, doubted: true, standing: 'old' },
      { ...one(), heading: Number.NaN, doubted: true, standing: 'old' },
    ]
    for (const [i, step] of steps.entries()) {
      of[0] = step
      expect(watched.look(i + 1, SIGHT), String(i)).toBe(true)
      expect(watched.look(i + 1, SIGHT), String(i)).toBe(false)
    }
  })
  it('of many, those near what is seen are drawn; of few, all', () => {
    const far = { ...one(), lng: 119.9 }
    const edge = { ...one(), lng: 119.55 }
    const many = watch([far, edge, ...Array.from({ length: 400 }, one)])
    many.look(0, SIGHT)
    expect([many.near(0), many.near(1), many.near(2), many.crowd()]).toEqual([false, true, true, 401])
    many.look(1, undefined, true)
    expect([many.near(0), many.crowd()]).toEqual([true, 402])
    const few = watch([far, edge])
    few.look(0, SIGHT)
    expect([few.near(0), few.crowd()]).toEqual([true, 2])
  })
  it('another number of units is another picture', () => {
    const of = [one()]
    const watched = watch(of)
    watched.look(0, SIGHT)
    of.push(one())
    expect(watched.look(1, SIGHT)).toBe(true)
    expect(watched.lat(1)).toBe(32.4)
  })
})

describe('how far back', () => {
  const now = 100 * 86_400_000
  it('a window that goes on with the clock is the same one a while later, so that nobody is looked at twice', () => {
    const at = now - 12_345
    const half = 30 * 60_000
    for (const late of [0, 3_000, 9_999])
      expect(windowAt({ from: now - half - late }, now, at)).toEqual({ from: at - half })
    const fixed = { from: now - half, to: now - 1 }
    expect(windowAt(fixed, now, at)).toBe(fixed)
    expect(windowAt(undefined, now, at)).toBeUndefined()
  })
  it('hours back from now; none is nothing', () => {
    expect(trackReach('6h', now, undefined)).toEqual({ from: now - 6 * 3_600_000, to: now })
    expect(trackReach('none', now, { from: 1 })).toBeUndefined()
  })
  it('as the brush, never beyond now and never longer than the hub answers', () => {
    expect(trackReach('brush', now, undefined)).toBeUndefined()
    expect(trackReach('brush', now, { from: now - 50, to: now - 20 })).toEqual({ from: now - 50, to: now - 20 })
    expect(trackReach('brush', now, { from: now - 50, to: now + 20 })).toEqual({ from: now - 50, to: now })
    expect(trackReach('brush', now, { from: 0 })).toEqual({ from: now - MOST_TRACK_MS, to: now })
  })
})
