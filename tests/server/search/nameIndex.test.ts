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

const asWords = (q: string): string[] =>
  wordsOf(q).flatMap((word) => word.split(/(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u))
const isLatin = (word: string): boolean => /^[a-z0-9'’ü]+$/.test(word) && asTyped(word) !== ''

/** The same question by looking at the one name. */
function isIn(name: string, q: string, text = name): boolean {
  const words = asWords(q)
  const { letters, starts, initials } = read(name)
  const isRead = (word: string): boolean => {
    const typed = asTyped(word)
    return isLatin(word) && (initials.includes(typed) || starts.some((at) => letters.slice(at).startsWith(typed)))
  }
  return words.length > 0 && words.every((word) => text.normalize('NFKC').toLowerCase().includes(word) || isRead(word))
}

/** Every one of them looked at and all of them ranked: what the index answers without looking at them all. */
function plainly(all: readonly Named<string>[], q: string, { near, accept, most = 50 }: More): readonly string[] {
  const words = asWords(q)
  const fitOf = ({ heads }: Named<string>): number => {
    const own = heads.map((head) => head.normalize('NFKC').toLowerCase())
    const { letters, initials } = read(heads[0] ?? '')
    const reads = words.filter(isLatin).map(asTyped)
    if (own.includes(wordsOf(q).join(' '))) return 0
    if (words.some((word) => own.some((head) => head.startsWith(word)))) return 1
    if (reads.some((word) => letters.startsWith(word))) return 1
    return reads.some((word) => initials.startsWith(word)) ? 2 : 3
  }
  const awayOf = ({ lng, lat }: Named<string>): number => {
    if (near === undefined) return 0
    if (lng === undefined || lat === undefined) return Infinity
    return ((lng - near.lng) * Math.cos((near.lat * Math.PI) / 180)) ** 2 + (lat - near.lat) ** 2
  }
  return all
    .filter(({ heads, value }) => isIn(heads[0] ?? '', q, heads.join(' ')) && accept?.(value) !== false)
    .map((one, place) => ({ value: one.value, rank: [fitOf(one), one.weight ?? 0, awayOf(one), place] }))
    .sort((a, b) => {
      const at = a.rank.findIndex((rank, n) => rank !== b.rank[n])
      return (a.rank[at] ?? 0) < (b.rank[at] ?? 0) ? -1 : 1
    })
    .slice(0, most)
    .map(({ value }) => value)
}

describe('the answer', () => {
  const anyThing = fc.record({
    name: anyName,
    code: fc.constantFrom('d-1', 'd-17', 'wc', 'hj/d-1', 'YZ-2', ''),
    weight: fc.constantFrom(undefined, 1, 2),
    // Many stand in one place, some nowhere.
    lng: fc.constantFrom(undefined, 119.4, 119.5, 119.9),
  })
  const anyTyped = fc.oneof(
    fc.constantFrom('w', 'd', '路', '1', 'wc', 'we', 'd-', 'ji', 'lu', '7 w', 'd-1', 'wch', 'wenchang', 'hanjiangqu'),
    fc.tuple(anyName, fc.nat(9), fc.nat(9)).map(([name, from, long]) => read(name).letters.slice(from, from + long)),
    fc.tuple(anyName, fc.nat(5), fc.nat(5)).map(([name, from, long]) => read(name).initials.slice(from, from + long)),
    fc.tuple(anyName, fc.nat(5), fc.nat(4)).map(([name, from, long]) => name.slice(from, from + long)),
  )
  it('is that of ranking every one of them, best first and no other', () => {
    const near = { lng: 119.47, lat: 32.4 }
    fc.assert(
      fc.property(
        fc.array(anyThing, { minLength: 1, maxLength: 80 }),
        fc.array(fc.nat(79), { maxLength: 20 }),
        fc.array(fc.tuple(anyTyped, anyTyped, fc.boolean()), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(1, 3, 8),
        (things, gone, typed, most) => {
          const all = things.map(({ name, code, weight, lng }, n) => ({
            ...{ key: `${n}`, kind: 'thing', heads: [name, ...(code === '' ? [] : [code])], value: `${n}` },
            ...{ ...(weight && { weight }), ...(lng && { lng, lat: 32.4 }) },
          }))
          const index = indexOf(...all)
          for (const n of gone) index.remove(`${n}`)
          const left = all.filter((_, n) => !gone.includes(n))
          for (const [one, other, both] of typed)
            for (const more of [{ most }, { most, near }, { most, accept: (value: string) => Number(value) % 3 > 0 }]) {
              const q = both ? `${one} ${other}` : one
              expect(search(index, q, more), q).toEqual(plainly(left, q, more))
            }
        },
      ),
      { numRuns: 300 },
    )
  })
  it('stays so when a thing moves or is named anew', () => {
    const index = indexOf(named('文昌一', { lng: 119.4, lat: 32.4 }), named('文昌二', { lng: 119.5, lat: 32.4 }))
    const near = { lng: 119.4, lat: 32.4 }
    expect(search(index, 'wc', { near })).toEqual(['文昌一', '文昌二'])
    index.put(named('文昌一', { lng: 130, lat: 32.4 }))
    expect(search(index, 'wc', { near })).toEqual(['文昌二', '文昌一'])
    index.put(named('文昌一', { kind: 'other' }))
    expect(search(index, 'wc', { near })).toEqual(['文昌二'])
    expect(index.size).toBe(2)
  })
})

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
    expect(found).toEqual(
      new Map([
        ['other', ['文昌二']],
        ['thing', ['文昌三']],
      ]),
    )
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
