// Sections and the roads they stand at: distances along a line, cuts, the nearest road, and how far a section speaks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from 'geojson'
import { placeAt } from '../../../../src/web/map/overlays/features.ts'
import {
  NEAR_M,
  REACH_M,
  alongLine,
  cut,
  lengthOf,
  nearestRoad,
  stretchesOf,
} from '../../../../src/web/map/overlays/stretches.ts'

const AT: Position = [119.4, 32.4]
const from = (eastM: number, northM: number): Position => {
  const [lng, lat] = placeAt(AT[0] ?? 0, AT[1] ?? 0, 90, eastM)
  return placeAt(lng, lat, 0, northM)
}
/** Five kilometres to the east, in three pieces. */
const ROAD = [from(0, 0), from(1_500, 0), from(3_000, 0), from(5_000, 0)]
const SIDE = [from(2_000, -2_000), from(2_000, 2_000)]

describe('a line', () => {
  it('is as long as it is', () => expect(lengthOf(ROAD)).toBeCloseTo(5_000, 0))
  it.each([
    [from(0, 40), 0, 40],
    [from(2_200, -30), 2_200, 30],
    [from(5_300, 0), 5_000, 300],
  ])('knows how far along it a place stands', (place, along, away) => {
    const found = alongLine(ROAD, place)
    expect(Math.abs(found.along - along)).toBeLessThan(1)
    expect(Math.abs(found.away - away)).toBeLessThan(1)
  })
  it('is cut where it is told, wherever its vertices lie', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_900 }), fc.integer({ min: 50, max: 5_000 }), (begin, long) => {
        const end = Math.min(5_000, begin + long)
        const piece = cut(ROAD, begin, end)
        expect(Math.abs(lengthOf(piece) - (end - begin))).toBeLessThan(2)
        expect(Math.abs(alongLine(ROAD, piece[0] ?? []).along - begin)).toBeLessThan(2)
      }),
    )
  })
})

describe('a section', () => {
  it('belongs to the nearest road, and to none that is too far', () => {
    expect(nearestRoad(from(1_990, 20), [ROAD, SIDE])?.road).toBe(1)
    expect(nearestRoad(from(1_970, 20), [ROAD, SIDE])?.road).toBe(0)
    expect(nearestRoad(from(1_000, NEAR_M - 2), [ROAD, SIDE])?.road).toBe(0)
    expect(nearestRoad(from(1_000, NEAR_M + 2), [ROAD, SIDE])).toBeUndefined()
    expect(nearestRoad([Number.NaN, Number.NaN], [ROAD, SIDE])).toBeUndefined()
  })
  it('speaks half way to the next one, and no further than its reach', () => {
    const { stretches, lone } = stretchesOf([from(600, 5), from(1_400, -5), from(900, 900)], [ROAD, SIDE])
    expect(lone).toEqual([2])
    const spans = stretches.map(({ sections, road, line }) => ({
      sections,
      road,
      from: Math.round(alongLine(ROAD, line[0] ?? []).along),
      to: Math.round(alongLine(ROAD, line.at(-1) ?? []).along),
    }))
    expect(spans).toEqual([
      { sections: [0], road: 0, from: 0, to: 1_000 },
      { sections: [1], road: 0, from: 1_000, to: 1_400 + REACH_M },
    ])
  })
  it('shares its stretch with one that stands at the same place', () => {
    expect(stretchesOf([from(600, 5), from(603, -5)], [ROAD]).stretches.map((s) => s.sections)).toEqual([[0, 1]])
  })
  it('speaks alone: no metre of a road is told of twice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 8 }), (spots) => {
        const { stretches } = stretchesOf(
          spots.map((m) => from(m, 10)),
          [ROAD],
        )
        const ends = stretches.map(({ line }) => [line[0], line.at(-1)].map((p) => alongLine(ROAD, p ?? []).along))
        for (const [i, [, end = 0]] of ends.entries()) {
          const next = ends[i + 1]?.[0]
          if (next !== undefined) expect(next).toBeGreaterThan(end - 2)
        }
        expect(stretches.flatMap((s) => s.sections).sort((a, b) => a - b)).toEqual(spots.map((_, i) => i))
      }),
    )
  })
})
