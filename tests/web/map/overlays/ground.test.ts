// @vitest-environment happy-dom
// What the layers of ground, sensing and analysis make of their data: classes of traffic, pumps, the worst first, areas by value.
import { describe, expect, it } from 'vitest'
import type { Feature } from 'geojson'
import type { Grade } from '../../../../src/core/indicate/types.ts'
import type { AreaShade } from '../../../../src/web/map/layers/areas.ts'
import { choroplethLegend, choroplethSources } from '../../../../src/web/map/overlays/choropleth.ts'
import { gridCollection } from '../../../../src/web/map/overlays/grid.ts'
import { pipeCollection, pumpCollection, pumpState } from '../../../../src/web/map/overlays/pipes.ts'
import { streetCollection } from '../../../../src/web/map/overlays/streets.ts'
import { gradeOfSpeed, sharesOf, styleOf, trafficCollection } from '../../../../src/web/map/overlays/traffic.ts'
import { worstSlots } from '../../../../src/web/map/overlays/worst.ts'
import { LOOKS } from './support.ts'

const grade = (from: number): Grade => ({ from, name: { zh: `${from}`, en: `${from}` } })
/** GB/T 33171-2016: free, mostly free, lightly, moderately, severely congested. */
const GRADES = [0, 2, 4, 6, 8].map(grade)
const [, look] = LOOKS[0] ?? []

describe('traffic', () => {
  it.each([
    [60, 0],
    [49, 0],
    [48, 1],
    [36, 2],
    [24, 3],
    [12, 4],
    [0, 4],
    [90, 0],
  ])('%i km/h where 60 are free flow', (speedKmh, expected) =>
    expect(gradeOfSpeed({ speedKmh, unsure: false }, 60, GRADES)).toBe(expected),
  )
  it('says nothing of what is old or doubted, without a value, without free flow, or without a scale', () => {
    expect(gradeOfSpeed({ speedKmh: 50, unsure: true }, 60, GRADES)).toBeUndefined()
    expect(gradeOfSpeed({ speedKmh: Number.NaN, unsure: false }, 60, GRADES)).toBeUndefined()
    expect(gradeOfSpeed({ speedKmh: 50, unsure: false }, Number.NaN, GRADES)).toBeUndefined()
    expect(gradeOfSpeed({ speedKmh: 50, unsure: false }, 60, [])).toBeUndefined()
  })
  it('names the borders that it judges by', () => {
    expect(GRADES.map((_, i) => sharesOf(i, GRADES))).toEqual([
      { over: 80, upTo: 100 },
      { over: 60, upTo: 80 },
      { over: 40, upTo: 60 },
      { over: 20, upTo: 40 },
      { over: 0, upTo: 20 },
    ])
    for (const [i, { over, upTo }] of GRADES.map((_, n) => sharesOf(n, GRADES)).entries()) {
      expect(gradeOfSpeed({ speedKmh: upTo, unsure: false }, 100, GRADES)).toBe(i)
      if (over > 0) expect(gradeOfSpeed({ speedKmh: over, unsure: false }, 100, GRADES)).toBe(i + 1)
    }
  })
  it('always shows the worst grade strongest, however many there are', () => {
    expect([0, 1, 2].map((g) => styleOf(g, 3))).toEqual([0, 2, 4])
    expect(styleOf(0, 1)).toBe(0)
  })
  it('an unknown stretch has a look of its own', () => {
    const stretch = { sections: [0], road: 0, line: [[1, 2]] }
    const told = { stretch, hit: 's', title: 't', detail: 'd' }
    const drawn = trafficCollection(
      [
        { ...told, grade: undefined },
        { ...told, grade: 0 },
      ],
      5,
    )
    expect(drawn.features.map((f) => f.properties?.['style'])).toEqual([-1, 0])
  })
})

describe('pipes and pumps', () => {
  it('a pump that is not believed neither runs nor stands', () => {
    expect(pumpState(1, false)).toBe('running')
    expect(pumpState(0, false)).toBe('standing')
    expect(pumpState(1, true)).toBe('unknown')
    expect(pumpState(Number.NaN, false)).toBe('unknown')
    const [mark] = pumpCollection([{ id: 'p', lng: 1, lat: 2, state: 'running', title: 'a', detail: 'b' }]).features
    expect(mark?.properties).toEqual({ state: 'running', hit: 'p', title: 'a', detail: 'b' })
  })
  it('tells medium and diameter, and does without what the file leaves out', () => {
    const geometry = { type: 'LineString' as const, coordinates: [[1, 2]] }
    const words = {
      title: (medium: string, dn: number | undefined) => `${medium}/${dn ?? ''}`,
      detail: (material: string, road: string) => `${material}/${road}`,
    }
    const pipe = (properties: Feature['properties']): Feature => ({ type: 'Feature', properties, geometry })
    const all = [pipe({ id: 'a', medium: 'gas', dn: 110, material: 'PE', road: '路' }), pipe(null)]
    expect(
      pipeCollection({ type: 'FeatureCollection', features: all }, words).features.map((f) => f.properties),
    ).toEqual([
      { medium: 'gas', dn: 110, hit: 'a', title: 'gas/110', detail: 'PE/路' },
      { medium: 'water', dn: 200, hit: '', title: '/', detail: '/' },
    ])
  })
})

describe('sensors of a table', () => {
  it('are the worst first, cut at so many', () => {
    const standing = [
      { level: 0, silent: false, doubted: false },
      { level: 4, silent: true, doubted: false },
      { level: 0, silent: false, doubted: true },
      { level: 1, silent: false, doubted: false },
      { level: 0, silent: true, doubted: true },
    ]
    const of = (slot: number) => standing[slot] ?? { level: 0, silent: false, doubted: false }
    expect(worstSlots([0, 1, 2, 3, 4], of, 9)).toEqual([3, 1, 4, 2, 0])
    expect(worstSlots([0, 1, 2, 3, 4], of, 2)).toEqual([3, 1])
  })
})

describe('cells and streets', () => {
  it('tell what they are', () => {
    const geometry = { type: 'Point' as const, coordinates: [1, 2] }
    const cells = ['c', undefined].map((code): Feature => ({
      type: 'Feature',
      properties: { code, area: 'a' },
      geometry,
    }))
    const drawn = gridCollection({ type: 'FeatureCollection', features: cells }, (area) => `in ${area}`)
    expect(drawn.features.map((f) => f.properties)).toEqual([{ hit: 'c', title: 'c', detail: 'in a' }])
    const street = { code: '1', name: '东关街道', district: '广陵区', lng: 1, lat: 2 }
    expect(streetCollection([street]).features[0]?.properties).toEqual({
      hit: '1',
      title: '东关街道',
      detail: '广陵区',
      label: '东关街道',
    })
  })
})

describe('areas by value', () => {
  const shade = (code: string, change: Partial<AreaShade>): AreaShade => ({
    code,
    name: `n${code}`,
    value: `v${code}`,
    look: { type: 'tone', tone: 0.5 },
    level: undefined,
    chosen: false,
    lng: 5,
    lat: 6,
    ...change,
  })
  const outline: Feature = {
    type: 'Feature',
    properties: { code: '321002' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    },
  }
  const shades = [shade('321002', {}), shade('321002001', { look: { type: 'unknown' } })]
  it('are named once: by the ground where they have an outline', () => {
    if (look === undefined) throw new Error('no look')
    const sources = choroplethSources(shades, [outline], look.colours)
    expect(sources['choropleth-labels']?.features.map((f) => f.properties?.['label'])).toEqual([
      'v321002',
      'n321002001\nv321002001',
    ])
    expect(sources['choropleth-shapes']?.features[0]?.properties).toMatchObject({ hit: '321002', title: 'n321002' })
    expect(sources['choropleth-discs']?.features[0]?.properties).toMatchObject({ hit: '321002001', unknown: true })
  })
  it('explain only what is on the map', () => {
    if (look === undefined) throw new Error('no look')
    const words = { level: (l: number) => `L${l}`, unknown: '?' }
    const texts = (of: readonly AreaShade[]): string[] =>
      choroplethLegend(look, of, [{ colour: '#00e400', name: 'good' }], ['1', '2'], words).map((l) => l.text)
    expect(texts(shades)).toEqual(['1 – 2', '?'])
    expect(texts([shade('1', { look: { type: 'level', level: 2 } })])).toEqual(['L2'])
    expect(texts([shade('1', { look: { type: 'grade', colour: '#00e400' } })])).toEqual(['good'])
    expect(texts([])).toEqual([])
  })
})
