// @vitest-environment happy-dom
// Layers of the work are plain: what they put on the map follows from what they are given.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { MapColours } from '../../../../src/web/map/colours.ts'
import { standingOf } from '../../../../src/web/map/list/alarms.ts'
import type { Feature } from 'geojson'
import { openedWithin } from '../../../../src/web/map/list/incidents.ts'
import { warnedAreas } from '../../../../src/web/map/list/warnings.ts'
import { alarmCollection, alarms, type AlarmMark } from '../../../../src/web/map/overlays/alarms.ts'
import { cameras, cameraSources, wedge } from '../../../../src/web/map/overlays/cameras.ts'
import { clocks } from '../../../../src/web/map/overlays/clocks.ts'
import { placeAt } from '../../../../src/web/map/overlays/features.ts'
import { heat, heatCollection } from '../../../../src/web/map/overlays/heat.ts'
import type { Look, OverlayLook } from '../../../../src/web/map/overlays/overlay.ts'
import { warnings, warningSources } from '../../../../src/web/map/overlays/warnings.ts'

const grey = '#808080'
const colours: MapColours = {
  ...{ ground: grey, land: grey, water: grey, road: grey, border: grey, label: grey, halo: grey, calm: grey },
  ...{ text: grey, selected: '#6cb6d9', panel: grey, levels: ['#f00000', '#f08000', '#f0f000', '#0000f0'] },
}
const look: Look = { colours, locale: 'zh', textSize: 13, scale: 1 }

const sourcesOf = (of: OverlayLook): string[] => [
  ...new Set(of.layers(look).flatMap((l) => ('source' in l ? [l.source] : []))),
]

test.each([clocks, alarms, heat, cameras, warnings] as const)(
  '$id is a style the map takes, named by its own id',
  (of) => {
    const layers = of.layers(look)
    const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } }
    const problems = validateStyleMin({
      version: 8,
      sources: Object.fromEntries(sourcesOf(of).map((id) => [id, empty])),
      layers: [...layers],
    })
    // Without a glyph server labels are drawn from the fonts of the device: the page's own decision.
    expect(problems.filter((p) => !p.message.includes('glyphs')).map((p) => p.message)).toEqual([])
    for (const { id } of layers) expect(id === of.id || id.startsWith(`${of.id}-`), id).toBe(true)
    for (const id of of.hits ?? []) expect(layers.map((l) => l.id)).toContain(id)
  },
)

describe('alarms', () => {
  const mark = (id: string, level: 1 | 2 | 3 | 4): AlarmMark => ({
    ...{ id, level, lng: 119, lat: 32, standing: 'active', title: id, detail: '' },
  })
  it('the worst lies above, whatever the order they came in', () => {
    const order = fc.shuffledSubarray([1, 2, 3, 4] as const, { minLength: 4 })
    fc.assert(
      fc.property(order, (levels) => {
        const drawn = alarmCollection(levels.map((l) => mark(`a${l}`, l))).features
        expect(drawn.map((f) => f.properties?.['level'] as number)).toEqual([4, 3, 2, 1])
      }),
    )
  })
  it('shelved comes before acknowledged, until it ends', () => {
    expect(standingOf({ shelvedUntil: 10, acknowledgedAt: 1 }, 5)).toBe('shelved')
    expect(standingOf({ shelvedUntil: 10, acknowledgedAt: 1 }, 10)).toBe('acknowledged')
    expect(standingOf({}, 5)).toBe('active')
  })
})

test('cases are within a window with its ends, and all are within none', () => {
  const at = [1, 2, 3].map((openedAt) => ({ openedAt }))
  expect(at.filter(openedWithin({ from: 2 }))).toHaveLength(2)
  expect(at.filter(openedWithin({ from: 2, to: 2 }))).toHaveLength(1)
  expect(at.filter(openedWithin(undefined))).toHaveLength(3)
})

describe('cameras', () => {
  const camera = { id: 'c', lng: 119.4, lat: 32.4, title: 'c', detail: '', hasPicture: true }
  const metres = ([lng, lat]: [number, number]): number =>
    Math.hypot((lng - camera.lng) * 111_195 * Math.cos((32.4 * Math.PI) / 180), (lat - camera.lat) * 111_195)
  it('see so far and so wide, from where they stand', () => {
    const ring = wedge({ ...camera, sees: { bearing: 90, widthDeg: 60, reachM: 120 } }) ?? []
    expect(ring[0]).toEqual([119.4, 32.4])
    expect(ring.at(-1)).toEqual(ring[0])
    for (const at of ring.slice(1, -1)) {
      expect(metres(at)).toBeCloseTo(120, 1)
      expect(at[0]).toBeGreaterThan(camera.lng)
    }
  })
  it('one that sees all around has no corner, one that says nothing has no wedge', () => {
    const ring = wedge({ ...camera, sees: { bearing: 0, widthDeg: 360, reachM: 50 } }) ?? []
    expect(ring.every((at) => Math.abs(metres(at) - 50) < 0.1)).toBe(true)
    expect(wedge(camera)).toBeUndefined()
    expect(cameraSources([camera])['cameras-sees']?.features).toEqual([])
  })
  it('without a picture look different from those with one', () => {
    const image = (hasPicture: boolean): unknown =>
      cameraSources([{ ...camera, hasPicture }])['cameras']?.features[0]?.properties?.['image']
    expect(image(true)).not.toBe(image(false))
  })
})

test('a place so many metres to the north-east lies there', () => {
  const [lng, lat] = placeAt(119.4, 32.4, 45, 1000)
  expect((lat - 32.4) * 111_195).toBeCloseTo(707.1, 0)
  expect((lng - 119.4) * 111_195 * Math.cos((32.4 * Math.PI) / 180)).toBeCloseTo(707.1, 0)
})

test('a thinned report weighs as many as it stands for', () => {
  const { features } = heatCollection([119, 120], [32, 33], 4)
  expect(features.map((f) => f.properties?.['weight'] as number)).toEqual([4, 4])
})

describe('warnings', () => {
  const square = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [119, 32],
        [120, 32],
        [120, 33],
        [119, 33],
        [119, 32],
      ],
    ],
  }
  it('the worst lies above; each area is named once, inside it', () => {
    const one = { title: '', detail: '', real: true, areas: [square] }
    const sources = warningSources([
      { ...one, id: 'red', level: 1 },
      { ...one, id: 'unsaid', level: undefined },
      { ...one, id: 'blue', level: 4 },
    ])
    expect(sources['warnings']?.features.map((f) => f.properties?.['hit'] as string)).toEqual(['unsaid', 'blue', 'red'])
    expect(sources['warnings-labels']?.features).toHaveLength(3)
    expect(sources['warnings-labels']?.features[0]?.geometry).toMatchObject({ coordinates: [119.5, 32.5] })
  })
})

test('a warning holds over its own shape, the areas it names, or one outline of the whole city', () => {
  const shape = (code: string): Feature => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Point', coordinates: [code.length, 0] },
  })
  const files = { city: '321000', districts: [shape('321002'), shape('3210030')], outline: [shape('3')] }
  const areas = (codes: readonly string[]): unknown[] =>
    warnedAreas({ areas: [...codes] }, files).map((g) => ('coordinates' in g ? g.coordinates[0] : undefined))
  expect(areas(['321002'])).toEqual([6])
  expect(areas(['321000'])).toEqual([1])
  expect(areas([])).toEqual([1])
  expect(areas(['320100'])).toEqual([])
  expect(warnedAreas({ areas: [] }, { ...files, outline: [] })).toHaveLength(2)
})
