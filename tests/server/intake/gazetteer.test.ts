// Which known places a text names: longest first, crossings, and what of an address anybody may be told.
import { describe, expect, it } from 'vitest'
import { openGazetteer, type NamedPlace } from '../../../src/server/intake/gazetteer.ts'
import { publicPart } from '../../../src/server/intake/places.ts'

const place = (zh: string, more: Partial<NamedPlace> = {}): NamedPlace => ({
  kind: 'road',
  name: { zh, en: zh },
  lng: 119.4,
  lat: 32.4,
  simulated: false,
  ...more,
})
const filled = (...places: NamedPlace[]) => {
  const gazetteer = openGazetteer()
  for (const one of places) gazetteer.add(one.name.zh, one)
  return gazetteer
}
const names = (gazetteer: ReturnType<typeof openGazetteer>, text: string) =>
  gazetteer.find(text).map(({ place: { name } }) => name.zh)

describe('places of a text', () => {
  it('takes the longest name, once', () => {
    const gazetteer = filled(place('文昌路'), place('文昌路口袋公园', { kind: 'spot' }))
    expect(names(gazetteer, '文昌路口袋公园的灯坏了')).toEqual(['文昌路口袋公园'])
    expect(names(gazetteer, '文昌路，还是文昌路')).toEqual(['文昌路'])
    expect(names(gazetteer, '没有说在哪')).toEqual([])
  })
  it('reads full-width letters, blanks and capitals as the same', () => {
    expect(names(filled(place('Wenchang Road')), 'near ＷＥＮＣＨＡＮＧ  road')).toEqual(['Wenchang Road'])
  })
  it('trusts exact places before the middle of something large', () => {
    const gazetteer = filled(
      place('广陵区', { kind: 'district' }),
      place('文昌中路'),
      place('文昌中路17号', { kind: 'address' }),
    )
    expect(names(gazetteer, '广陵区文昌中路17号')).toEqual(['文昌中路17号', '广陵区'])
  })
  it('finds where two roads of the text meet, and none where they do not', () => {
    const gazetteer = filled(
      place('东西路', {
        line: [
          [119.4, 32.4],
          [119.41, 32.4],
        ],
      }),
      place('南北路', {
        line: [
          [119.41, 32.4],
          [119.41, 32.41],
        ],
      }),
      place('远路', { line: [[119.6, 32.6]] }),
    )
    expect(gazetteer.find('东西路和南北路路口')[0]?.place).toMatchObject({
      kind: 'crossing',
      name: { zh: '东西路与南北路路口' },
      lng: 119.41,
      lat: 32.4,
    })
    expect(names(gazetteer, '东西路和远路')).toEqual(['东西路', '远路'])
  })
  it('lets the newest of the same kind and name stand', () => {
    const gazetteer = filled(place('文昌路', { lng: 119.1 }), place('文昌路', { lng: 119.2 }))
    expect(gazetteer.find('文昌路').map(({ place: { lng } }) => lng)).toEqual([119.2])
  })
  it('bears ten thousand characters', () => {
    expect(names(filled(place('文昌路')), '好'.repeat(10_000) + '文昌路')).toEqual(['文昌路'])
  })
})

describe('the public part of an address', () => {
  it.each([
    ['文昌中路17号3单元502室', '文昌中路17号'],
    ['文昌花园28号楼3单元', '文昌花园'],
    ['文昌花园12栋401', '文昌花园'],
    ['文昌中路与汶河路路口', '文昌中路与汶河路路口'],
    ['某某', undefined],
    ['张三13812345678家门口', undefined],
  ])('«%s» → %s', (address, expected) => {
    expect(publicPart(address)).toBe(expected)
  })
})
