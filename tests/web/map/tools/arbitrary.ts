// Areas as somebody may draw them over a city, on the raster an address keeps.
import * as fc from 'fast-check'
import type { Shape } from '../../../../src/web/map/tools/shape.ts'

const raster = (min: number, max: number) => fc.integer({ min: min * 1e5, max: max * 1e5 }).map((n) => n / 1e5)
export const places = fc.record({ lng: raster(118, 121), lat: raster(31, 34) })
export const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.array(places, { minLength: 3, maxLength: 32 }).map((corners): Shape => ({ type: 'polygon', corners })),
  fc
    .record({ at: places, radiusM: fc.integer({ min: 10, max: 100_000 }) })
    .map(({ at, radiusM }): Shape => ({ type: 'circle', at, radiusM })),
  fc.stringMatching(/^\d{6,15}$/).map((code): Shape => ({ type: 'area', code })),
)
