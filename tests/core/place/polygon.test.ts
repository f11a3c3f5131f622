// Drawn areas: what lies inside, what is wrong with a drawing, how large it is, what it touches.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaM2,
  boxContains,
  boxOf,
  opened,
  polygonContains,
  polygonFault,
  ringContains,
  touches,
  type Ring,
} from '../../../src/core/place/polygon.ts'

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
const CITY = box(119, 32, 120, 33)
const HOLE = box(119.4, 32.4, 119.6, 32.6)
const closed = (ring: Ring): Ring => [...ring, ...ring.slice(0, 1)]
const around = (lng: number, lat: number, r: number, n: number): Ring =>
  Array.from({ length: n }, (_, i) => [
    lng + r * Math.cos((2 * Math.PI * i) / n),
    lat + r * Math.sin((2 * Math.PI * i) / n),
  ])

describe('inside', () => {
  it.each([
    ['the middle of a box', [CITY], 119.5, 32.5, true],
    ['outside a box', [CITY], 118.9, 32.5, false],
    ['a hole', [CITY, HOLE], 119.5, 32.5, false],
    ['beside the hole', [CITY, HOLE], 119.3, 32.5, true],
    ['an island in the hole', [CITY, HOLE, box(119.45, 32.45, 119.55, 32.55)], 119.5, 32.5, true],
    ['the second of two areas', [box(119, 32, 119.1, 32.1), box(119.5, 32, 119.6, 32.1)], 119.55, 32.05, true],
    ['between two areas', [box(119, 32, 119.1, 32.1), box(119.5, 32, 119.6, 32.1)], 119.3, 32.05, false],
    ['nothing drawn', [], 119.5, 32.5, false],
  ] as const)('%s', (_, polygon, lng, lat, inside) => {
    expect(polygonContains(polygon, lng, lat)).toBe(inside)
  })
  it('is the same wherever the ring begins, whichever way it runs, open or closed', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: 119, max: 120, noNaN: true }), fc.double({ min: 32, max: 33, noNaN: true })),
      {
        minLength: 3,
        maxLength: 12,
      },
    )
    const at = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    fc.assert(
      fc.property(points, fc.nat(11), at, (ring, turn, [x, y]) => {
        const [lng, lat] = [119 + x / 1000 + 1e-7, 32 + y / 1000 + 1e-7]
        const k = turn % ring.length
        const wanted = ringContains(ring, lng, lat)
        expect(ringContains([...ring.slice(k), ...ring.slice(0, k)], lng, lat)).toBe(wanted)
        expect(ringContains(ring.toReversed(), lng, lat)).toBe(wanted)
        expect(ringContains(closed(ring), lng, lat)).toBe(wanted)
        if (wanted) expect(boxContains(boxOf([ring]), lng, lat)).toBe(true)
      }),
    )
  })
  it('opens a closed ring and leaves an open one', () => {
    expect(opened(closed(CITY))).toEqual(CITY)
    expect(opened(CITY)).toEqual(CITY)
    expect(opened([])).toEqual([])
  })
})

describe('a drawing', () => {
  it.each([
    ['stands', [CITY], undefined],
    ['stands closed', [closed(CITY)], undefined],
    ['stands with a hole', [CITY, HOLE], undefined],
    ['stands with a thousand points', [around(119.5, 32.5, 0.1, 1000)], undefined],
    ['has no ring', [], 'tooFewPoints'],
    [
      'has two points',
      [
        [
          [119, 32],
          [119.1, 32.1],
        ],
      ],
      'tooFewPoints',
    ],
    [
      'has two points, closed',
      [
        closed([
          [119, 32],
          [119.1, 32.1],
        ]),
      ],
      'tooFewPoints',
    ],
    ['has too many', [around(119.5, 32.5, 0.1, 1001)], 'tooManyPoints'],
    ['has too many together', [around(119.2, 32.5, 0.1, 600), around(119.6, 32.5, 0.1, 600)], 'tooManyPoints'],
    ['leaves the earth eastwards', [box(119, 32, 181, 33)], 'offEarth'],
    ['leaves the earth northwards', [box(119, 32, 120, 91)], 'offEarth'],
    [
      'is not a number',
      [
        [
          [119, 32],
          [NaN, 32],
          [119, 33],
        ],
      ],
      'offEarth',
    ],
    [
      'is a bow tie',
      [
        [
          [119, 32],
          [120, 33],
          [120, 32],
          [119, 33],
        ],
      ],
      'crossing',
    ],
    ['has a hole that sticks out', [CITY, box(119.9, 32.4, 120.1, 32.6)], 'crossing'],
    [
      'is a line',
      [
        [
          [119, 32],
          [119.5, 32.5],
          [120, 33],
        ],
      ],
      'tooSmall',
    ],
    ['is a slip', [around(119.5, 32.5, 0.00001, 4)], 'tooSmall'],
    ['is a continent', [box(80, 20, 120, 50)], 'tooLarge'],
  ] as const)('%s', (_, polygon, fault) => {
    expect(polygonFault(polygon)).toBe(fault)
  })
})

describe('size', () => {
  it('is that of a box of known sides, less its hole', () => {
    // 0.1° of latitude is 11.12 km, of longitude at 32.45° so much times cos(32.45°).
    const side = 11.1195
    const wanted = side * side * Math.cos((32.45 * Math.PI) / 180) * 1e6
    expect(areaM2([box(119.4, 32.4, 119.5, 32.5)])).toBeCloseTo(wanted, -5)
    const hole = box(119.42, 32.42, 119.44, 32.44)
    expect(areaM2([box(119.4, 32.4, 119.5, 32.5), hole]) / wanted).toBeCloseTo(0.96, 4)
  })
})

describe('touching', () => {
  it.each([
    ['a cell inside', box(119.1, 32.1, 119.2, 32.2), true],
    ['a cell across the edge', box(118.9, 32.1, 119.1, 32.2), true],
    ['a cell around it all', box(118, 31, 121, 34), true],
    ['a bar across it', box(118, 32.4, 121, 32.6), true],
    ['a cell outside', box(120.1, 32.1, 120.2, 32.2), false],
    ['a cell in the hole', box(119.45, 32.45, 119.55, 32.55), false],
  ] as const)('%s', (_, ring, wanted) => {
    expect(touches([CITY, HOLE], ring)).toBe(wanted)
  })
})
