// Addresses of tiles: XYZ, TMS and WMTS name the same tile.
import { describe, expect, it } from 'vitest'
import { isDegreeGrid, isInGrid, isTemplate, tileAddress } from '../../../src/server/basemap/template.ts'

const at = { z: 10, x: 851, y: 415 }
const WMTS =
  'https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}'

describe('tileAddress', () => {
  it.each([
    ['https://a.test/{z}/{x}/{y}.png', 'https://a.test/10/851/415.png'],
    ['https://a.test/{z}/{x}/{-y}.png', 'https://a.test/10/851/608.png'],
    ['https://a.test/{TileMatrix}/{TileRow}/{TileCol}', 'https://a.test/10/415/851'],
  ])('%s', (template, address) => expect(tileAddress(template, at)).toBe(address))

  it('puts the key and always the same subdomain into 天地图', () => {
    const address = tileAddress(WMTS, at, { key: 'a b', subdomains: ['0', '1', '2', '3'] })
    expect(address).toContain('https://t2.tianditu.gov.cn/vec_w/')
    expect(address).toContain('TILEMATRIX=10&TILEROW=415&TILECOL=851&tk=a%20b')
  })
})

it('knows templates, degree grids and what lies outside the grid', () => {
  expect(isTemplate(WMTS)).toBe(true)
  expect(isTemplate('https://a.test/{z}/{x}.png')).toBe(false)
  expect(isDegreeGrid(WMTS)).toBe(false)
  expect(isDegreeGrid(WMTS.replace('TILEMATRIXSET=w', 'TILEMATRIXSET=c'))).toBe(true)
  expect(isDegreeGrid(WMTS.replace('vec_w', 'vec_c'))).toBe(true)
  expect(isInGrid({ z: 1, x: 1, y: 1 })).toBe(true)
  expect(isInGrid({ z: 1, x: 2, y: 1 })).toBe(false)
  expect(isInGrid({ z: 25, x: 0, y: 0 })).toBe(false)
})
