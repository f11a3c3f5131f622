// Points that never change: each is drawn once when it is in view, and few others are.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layStill } from '../../../../src/web/map/points/still.ts'

const lng = fc.oneof(fc.double({ min: 118.9, max: 119.9, noNaN: true }), fc.constantFrom(119.4, 999, Number.NaN))
const lat = fc.oneof(fc.double({ min: 32.1, max: 33.3, noNaN: true }), fc.constant(32.4))

describe('still points', () => {
  it('has every point in a box within its stretches, none twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(lng, lat), { maxLength: 300 }),
        fc.tuple(fc.nat(299), fc.nat(299)),
        (points, [a, b]) => {
          const still = layStill(
            Float64Array.from(points, ([x]) => x),
            Float64Array.from(points, ([, y]) => y),
          )
          const { offsets } = still.board.places
          expect(still.board.count).toBe(points.filter(([x]) => Math.abs(x) <= 180).length)
          if (still.board.count === 0) {
            expect(still.runs(-1, -1, 1, 1)).toEqual([])
            return
          }
          const corner = (n: number, side: number): number => offsets[(n % still.board.count) * 2 + side] ?? 0
          const [left, right] = [corner(a, 0), corner(b, 0)].sort((p, q) => p - q) as [number, number]
          const [top, bottom] = [corner(a, 1), corner(b, 1)].sort((p, q) => p - q) as [number, number]
          const listed = still
            .runs(left, top, right, bottom)
            .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n))
          expect(new Set(listed).size).toBe(listed.length)
          for (let i = 0; i < still.board.count; i++) {
            const [x, y] = [corner(i, 0), corner(i, 1)]
            if (x >= left && x <= right && y >= top && y <= bottom) expect(listed).toContain(i)
          }
        },
      ),
    )
  })
  it('of a whole city it is one stretch, of a street a small share', () => {
    const count = 200_000
    const still = layStill(
      Float64Array.from({ length: count }, (_, i) => 118.9 + ((i * 0.618034) % 1)),
      Float64Array.from({ length: count }, (_, i) => 32.1 + ((i * 0.754877) % 1) * 1.2),
    )
    expect(still.runs(-1, -1, 1, 1)).toEqual([{ from: 0, to: count }])
    const street = still.runs(0, 0, 0.0001, 0.0001)
    expect(street.reduce((sum, r) => sum + r.to - r.from, 0)).toBeLessThan(count / 200)
  })
})
