// Distances and areas on the ellipsoid, against published figures and each other.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaM2 as planeM2 } from '../../../../src/core/place/polygon.ts'
import { distanceM } from '../../../../src/core/place.ts'
import {
  circleCorners,
  crosses,
  lengthM,
  metresBetween,
  placeFrom,
  surfaceM2,
} from '../../../../src/web/map/tools/geodesy.ts'
import { places } from './arbitrary.ts'

const dms = (d: number, m: number, s: number): number => Math.sign(d) * (Math.abs(d) + m / 60 + s / 3600)

describe('distance', () => {
  it('of Flinders Peak and Buninyong is that of the Geocentric Datum of Australia manual', () => {
    const flinders = { lng: dms(144, 25, 29.52442), lat: dms(-37, 57, 3.7203) }
    const buninyong = { lng: dms(143, 55, 35.38393), lat: dms(-37, 39, 10.15611) }
    expect(metresBetween(flinders, buninyong)).toBeCloseTo(54_972.271, 2)
  })
  it('of a degree along the equator is a × π / 180', () => {
    expect(metresBetween({ lng: 0, lat: 0 }, { lng: 1, lat: 0 })).toBeCloseTo(111_319.4908, 3)
  })
  it('is the same both ways, nothing to itself, and near the great circle', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const there = metresBetween(a, b)
        expect(there).toBeCloseTo(metresBetween(b, a), 4)
        expect(metresBetween(a, a)).toBe(0)
        expect(Math.abs(there - distanceM(a, b))).toBeLessThanOrEqual(0.006 * there + 1e-6)
      }),
    )
  })
  it('is what was walked in any direction', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 359 }), fc.integer({ min: 1, max: 200_000 }), (a, deg, m) => {
        expect(metresBetween(a, placeFrom(a, deg, m))).toBeCloseTo(m, 3)
      }),
    )
  })
  it('near antipodes still answers', () => {
    const m = metresBetween({ lng: 0, lat: 0 }, { lng: 179.7, lat: 0.3 })
    expect(m).toBeGreaterThan(19_900_000)
    expect(m).toBeLessThan(20_040_000)
  })
})

describe('area', () => {
  it('of a degree by a degree at the equator is that of GeographicLib', () => {
    const cell = [
      { lng: 0, lat: 0 },
      { lng: 1, lat: 0 },
      { lng: 1, lat: 1 },
      { lng: 0, lat: 1 },
    ]
    expect(surfaceM2(cell) / 12_308_778_361.469).toBeCloseTo(1, 5)
  })
  it('does not depend on where or which way it begins', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 3, maxLength: 12 }), fc.nat(11), (corners, turn) => {
        const size = surfaceM2(corners)
        const n = turn % corners.length
        expect(surfaceM2([...corners.slice(n), ...corners.slice(0, n)])).toBeCloseTo(size, -1)
        expect(surfaceM2([...corners].reverse())).toBeCloseTo(size, -1)
      }),
    )
  })
  it('of a circle is π r²; the plane of the hub agrees within a per cent', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 100, max: 20_000 }), (at, r) => {
        const corners = circleCorners(at, r, 360)
        expect(surfaceM2(corners) / (Math.PI * r * r)).toBeCloseTo(1, 3)
        const plane = planeM2([corners.map((c) => [c.lng, c.lat] as const)])
        expect(Math.abs(plane / surfaceM2(corners) - 1)).toBeLessThan(0.01)
      }),
      { numRuns: 40 },
    )
  })
  it('of less than three corners is none', () => {
    expect(surfaceM2([])).toBe(0)
    expect(
      surfaceM2([
        { lng: 1, lat: 1 },
        { lng: 2, lat: 2 },
      ]),
    ).toBe(0)
  })
})

it('a way is as long as its legs, closed it goes home', () => {
  const a = { lng: 119, lat: 32 }
  const b = { lng: 119.1, lat: 32 }
  const c = { lng: 119.1, lat: 32.1 }
  const legs = metresBetween(a, b) + metresBetween(b, c)
  expect(lengthM([a, b, c])).toBeCloseTo(legs, 6)
  expect(lengthM([a, b, c], true)).toBeCloseTo(legs + metresBetween(c, a), 6)
  expect(lengthM([a], true)).toBe(0)
})

it('a bow tie crosses itself, a square does not', () => {
  const at = (lng: number, lat: number) => ({ lng, lat })
  expect(crosses([at(0, 0), at(1, 1), at(1, 0), at(0, 1)])).toBe(true)
  expect(crosses([at(0, 0), at(1, 0), at(1, 1), at(0, 1)])).toBe(false)
})
