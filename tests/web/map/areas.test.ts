// @vitest-environment happy-dom
// Areas on the map: what is drawn follows from the values alone. The golden pins shapes, shades and labels.
import type { Feature } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { MapColours } from '../../../src/web/map/colours.ts'
import { areaCollections, type AreaShade } from '../../../src/web/map/layers/areas.ts'

const COLOURS = {
  land: 'land',
  calm: 'calm',
  levels: ['one', 'two', 'three', 'four'],
} as unknown as MapColours
const square = (code: string, lng: number): Feature => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [lng, 32],
        [lng + 1, 32],
        [lng + 1, 33],
        [lng, 33],
        [lng, 32],
      ],
    ],
  },
})
const shade = (code: string, change: Partial<AreaShade> = {}): AreaShade => ({
  code,
  name: code,
  value: '1',
  look: { type: 'tone', tone: 0.5 },
  level: undefined,
  chosen: false,
  ...change,
})

describe('areas by a value', () => {
  it('golden', () => {
    const drawn = areaCollections(
      [
        shade('321002', { look: { type: 'level', level: 2 }, level: 2, value: '82 µg/m³', chosen: true }),
        shade('321003', { look: { type: 'grade', colour: '#FFFF00' }, value: '40' }),
        shade('321012', { look: { type: 'tone', tone: 0 } }),
        shade('321023', { look: { type: 'unknown' }, value: '未知' }),
        shade('321071', { lng: 119.5, lat: 32.4, look: { type: 'tone', tone: 1 } }),
        shade('321002001', { lng: 119.4, lat: 32.4, look: { type: 'unknown' }, value: '未知' }),
      ],
      [square('321002', 118), square('321003', 119), square('321012', 120), square('321023', 121)],
      COLOURS,
    )
    expect(drawn).toMatchSnapshot()
  })
  it('what is unknown is never shaded like a low value', () => {
    const { shapes } = areaCollections(
      [shade('a', { look: { type: 'unknown' } }), shade('b', { look: { type: 'tone', tone: 0 } })],
      [square('a', 118), square('b', 119)],
      COLOURS,
    )
    expect(shapes.features.map((f) => [f.properties?.['unknown'], f.properties?.['opacity']])).toEqual([
      [true, 0],
      [false, 0.06],
    ])
  })
  it('leaves out what has neither outline nor point', () => {
    const drawn = areaCollections([shade('x')], [], COLOURS)
    expect([drawn.shapes, drawn.discs, drawn.labels].map((c) => c.features.length)).toEqual([0, 0, 0])
  })
})
