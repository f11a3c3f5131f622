// Shapes of base maps: what fits, what does not, and addresses that the hub's routes know.
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { BaseMapsSchema, basePaths } from '../../../src/wire/reference/baseMaps.ts'

const check = Compile(BaseMapsSchema)
const name = { zh: '图', en: 'Map' }

describe('BaseMapsSchema', () => {
  it.each([
    [{ base: [] }, true],
    [{ base: [{ id: 'a', name, type: 'pmtiles', crs: 'wgs84', notice: name, file: 'a.pmtiles' }] }, true],
    [{ base: [{ id: 'a', name, type: 'wms' }] }, false],
    [{ base: [{ id: 'a/b', name, type: 'bundled' }] }, false],
    [{ base: [{ id: 'a', name, type: 'style', url: 'ftp://a.test/s.json' }] }, false],
    [{ base: [{ id: 'a', name, type: 'style', file: '../s.json' }] }, false],
    [{ base: [{ id: 'a', name, type: 'raster', tiles: [] }] }, false],
    [{ base: [{ id: 'a', name, type: 'raster', dark: { opacity: 2 } }] }, false],
    [{}, false],
  ])('%j: %s', (value, fits) => expect(check.Check(value)).toBe(fits))
})

it('names a source of any characters in one part of a path', () => {
  expect(basePaths.tiles('day', 'a/b c')).toBe('/city/tiles/day/a%2Fb%20c/{z}/{x}/{y}')
})
