// Places in 32 bits: a city stands within a centimetre of where it is.
import fc from 'fast-check'
import { MercatorCoordinate } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { anchorMatrix, anchored, mercatorX, mercatorY } from '../../../../src/web/map/points/anchor.ts'

/** Metres around the earth. */
const ROUND = 40_075_016.686
const city = fc.array(
  fc.tuple(
    fc.double({ min: 118.8, max: 120, noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 32, max: 33.5, noNaN: true, noDefaultInfinity: true }),
  ),
  { minLength: 1, maxLength: 50 },
)

describe('places from an anchor', () => {
  it('is the Mercator of the map itself', () => {
    fc.assert(
      fc.property(city, (points) => {
        for (const [lng, lat] of points) {
          const theirs = MercatorCoordinate.fromLngLat([lng, lat])
          expect(mercatorX(lng)).toBeCloseTo(theirs.x, 12)
          expect(mercatorY(lat)).toBeCloseTo(theirs.y, 12)
        }
      }),
    )
  })
  it('keeps every point within 2 cm', () => {
    fc.assert(
      fc.property(city, (points) => {
        const { x, y, offsets } = anchored(
          Float64Array.from(points, (p) => p[0]),
          Float64Array.from(points, (p) => p[1]),
        )
        for (const [i, [lng, lat]] of points.entries()) {
          expect(Math.abs(x + (offsets[i * 2] ?? 0) - mercatorX(lng)) * ROUND).toBeLessThan(0.02)
          expect(Math.abs(y + (offsets[i * 2 + 1] ?? 0) - mercatorY(lat)) * ROUND).toBeLessThan(0.02)
        }
      }),
    )
  })
  it('folds the anchor into the matrix', () => {
    const numbers = fc.double({ min: -4, max: 4, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 16, maxLength: 16 }),
        numbers,
        numbers,
        numbers,
        numbers,
        (m, ax, ay, x, y) => {
          const out = anchorMatrix(m, { x: ax, y: ay })
          for (let row = 0; row < 4; row++) {
            const wanted = (m[row] ?? 0) * (ax + x) + (m[4 + row] ?? 0) * (ay + y) + (m[12 + row] ?? 0)
            const got = (out[row] ?? 0) * x + (out[4 + row] ?? 0) * y + (out[12 + row] ?? 0)
            expect(got).toBeCloseTo(wanted, 3)
          }
        },
      ),
    )
  })
  it.each([
    [200, 32],
    [119, 91],
    [Number.NaN, 32],
    [119, Infinity],
  ])('a place off the map (%s, %s) is nowhere and moves nobody else', (lng, lat) => {
    const { offsets, x } = anchored(Float64Array.of(119, lng), Float64Array.of(32, lat))
    expect([...offsets]).toEqual([0, 0, Number.NaN, Number.NaN])
    expect(x).toBe(mercatorX(119))
  })
  it('has an anchor without points', () => {
    expect(anchored(new Float64Array(0), new Float64Array(0))).toMatchObject({ x: 0.5, y: 0.5 })
  })
})
