// Base maps as values: order under the city's own layers, names of their own, no fonts, no relative addresses, heights.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import type { BaseMapView } from '../../../../src/wire/reference/baseMaps.ts'
import { NO_BASE, asMarkup, splitAtNames, type BaseLook, type DrawnBase } from '../../../../src/web/map/base/drawn.ts'
import { foreignBase, foreignStyle, sourceOf } from '../../../../src/web/map/base/foreign.ts'
import { neutralLayers } from '../../../../src/web/map/base/neutral.ts'
import { dimmed, rasterBase } from '../../../../src/web/map/base/raster.ts'
import { fileBuildings, hills } from '../../../../src/web/map/base/relief.ts'
import { groundStyle, labelCollection } from '../../../../src/web/map/layers/ground.ts'

const hex = '#808080'
const colours = {
  ...{ ground: hex, land: hex, water: hex, road: hex, border: hex, label: hex, halo: hex, calm: hex, text: hex },
  ...{ selected: hex, panel: hex, levels: [hex, hex, hex, hex] as const },
}
const look: BaseLook = { colours, theme: 'dark', locale: 'zh', textSize: 13, notice: '审图号 <1> & 2' }
const ORIGIN = 'https://hub.test'
const name = { zh: '图', en: 'Map' }
const raster: BaseMapView = { id: 'tdt', name, type: 'raster', layers: 2, styled: false, ownLabels: true, maxZoom: 17 }

const styleOf = (base: DrawnBase | undefined, hillsOf?: DrawnBase, buildings?: DrawnBase) =>
  groundStyle([], labelCollection([]), { colours, locale: 'zh', textSize: 13 }, { base, hills: hillsOf, buildings })
const ids = (style: ReturnType<typeof styleOf>): string[] => style.layers.map((l) => l.id)

describe('a raster', () => {
  it('lies over the land of the city and under its borders, its names instead of ours', () => {
    const style = styleOf(rasterBase(raster, ORIGIN, look))
    expect(ids(style)).toEqual([
      'ground',
      'land',
      'lakes',
      'rivers',
      'base-raster-0',
      'base-raster-1',
      'borders',
      'names',
    ])
    expect(style.sources['base-raster-1']).toMatchObject({
      tiles: [`${ORIGIN}/city/tiles/tdt/1/{z}/{x}/{y}`],
      maxzoom: 17,
    })
    expect(style.sources['base-raster-0']).toMatchObject({ attribution: '审图号 &lt;1&gt; &amp; 2' })
    expect(validateStyleMin(style)).toEqual([])
  })
  it('is dimmed at night only, as the city says', () => {
    expect(dimmed('light', { opacity: 0.3 })).toEqual({ 'raster-fade-duration': 0 })
    expect(dimmed('dark', { opacity: 0.3 })).toMatchObject({ 'raster-opacity': 0.3, 'raster-brightness-max': 0.5 })
  })
})

describe('a foreign style', () => {
  const told = foreignStyle({
    version: 8,
    sprite: '/city/base/day/sprite',
    sources: {
      v: { type: 'vector', tiles: ['/city/tiles/day/v/{z}/{x}/{y}'], attribution: 'Tiles' },
      gone: { type: 'vector' },
    },
    layers: [
      { id: 'bg', type: 'background', paint: { 'background-color': '#fff' } },
      { id: 'borders', type: 'line', source: 'v', 'source-layer': 'b' },
      { id: 'lost', type: 'line', source: 'gone', 'source-layer': 'b' },
      { id: 'names', type: 'symbol', source: 'v', 'source-layer': 'n', layout: { 'text-field': '{name}' } },
      { id: 'over', type: 'fill', source: 'v', 'source-layer': 'building' },
      { id: 'script', type: 'custom' },
    ],
  })
  const view: BaseMapView = { id: 'day', name, type: 'style', styled: true, ownLabels: true }

  it('meets no layer of the city, asks only the hub, and needs no fonts', () => {
    if (told === undefined) throw new Error('a style')
    const style = styleOf(foreignBase(view, told, ORIGIN, look))
    expect(ids(style)).toEqual(['ground', 'base-bg', 'base-borders', 'borders', 'names', 'base-names', 'base-over'])
    expect(new Set(ids(style)).size).toBe(ids(style).length)
    expect(style.sources['base-v']).toMatchObject({ tiles: [`${ORIGIN}/city/tiles/day/v/{z}/{x}/{y}`] })
    expect(style.sources['base-gone']).toBeUndefined()
    expect(style.sprite).toBe(`${ORIGIN}/city/base/day/sprite`)
    expect(style.glyphs).toBeUndefined()
    expect(sourceOf(told, 'building')).toBe('base-v')
    expect(sourceOf(told, 'none')).toBeUndefined()
  })
  it('takes an archive for its vector sources', () => {
    if (told === undefined) throw new Error('a style')
    const { sources } = foreignBase(view, told, ORIGIN, look, 'pmtiles://x')
    expect(sources['base-gone']).toMatchObject({ type: 'vector', url: 'pmtiles://x' })
    expect(sources['base-v']).not.toHaveProperty('tiles')
  })
  it.each([undefined, [], {}, { sources: {} }, '<html>'])('is none: %j', (value) => {
    expect(foreignStyle(value)).toBeUndefined()
  })
})

describe('the neutral style', () => {
  const schemas = {
    protomaps: ['boundaries', 'buildings', 'earth', 'landcover', 'landuse', 'places', 'pois', 'roads', 'water'],
    openmaptiles: [
      'building',
      'housenumber',
      'place',
      'transportation',
      'transportation_name',
      'water',
      'waterway',
      'boundary',
    ],
    strangers: ['canals', 'yards'],
  }
  it.each(Object.entries(schemas))('draws %s, valid to the map, names last', (_, layers) => {
    const made = neutralLayers('base-archive', layers, look)
    const { under, names } = splitAtNames(made)
    expect(names.length).toBeGreaterThan(0)
    expect(names.every((l) => l.type === 'symbol')).toBe(true)
    expect(new Set(made.map((l) => l.id)).size).toBe(made.length)
    const drawn = new Set(made.map((l) => ('source-layer' in l ? l['source-layer'] : '')))
    for (const layer of layers) expect(drawn.has(layer)).toBe(!['pois', 'housenumber'].includes(layer))
    expect(under.some((l) => l.type === 'fill-extrusion')).toBe(layers.some((l) => l.startsWith('building')))
    const sources = { 'base-archive': { type: 'vector' as const, tiles: ['https://a.test/{z}/{x}/{y}'] } }
    expect(validateStyleMin(styleOf({ ...NO_BASE, sources, layers: made }))).toEqual([])
  })
  it('asks for names in the language of the screen', () => {
    expect(JSON.stringify(neutralLayers('s', ['places'], look))).toContain('name:zh-Hans')
    expect(JSON.stringify(neutralLayers('s', ['places'], { ...look, locale: 'en' }))).toContain('name:en')
  })
})

it('shades hills under roads and raises buildings over them, on the bundled map too', () => {
  const terrain = {
    encoding: 'terrarium' as const,
    tileSize: 256,
    minZoom: 0,
    maxZoom: 12,
    exaggeration: 0.3,
    notice: name,
  }
  const style = styleOf(undefined, hills(terrain, ORIGIN, look), fileBuildings(`${ORIGIN}/city/map/b.geojson`, look))
  const order = ids(style)
  expect(order.indexOf('base-hills')).toBeLessThan(order.indexOf('roads'))
  expect(order.indexOf('base-buildings')).toBeGreaterThan(order.indexOf('roads'))
  expect(order.indexOf('base-buildings')).toBeLessThan(order.indexOf('borders'))
  expect(style.layers.find((l) => l.id === 'base-buildings')).toMatchObject({ minzoom: 14 })
  expect(validateStyleMin(style)).toEqual([])
})

it('leaves the bundled map as it was where nothing is configured', () => {
  const style = styleOf(undefined)
  expect(ids(style)).toEqual([
    ...['ground', 'land', 'lakes', 'rivers', 'roads', 'borders', 'names', 'place-labels', 'district-labels'],
  ])
  expect(Object.keys(style.sources).filter((id) => id.startsWith('base-'))).toEqual([])
})

it('writes attributions as text', () => expect(asMarkup('<b>&')).toBe('&lt;b&gt;&amp;'))
