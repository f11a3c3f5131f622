// A track made smaller: ends and stops stay, nothing is drawn further off than said.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distanceM } from '../../../src/core/place.ts'
import { breaksOf, lengthM, simplifyTo, simplifyTrack } from '../../../src/core/track/simplify.ts'
import type { TrackColumns } from '../../../src/core/track/types.ts'

const columns = (points: readonly (readonly [at: number, lng: number, lat: number])[]): TrackColumns => ({
  at: points.map((p) => p[0]),
  lng: points.map((p) => p[1]),
  lat: points.map((p) => p[2]),
})

const tracks = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 30_000 }),
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.double({ min: -30, max: 30, noNaN: true }),
    ),
    {
      minLength: 3,
      maxLength: 200,
    },
  )
  .map((steps) => {
    let [at, lng, lat] = [0, 119.4, 32.4]
    return columns(steps.map(([ms, e, n]) => [(at += ms), (lng += e / 94_000), (lat += n / 111_000)] as const))
  })

it('stays within the tolerance of where the unit was at each instant', () => {
  fc.assert(
    fc.property(tracks, fc.double({ min: 1, max: 60, noNaN: true }), (track, toleranceM) => {
      const kept = simplifyTrack(track, toleranceM)
      expect(kept[0]).toBe(0)
      expect(kept.at(-1)).toBe(track.at.length - 1)
      for (let k = 1; k < kept.length; k++) {
        const [a, b] = [kept[k - 1] ?? 0, kept[k] ?? 0]
        expect(b).toBeGreaterThan(a)
        const [ta, tb] = [track.at[a] ?? 0, track.at[b] ?? 0]
        for (let i = a + 1; i < b; i++) {
          const share = ((track.at[i] ?? 0) - ta) / (tb - ta)
          const mid = (c: ArrayLike<number>): number => (c[a] ?? 0) + ((c[b] ?? 0) - (c[a] ?? 0)) * share
          const off = distanceM(
            { lng: mid(track.lng), lat: mid(track.lat) },
            { lng: track.lng[i] ?? 0, lat: track.lat[i] ?? 0 },
          )
          expect(off).toBeLessThanOrEqual(toleranceM * 1.01 + 0.01)
        }
      }
    }),
  )
})

it('keeps a stop: a minute of standing on a straight road is not spread over the road', () => {
  const track = columns([
    [0, 119.4, 32.4],
    [10_000, 119.401, 32.4],
    [70_000, 119.401, 32.4],
    [80_000, 119.402, 32.4],
  ])
  expect(simplifyTrack(track, 5)).toEqual([0, 1, 2, 3])
})

it('fits a day of fixes into what is asked, and says how exact it is', () => {
  const n = 20_000
  const track = columns(
    Array.from(
      { length: n },
      (_, i) => [i * 1000, 119.4 + Math.sin(i / 7) / 500, 32.4 + Math.cos(i / 11) / 500] as const,
    ),
  )
  const { kept, toleranceM } = simplifyTo(track, 2000)
  expect(kept.length).toBeLessThanOrEqual(2000)
  expect(kept.length).toBeGreaterThan(2)
  expect(toleranceM).toBeGreaterThanOrEqual(4)
  expect(simplifyTo(columns([]), 2000).kept).toEqual([])
  expect(simplifyTo(columns([[0, 119, 32]]), 2000).kept).toEqual([0])
})

it('measures its length and finds its silences', () => {
  const track = columns([
    [0, 119.4, 32.4],
    [10_000, 119.4, 32.401],
    [200_000, 119.4, 32.402],
  ])
  expect(lengthM(track)).toBeCloseTo(222.4, 0)
  expect(breaksOf(track, 60_000)).toEqual([2])
})
