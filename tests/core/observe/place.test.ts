// Distance from an area's outline: inside, on the edge, in a hole, beyond a corner, without an outline.
import { expect, test } from 'vitest'
import { metresOutside, type AreaPolygon } from '../../../src/core/observe/place.ts'

const square: AreaPolygon = [
  [
    [119.4, 32.3],
    [119.5, 32.3],
    [119.5, 32.4],
    [119.4, 32.4],
    [119.4, 32.3],
  ],
  [
    [119.44, 32.34],
    [119.46, 32.34],
    [119.46, 32.36],
    [119.44, 32.36],
    [119.44, 32.34],
  ],
]
/** One degree at 32.35° N: 111.2 km northward, 93.9 km eastward. */
test.each<[string, readonly AreaPolygon[], number, number, number]>([
  ['inside', [square], 119.42, 32.32, 0],
  ['on the edge', [square], 119.5, 32.35, 0],
  ['a hundredth of a degree north', [square], 119.45, 32.41, 1112],
  ['a hundredth of a degree east', [square], 119.51, 32.35, 939],
  ['beyond a corner', [square], 119.51, 32.41, 1455],
  ['in the hole', [square], 119.45, 32.35, 939],
  [
    'in the second of two',
    [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
      square,
    ],
    119.42,
    32.32,
    0,
  ],
  ['without an outline', [], 119.42, 32.32, Infinity],
])('%s', (_, polygons, lng, lat, metres) => {
  const found = metresOutside(polygons, lng, lat)
  if (metres === Infinity) expect(found).toBe(Infinity)
  else expect(Math.abs(found - metres)).toBeLessThanOrEqual(2)
})
