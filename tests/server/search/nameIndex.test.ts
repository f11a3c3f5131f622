// The index of names against plain scanning: everything is found by its own name, code, reading and initials, and in which order.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openNameIndex, type Named, type NameIndex } from '../../../src/server/search/nameIndex.ts'
import { asTyped, openReader } from '../../../src/server/search/reading.ts'
import { wordsOf } from '../../../src/server/reads/search.ts'

const read = openReader({ 江都: 'jiang du' })
const named = (name: string, more: Partial<Named<string>> = {}): Named<string> => ({
  key: name,
  kind: 'thing',
  heads: [name],
  value: name,
  ...more,
})
const indexOf = (...all: readonly Named<string>[]): NameIndex<string> => {
  const index = openNameIndex<string>(read)
  for (const one of all) index.put(one)
  return index
}
type More = Partial<Parameters<NameIndex<string>['search']>[0]>
const search = (index: NameIndex<string>, q: string, more: More = {}): readonly string[] =>
  index.search({ words: wordsOf(q), most: 50, ...more }).get('thing') ?? []

const STEMS = '文昌江都汶河瘦西湖瓜洲长春仪征女氾槐泗中路南北东街道镇井盖泵站积水监测点号桥'
const anyName = fc
  .array(fc.constantFrom(...STEMS, '1', '2', '7', '0', 'DN', ' '), { minLength: 2, maxLength: 12 })
  .map((parts) => parts.join('').trim())
  .filter((name) => name !== '')
const anyNames = fc.uniqueArray(anyName, { minLength: 1, maxLength: 60 })

describe('every name', () => {
  it('is found by its own full pinyin and by its own initials', () => {
    fc.assert(
      fc.property(anyNames, (names) => {
        const index = indexOf(...names.map((name) => named(name)))
        for (const name of names) {
          const { letters, initials } = read(name)
          for (const typed of [name, letters, initials, letters.slice(0, 5), initials.slice(1)])
            if (typed !== '') expect(search(index, typed, { most: 100 }), typed).toContain(name)
        }
      }),
    )
  })
  it('is found by its words in any order', () => {
    fc.assert(
      fc.property(anyNames, anyName, anyName, (names, one, other) => {
        const index = indexOf(...[...names, `${one}路${other}`].map((name) => named(name)))
        expect(search(index, `${other} ${one}`, { most: 100 })).toContain(`${one}路${other}`)
        expect(search(index, `${read(other).letters} ${one}`, { most: 100 })).toContain(`${one}路${other}`)
      }),
    )
  })
  it('is found exactly where scanning them all finds it, also after changes', () => {
    fc.assert(
      fc.property(anyNames, anyNames, fc.string({ maxLength: 6 }), anyName, (first, gone, odd, part) => {
        const index = indexOf(...[...first, ...gone].map((name) => named(name)))
        for (const name of gone) index.remove(name)
        const stay = first.filter((name) => !gone.includes(name))
        for (const name of stay) index.put(named(name))
        expect(index.size).toBe(stay.length)
        for (const q of [odd, part, part.slice(0, 2), 'we', 'wch', 'j', 'jiangdu'])
          expect([...search(index, q, { most: 200 })].sort(), q).toEqual(stay.filter((name) => isIn(name, q)).sort())
      }),
    )
  })
})

/** The same question by looking at the one name. */
function isIn(name: string, q: string): boolean {
  const words = wordsOf(q).flatMap((word) => word.split(/(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u))
  const text = name.normalize('NFKC').toLowerCase()
  const { letters, starts, initials } = read(name)
  return (
    words.length > 0 &&
    words.every((word) => {
      const typed = asTyped(word)
      const isLatin = /^[a-z0-9'’ü]+$/.test(word)
      const isRead = isLatin && (initials.includes(typed) || starts.some((at) => letters.slice(at).startsWith(typed)))
      return text.includes(word) || isRead
    })
  )
}

describe('the order', () => {
  it('is the whole name or code, the beginning, the beginning of the initials, then inside', () => {
    const index = indexOf(
      named('东文昌路'),
      named('无常者路'),
      named('文昌中路'),
      named('文昌', { heads: ['文昌', 'wc'] }),
    )
    expect(search(index, 'wc')).toEqual(['文昌', '无常者路', '文昌中路', '东文昌路'])
    expect(search(index, '文昌')).toEqual(['文昌', '文昌中路', '东文昌路'])
    expect(search(index, 'wenchang')).toEqual(['文昌中路', '文昌', '东文昌路'])
  })
  it('is the weight among equals, then who is nearer, then who came first', () => {
    const at = (name: string, lng: number, weight = 1): Named<string> => named(name, { lng, lat: 32.4, weight })
    const index = indexOf(at('文昌一', 119.9), at('文昌二', 119.4), at('文昌三', 119.1), at('文昌四', 130, 0))
    expect(search(index, '文昌')).toEqual(['文昌四', '文昌一', '文昌二', '文昌三'])
    expect(search(index, '文昌', { near: { lng: 119.3, lat: 32.4 } })).toEqual(['文昌四', '文昌二', '文昌三', '文昌一'])
    expect(search(index, '文昌', { near: { lng: 119.3, lat: 32.4 }, most: 2 })).toEqual(['文昌四', '文昌二'])
  })
  it('keeps kinds apart and leaves out what may not be told', () => {
    const index = indexOf(named('文昌一'), named('文昌二', { kind: 'other' }), named('文昌三'))
    const found = index.search({ words: ['文昌'], most: 1, accept: (value) => value !== '文昌一' })
    expect([...found]).toEqual([
      ['other', ['文昌二']],
      ['thing', ['文昌三']],
    ])
    expect([...index.search({ words: ['文昌'], most: 9, kinds: new Set(['other']) }).keys()]).toEqual(['other'])
    expect(index.search({ words: [], most: 9 }).size).toBe(0)
  })
  it('a name that is put again takes the place of the one before', () => {
    const index = indexOf(named('文昌中路', { key: 'r1' }))
    index.put(named('汶河南路', { key: 'r1' }))
    expect(search(index, '文昌')).toEqual([])
    expect(search(index, 'whnl')).toEqual(['汶河南路'])
    expect(index.size).toBe(1)
  })
})
