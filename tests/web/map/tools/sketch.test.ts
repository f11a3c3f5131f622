// Measuring and drawing point by point, the short form of what was drawn, and the rings that are asked about.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import districts from '../../../../city/yangzhou/map/districts.geojson?raw'
import { MOST_POINTS, polygonFault } from '../../../../src/core/place/polygon.ts'
import type { FeatureCollection } from 'geojson'
import { sketchCollection } from '../../../../src/web/map/tools/drawn.ts'
import { metresBetween, surfaceM2 } from '../../../../src/web/map/tools/geodesy.ts'
import { ringsOf, simplified } from '../../../../src/web/map/tools/rings.ts'
import { shapeFrom, shapeText } from '../../../../src/web/map/tools/shape.ts'
import {
  add,
  back,
  figuresOf,
  finish,
  move,
  newSketch,
  shapeOf,
  SKETCH_MODES,
  type Sketch,
} from '../../../../src/web/map/tools/sketch.ts'
import { places, shapes } from './arbitrary.ts'

const at = (lng: number, lat: number) => ({ lng, lat })
const outlines = JSON.parse(districts) as FeatureCollection
const A = at(119.4, 32.4)
const B = at(119.5, 32.4)
const C = at(119.5, 32.5)
const of = (mode: Sketch['mode'], ...points: readonly { lng: number; lat: number }[]): Sketch =>
  points.reduce(add, newSketch(mode))

describe('a sketch', () => {
  it('measures the way as far as the pointer', () => {
    const f = figuresOf(move(of('distance', A, B), C))
    expect(f.lengthM).toBeCloseTo(metresBetween(A, B) + metresBetween(B, C), 6)
    expect(f.legM).toBeCloseTo(metresBetween(B, C), 6)
    expect(f.areaM2).toBeUndefined()
  })
  it('measures the area as far as the pointer, and none where the outline crosses itself', () => {
    expect(figuresOf(move(of('area', A, B), C)).areaM2).toBeCloseTo(surfaceM2([A, B, C]), 3)
    const bow = of('area', A, C, B)
    expect(figuresOf(move(bow, at(119.4, 32.5)))).toMatchObject({ crossing: true, areaM2: undefined })
  })
  it('taken back is what it was before the point', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SKETCH_MODES),
        fc.uniqueArray(places, { minLength: 1, maxLength: 8, selector: (p) => `${p.lng},${p.lat}` }),
        places,
        (mode, points, next) => {
          const before = points.slice(0, mode === 'circle' ? 1 : 8).reduce(add, newSketch(mode))
          fc.pre(!before.points.some((p) => p.lng === next.lng && p.lat === next.lat))
          expect(back(add(before, next)).points).toEqual(before.points)
        },
      ),
    )
  })
  it('counts a second press on the same place once, and begins anew when it was done', () => {
    expect(of('distance', A, A, B).points).toHaveLength(2)
    expect(add(finish(of('distance', A, B)), C).points).toEqual([C])
  })
  it('ends only with enough points', () => {
    expect(finish(of('distance', A)).done).toBe(false)
    expect(finish(of('polygon', A, B)).done).toBe(false)
    expect(finish(of('polygon', A, B, C)).done).toBe(true)
  })
  it('becomes an area once it is done, never one that crosses itself', () => {
    expect(shapeOf(of('polygon', A, B, C))).toBeUndefined()
    expect(shapeOf(finish(of('polygon', A, B, C)))).toEqual({ type: 'polygon', corners: [A, B, C] })
    expect(shapeOf(finish(of('polygon', A, C, B, at(119.4, 32.5))))).toBeUndefined()
    expect(shapeOf(of('circle', A, B))).toEqual({ type: 'circle', at: A, radiusM: Math.round(metresBetween(A, B)) })
    expect(shapeOf(finish(of('area', A, B, C)))).toBeUndefined()
  })
  it('takes no more corners than an address keeps', () => {
    const many = Array.from({ length: 40 }, (_, i) => at(119 + i / 100, 32 + (i % 2) / 10))
    expect(many.reduce(add, newSketch('polygon')).points).toHaveLength(32)
  })
  it('is drawn with its points, its next leg and its figures', () => {
    const parts = sketchCollection(move(of('area', A, B), C), '12 km²').features.map(
      (f) => f.properties?.['part'] as string,
    )
    expect(parts).toEqual(['fill', 'line', 'next', 'point', 'point', 'label'])
  })
})

describe('a drawn area', () => {
  it('reads back as written', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(shapeFrom(shapeText(shape))).toEqual(shape)
        expect(shapeText(shape).length).toBeLessThanOrEqual(300)
      }),
    )
  })
  it('is none for whatever else stands there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const shape = shapeFrom(text)
        if (shape !== undefined) expect(shapeFrom(shapeText(shape))).toEqual(shape)
      }),
    )
  })
  it('of a district is its outline, as finely as the hub takes it', () => {
    for (const feature of outlines.features) {
      const rings = ringsOf({ type: 'area', code: String(feature.properties?.['code']) }, outlines)
      expect(rings?.flat().length).toBeLessThanOrEqual(MOST_POINTS)
      expect(rings && polygonFault(rings)).toBeUndefined()
    }
    expect(ringsOf({ type: 'area', code: '999999' }, outlines)).toBeUndefined()
    expect(ringsOf({ type: 'area', code: '321002' }, undefined)).toBeUndefined()
  })
  it('of a circle lies on its radius', () => {
    const [ring = []] = ringsOf({ type: 'circle', at: A, radiusM: 1500 }, undefined) ?? []
    for (const [lng, lat] of ring) expect(metresBetween(A, { lng, lat })).toBeCloseTo(1500, 2)
  })
  it('made simpler keeps its ends and stays near its way', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 2, maxLength: 40 }), (points) => {
        const ring = points.map((p) => [p.lng, p.lat] as const)
        const simple = simplified(ring, 0.01)
        expect(simple[0]).toEqual(ring[0])
        expect(simple.at(-1)).toEqual(ring.at(-1))
        expect(simple.every((p) => ring.includes(p))).toBe(true)
      }),
    )
  })
})
