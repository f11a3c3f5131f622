// Coverage holes: what is near what, that a living sensor never makes it worse, cells of grid and lattice, sums by street.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feature } from 'geojson'
import { distanceM } from '../../../../src/core/place.ts'
import {
  COVERED,
  coverageByArea,
  coverageOf,
  gridCells,
  holeCollection,
  latticeCells,
  type CoverageCell,
  type CoverageSensor,
} from '../../../../src/web/map/overlays/coverage.ts'

const place = {
  lng: fc.double({ min: 119, max: 119.9, noNaN: true }),
  lat: fc.double({ min: 32.2, max: 33.4, noNaN: true }),
}
const cells = fc.array(fc.record(place), { maxLength: 20 })
const sensor: fc.Arbitrary<CoverageSensor> = fc.record({ ...place, living: fc.boolean() })
const sensors = fc.array(sensor, { maxLength: 20 })
const radius = fc.integer({ min: 100, max: 40_000 })
const rank = (state: (typeof COVERED)[number] | undefined): number => COVERED.indexOf(state ?? 'none')

describe('coverage of cells', () => {
  it('says what the distances say', () => {
    fc.assert(
      fc.property(cells, sensors, radius, (some, all, radiusM) => {
        const found = coverageOf(some, all, radiusM)
        for (const [i, cell] of some.entries()) {
          const far = all.map((s) => ({ s, m: distanceM(cell, s) }))
          // The plane and the sphere may differ by less than a hundredth.
          if (far.some(({ m }) => Math.abs(m - radiusM) < radiusM * 0.01)) continue
          const near = far.filter(({ m }) => m < radiusM).map(({ s }) => s)
          expect(found[i]).toBe(near.some((s) => s.living) ? 'covered' : near.length > 0 ? 'silent' : 'none')
        }
      }),
    )
  })
  it('is never worse for one more sensor, nor for a wider radius, nor for one that speaks again', () => {
    fc.assert(
      fc.property(cells, sensors, sensor, radius, (some, all, more, radiusM) => {
        const before = coverageOf(some, all, radiusM)
        const others = [
          coverageOf(some, [...all, more], radiusM),
          coverageOf(some, all, radiusM * 1.5),
          coverageOf(
            some,
            all.map((s) => ({ ...s, living: true })),
            radiusM,
          ),
        ]
        for (const after of others)
          for (const [i, state] of before.entries()) expect(rank(after[i])).toBeGreaterThanOrEqual(rank(state))
      }),
    )
  })
})

const square = (west: number, south: number, size: number): Feature['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
})

describe('cells', () => {
  const grid = gridCells({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { code: '321002001001001', area: '321002001' },
        geometry: square(119.4, 32.4, 0.1),
      },
      { type: 'Feature', properties: { area: '321002001' }, geometry: square(119.6, 32.4, 0.1) },
      { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [119, 32] } },
    ],
  })
  const outline: Feature = { type: 'Feature', properties: { code: '321002' }, geometry: square(119.3, 32.3, 0.4) }
  const streets = [
    { code: '321002001', lng: 119.35, lat: 32.5 },
    { code: '321002002', lng: 119.65, lat: 32.5 },
    { code: '321003001', lng: 119.5, lat: 32.5 },
  ]
  it('are those of the grid that have a code', () => {
    expect(grid).toHaveLength(1)
    expect(grid[0]?.code).toBe('321002001001001')
    expect(grid[0]?.lng).toBeCloseTo(119.45)
    expect(grid[0]?.lat).toBeCloseTo(32.45)
  })
  it('fill the outline beside the grid, each given to the nearest street of its own district', () => {
    const lattice = latticeCells([outline], streets, grid)
    // 37.6 km × 44.5 km, without the 9.4 km × 11.1 km of the grid, in squares of 2 km.
    const expected = (0.16 - 0.01) * ((111.195 * 111.195 * Math.cos((32.5 * Math.PI) / 180)) / 4)
    expect(Math.abs(lattice.length - expected) / expected).toBeLessThan(0.1)
    for (const { lng, lat, area } of lattice) {
      expect(lng > 119.4 && lng < 119.5 && lat > 32.4 && lat < 32.5).toBe(false)
      expect(area).toBe(lng < 119.5 ? '321002001' : '321002002')
    }
  })
  it('keep the code of a district without streets', () => {
    expect(new Set(latticeCells([outline], [], []).map((c) => c.area))).toEqual(new Set(['321002']))
  })
  it('are summed by street, the least covered first, and only holes are drawn', () => {
    const cell = (area: string): CoverageCell => ({ area, lng: 1, lat: 2, ring: [] })
    const some = [cell('a'), cell('a'), cell('b'), cell('b')]
    const found = ['covered', 'covered', 'silent', 'none'] as const
    expect(coverageByArea(some, found)).toEqual([
      { area: 'b', cells: 2, covered: 0, silent: 1 },
      { area: 'a', cells: 2, covered: 2, silent: 0 },
    ])
    const drawn = holeCollection(some, found, { title: ({ area }) => area, detail: (state) => `* ${state}` })
    expect(drawn.features.map((f) => f.properties)).toEqual([
      { title: 'b', detail: '* silent', state: 'silent' },
      { title: 'b', detail: '* none', state: 'none' },
    ])
  })
})
