// A foreign style asks nobody but the hub.
import { expect, it } from 'vitest'
import { hubStyle } from '../../../src/server/basemap/style.ts'

const style = {
  version: 8,
  glyphs: 'https://fonts.test/{fontstack}/{range}.pbf',
  sprite: 'sprites/day',
  terrain: { source: 'dem' },
  sources: {
    streets: { type: 'vector', url: 'streets.json?key=secret' },
    photo: {
      type: 'raster',
      tiles: ['https://photo.test/{z}/{x}/{y}.jpg'],
      scheme: 'tms',
      attribution: '<a href="x">©</a> Owner',
    },
    lines: { type: 'geojson', data: '../lines.geojson' },
    own: { type: 'vector', url: 'pmtiles://x.pmtiles' },
  },
  layers: [{ id: 'roads', type: 'line', source: 'streets', 'source-layer': 'road' }],
}

it('rewrites every address, drops fonts, keeps the rest', async () => {
  const asked: string[] = []
  const made = await hubStyle('day', style, 'https://maps.test/v1/style.json', async (address) => {
    asked.push(address)
    return {
      tiles: ['https://tiles.test/{z}/{x}/{y}?key=secret'],
      minzoom: 2,
      maxzoom: 14,
      attribution: 'Tiles &copy; them',
    }
  })
  expect(asked).toEqual(['https://maps.test/v1/streets.json?key=secret'])
  expect(made.style).toEqual({
    version: 8,
    sprite: '/city/base/day/sprite',
    sources: {
      streets: {
        type: 'vector',
        tiles: ['/city/tiles/day/streets/{z}/{x}/{y}'],
        minzoom: 2,
        maxzoom: 14,
        attribution: 'Tiles © them',
      },
      photo: { type: 'raster', tiles: ['/city/tiles/day/photo/{z}/{x}/{y}'], attribution: '© Owner' },
      lines: { type: 'geojson', data: '/city/base/day/data/lines' },
      own: { type: 'vector' },
    },
    layers: style.layers,
  })
  expect(made.sources.get('streets')).toEqual({ tiles: ['https://tiles.test/{z}/{x}/{y}?key=secret'], isRaster: false })
  expect(made.sources.get('photo')).toMatchObject({ scheme: 'tms', isRaster: true })
  expect(made.data.get('lines')).toBe('https://maps.test/lines.geojson')
  expect(made.sprite).toBe('https://maps.test/v1/sprites/day')
  expect(JSON.stringify(made.style)).not.toMatch(/secret|https?:/)
})

it.each([[[]], [{}], [{ version: 7, sources: {}, layers: [] }], ['<html>']])('refuses %j', async (value) => {
  await expect(hubStyle('day', value, undefined, async () => ({}))).rejects.toThrow('not a MapLibre style')
})
