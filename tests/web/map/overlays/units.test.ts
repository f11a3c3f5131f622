// @vitest-environment happy-dom
// Moving units, their ways and their orders: what stands on the map follows from what is known, and no more than that.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNIT_SYMBOLS } from '../../../../src/wire/reference/units.ts'
import { orderSources, orders, tagGround, type OrderMark } from '../../../../src/web/map/overlays/orders.ts'
import { UNIT_LOST, unitImage } from '../../../../src/web/map/overlays/unitImages.ts'
import { paleTrack, trackSources, type TrackWay } from '../../../../src/web/map/overlays/unitTrack.ts'
import { unitCollection, units, type UnitMark } from '../../../../src/web/map/overlays/units.ts'
import { LOOKS, contrast } from './support.ts'

const MARK: UnitMark = {
  ...{ id: 'a/1', lng: 119.4, lat: 32.4, headingDeg: 90, symbol: 'bus', standing: 'fresh', doubted: false },
  ...{ chosen: false, name: '1 路', age: '', detail: '' },
}
const told = (mark: Partial<UnitMark>): Record<string, unknown> =>
  unitCollection([{ ...MARK, ...mark }]).features[0]?.properties ?? {}

describe.each(LOOKS)('%s', (_, look) => {
  it.each([units, orders] as const)('$id: a style the map takes, of its own names, without a hue of a level', (of) => {
    const layers = of.layers(look)
    const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } }
    const ids = [...new Set(layers.flatMap((l) => ('source' in l ? [l.source] : [])))]
    const faults = validateStyleMin({
      version: 8,
      sources: Object.fromEntries(ids.map((id) => [id, empty])),
      layers: [...layers],
    })
    expect(faults.map((f) => f.message).filter((m) => !m.includes('glyphs'))).toEqual([])
    for (const id of [...ids, ...layers.map((l) => l.id)]) expect(id === of.id || id.startsWith(`${of.id}-`)).toBe(true)
    for (const id of of.hits ?? []) expect(layers.map((l) => l.id)).toContain(id)
    for (const level of look.colours.levels) expect(JSON.stringify(layers)).not.toContain(level)
  })
  it('marks, and the oldest end of a way, stand out from the land by 3 to 1', () => {
    const { selected, label, text, land } = look.colours
    for (const colour of [selected, label, text, paleTrack(look)])
      expect(contrast(colour, land)).toBeGreaterThanOrEqual(3)
  })
})

it.each(LOOKS)('%s: words of a tag are read on its ground', (_, look) => {
  expect(contrast(look.colours.text, tagGround(look))).toBeGreaterThanOrEqual(4.5)
})

describe('marks of units', () => {
  it('each symbol has its own picture, another one when old; one that is lost has none of them', () => {
    const pictures = UNIT_SYMBOLS.flatMap((symbol) =>
      (['fresh', 'old'] as const).map((standing) => told({ symbol, standing })['image']),
    )
    expect(new Set(pictures).size).toBe(UNIT_SYMBOLS.length * 2)
    expect(pictures).toContain(unitImage('officer', 'old'))
    for (const symbol of UNIT_SYMBOLS) expect(told({ symbol, standing: 'lost' })['image']).toBe(UNIT_LOST)
  })
  it('only one that was just heard and said which way looks anywhere', () => {
    expect(told({})['heading']).toBe(90)
    expect(told({ headingDeg: 0 })['heading']).toBe(0)
    expect(told({ headingDeg: Number.NaN })).not.toHaveProperty('heading')
    expect(told({ standing: 'old' })).not.toHaveProperty('heading')
    expect(told({ standing: 'lost' })).not.toHaveProperty('heading')
  })
  it('an old one says its age beside its name, a fresh one its name alone', () => {
    expect(told({})['full']).toBe('1 路')
    expect(told({ standing: 'old', age: '3 分前' })['full']).toBe('1 路\n3 分前')
  })
})

const HOUR = 3_600_000
const ways: fc.Arbitrary<TrackWay> = fc
  .uniqueArray(fc.integer({ min: 0, max: HOUR }), { minLength: 1, maxLength: 60 })
  .chain((times) => {
    const at = times.sort((a, b) => a - b)
    return fc.record({
      from: fc.constant(0),
      to: fc.constant(HOUR),
      at: fc.constant(at),
      lng: fc.constant(at.map((_, i) => 119 + i / 100)),
      lat: fc.constant(at.map(() => 32)),
      breaks: at.length < 2 ? fc.constant([]) : fc.subarray(at.map((_, i) => i).slice(1)),
      doubted: fc.constant([]),
    })
  })
/** Steps from one point to the next that are drawn, as indices of where they lead. */
const stepsOf = (way: TrackWay): number[] =>
  (trackSources(way, String)['units-track']?.features ?? []).flatMap(({ geometry }) => {
    if (geometry.type !== 'LineString') return []
    const at = geometry.coordinates.map(([lng]) => Math.round(((lng ?? 0) - 119) * 100))
    return at.slice(1).map((to, i) => (expect(at[i]).toBe(to - 1), to))
  })

describe('the way of a unit', () => {
  it('every step is drawn once, and none over a silence', () => {
    fc.assert(
      fc.property(ways, (way) => {
        const wanted = way.at.map((_, i) => i).filter((i) => i > 0 && !way.breaks.includes(i))
        expect(stepsOf(way)).toEqual(wanted)
      }),
    )
  })
  it('fades with age over the asked span, however many fixes there are', () => {
    fc.assert(
      fc.property(ways, (way) => {
        const tones = (trackSources(way, String)['units-track']?.features ?? []).map(
          (f) => f.properties?.['fresh'] as number,
        )
        expect(tones).toEqual([...tones].sort((a, b) => a - b))
        for (const tone of tones) expect(tone >= 0 && tone <= 1).toBe(true)
      }),
    )
  })
  it('says when it began and ended, and where it broke off', () => {
    const way = {
      from: 0,
      to: 100,
      at: [10, 20, 70, 80],
      lng: [1, 2, 3, 4],
      lat: [1, 1, 1, 1],
      breaks: [2],
      doubted: [],
    }
    const ends = trackSources(way, (at) => `t${at}`)['units-track-ends']?.features ?? []
    expect(ends.map((f) => [f.properties?.['end'] as string, f.properties?.['time'] as string])).toEqual([
      ['break', 't20'],
      ['break', 't70'],
      ['start', 't10'],
      ['end', 't80'],
    ])
  })
  it('is nothing where nothing was heard', () => {
    const none = { from: 0, to: 1, at: [], lng: [], lat: [], breaks: [], doubted: [] }
    for (const way of [undefined, none])
      for (const source of Object.values(trackSources(way, String))) expect(source.features).toEqual([])
  })
})

describe('orders', () => {
  const order: OrderMark = { id: 'i1', lng: 119.4, lat: 32.4, tag: '城管局', title: '占道', detail: '', level: 3 }
  it('each has its tag; a line leads from its crew, where that has a place', () => {
    const from = { lng: 119.5, lat: 32.5, crew: '一班', isFresh: true }
    const sources = orderSources([order, { ...order, id: 'i2', from }])
    expect(sources['orders']?.features.map((f) => f.properties?.['hit'] as string)).toEqual(['i1', 'i2'])
    const lines = sources['orders-lines']?.features ?? []
    expect(lines).toHaveLength(1)
    expect(lines[0]?.geometry).toMatchObject({
      coordinates: [
        [119.5, 32.5],
        [119.4, 32.4],
      ],
    })
    expect(lines[0]?.properties).toMatchObject({ hit: 'i2', crew: '一班', fresh: true })
  })
})
