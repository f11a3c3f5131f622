// Coordinate systems at the door: what is converted, how far it moves, and which pairs are no place.
import { expect, it } from 'vitest'
import { distanceM } from '../../src/core/place.ts'
import { toPlace } from '../../src/feeds/place.ts'
import type { Feed } from '../../src/wire/reference.ts'

const YANGZHOU = { lng: 119.421, lat: 32.3932 }
const GCJ02 = [119.42647133832905, 32.39131504231084] as const

it.each<[unknown, unknown, Feed['crs']]>([
  [119.421, 32.3932, 'cgcs2000'],
  [' 119.421', '32.3932', 'wgs84'],
])('%s, %s in %s stays', (lng, lat, crs) => {
  expect(toPlace(lng, lat, crs)).toEqual(YANGZHOU)
})

it.each<[Feed['crs'], number]>([
  ['gcj02', 555],
  ['bd09', 1215],
])('moves a %s place back by its offset at Yangzhou', (crs, offsetM) => {
  const moved = toPlace(YANGZHOU.lng, YANGZHOU.lat, crs)
  if (typeof moved === 'string') throw new Error(moved)
  expect(Math.abs(distanceM(moved, YANGZHOU) - offsetM)).toBeLessThan(5)
})

it('finds the point a GCJ-02 pair was made from, to a metre', () => {
  const back = toPlace(GCJ02[0], GCJ02[1], 'gcj02')
  if (typeof back === 'string') throw new Error(back)
  expect(distanceM(back, YANGZHOU)).toBeLessThan(1)
})

it.each<[unknown, unknown, Feed['crs'], RegExp]>([
  [0, 0, 'wgs84', /without a fix/],
  [32.3932, 119.421, 'wgs84', /swapped/],
  // Ürümqi swapped is still on the earth.
  [43.8, 87.6, 'wgs84', /swapped/],
  [32.3932, 119.421, 'gcj02', /swapped/],
  [181, 30, 'wgs84', /off the earth/],
  [13_287_900, 3_812_000, 'bd09', /off the earth/],
  [-0.12, 51.5, 'gcj02', /not defined/],
  ['119.4E', 32, 'wgs84', /not two numbers/],
  [NaN, 32, 'wgs84', /not two numbers/],
  [119.4, undefined, 'wgs84', /not two numbers/],
  [[119.4], 32, 'wgs84', /not two numbers/],
])('%s, %s in %s is refused', (lng, lat, crs, why) => {
  expect(toPlace(lng, lat, crs)).toMatch(why)
})
