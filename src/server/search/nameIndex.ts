// One index of named things in memory: found by pieces of the name, of a code, by full pinyin or its initials, words in any order.
// Knows no city and no store; what it holds is told to it, one thing at a time, so that filling it never holds up the hub.
import { searchable } from '../cases/columns.ts'
import { asTyped, readsAs, type Reader, type Reading } from './reading.ts'

export interface Named<T> {
  /** Unique in the index: the same key again takes the place of the one before. */
  readonly key: string
  readonly kind: string
  /** The name first, then what it is also called and its codes: what words are compared with from the beginning. */
  readonly heads: readonly string[]
  /** Whatever else it is found by, in no order. */
  readonly more?: string
  readonly lng?: number
  readonly lat?: number
  /** Of equal fit the lower first: a district before its streets. */
  readonly weight?: number
  readonly value: T
}

/** How well words fit: the whole of a name or code, its beginning, the beginning of its initials, somewhere inside. */
export const FIT = { exact: 0, begins: 1, initials: 2, inside: 3 } as const

export interface Asked<T> {
  readonly words: readonly string[]
  /** Of each kind. */
  readonly most: number
  readonly kinds?: ReadonlySet<string>
  /** Of equal fit and weight the nearer first. */
  readonly near?: { readonly lng: number; readonly lat: number }
  readonly accept?: (value: T) => boolean
}

export interface NameIndex<T> {
  readonly size: number
  put(named: Named<T>): void
  remove(key: string): void
  /** Best first within each kind; nothing for no words. */
  search(asked: Asked<T>): ReadonlyMap<string, readonly T[]>
}

interface Entry<T> {
  readonly named: Named<T>
  readonly heads: readonly string[]
  readonly text: string
  readonly reading: Reading
}

interface Word {
  readonly text: string
  /** In letters alone, where it can be a reading. */
  readonly letters: string | undefined
}

interface Scored<T> {
  readonly value: T
  readonly fit: number
  readonly weight: number
  readonly away: number
  readonly place: number
}

/** Letters of a key into readings: shorter words are looked for in every name. */
const LETTERS = 3
const LATIN = /^[a-z0-9'’ü]+$/
/** «文昌zl»: where characters and letters meet, a word ends. */
const SEAM = /(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u

export function openNameIndex<T>(read: Reader): NameIndex<T> {
  const entries: (Entry<T> | undefined)[] = []
  const places = new Map<string, number>()
  /** Places in `entries`, ascending, by a piece of text or reading: the rarest piece of a word names the few to look at. */
  const postings = new Map<string, number[]>()

  /** In which search a place was last looked at. */
  let looked = new Uint32Array(0)
  let turn = 0

  function remove(key: string): void {
    const place = places.get(key)
    const entry = place === undefined ? undefined : entries[place]
    if (place === undefined || entry === undefined) return
    places.delete(key)
    entries[place] = undefined
    for (const piece of piecesOf(entry)) {
      const list = postings.get(piece)
      if (list === undefined) continue
      const at = lowerBound(list, place)
      if (list[at] === place) list.splice(at, 1)
      if (list.length === 0) postings.delete(piece)
    }
  }

  /** The fewest places that can hold the word; undefined: any. */
  function candidatesOf({ text, letters }: Word): readonly (readonly number[])[] | undefined {
    if (letters !== undefined && letters.length < LETTERS) return undefined
    const rarest = textPieces(text).map((piece) => postings.get(piece) ?? [])
    if (rarest.length === 0) return undefined
    const best = rarest.reduce((least, list) => (list.length < least.length ? list : least))
    if (letters === undefined) return [best]
    const head = letters.slice(0, LETTERS)
    return [best, postings.get(`p${head}`) ?? [], postings.get(`i${head}`) ?? []]
  }

  return {
    get size() {
      return places.size
    },
    put(named) {
      const heads = named.heads.map(searchable)
      const text = searchable([...named.heads, named.more ?? ''].join(' '))
      const before = places.get(named.key)
      const known = before === undefined ? undefined : entries[before]
      if (before !== undefined && known?.text === text && known.heads.length === heads.length) {
        entries[before] = { ...known, named }
        return
      }
      remove(named.key)
      const entry: Entry<T> = { named, heads, text, reading: read(named.heads[0] ?? '') }
      const place = entries.push(entry) - 1
      places.set(named.key, place)
      for (const piece of piecesOf(entry)) {
        const list = postings.get(piece)
        if (list) list.push(place)
        else postings.set(piece, [place])
      }
    },
    remove,
    search({ words: said, most, kinds, near, accept }) {
      const words = said.flatMap((word) => word.split(SEAM)).map(toWord)
      const best = new Map<string, Scored<T>[]>()
      if (words.length === 0) return new Map()
      const whole = said.join(' ')
      turn += 1
      if (looked.length < entries.length) looked = new Uint32Array(entries.length * 2)
      const look = (place: number): void => {
        // Once each, however many of its pieces fit.
        if (looked[place] === turn) return
        looked[place] = turn
        const entry = entries[place]
        if (entry === undefined || (kinds !== undefined && !kinds.has(entry.named.kind))) return
        const { kind, value, weight = 0 } = entry.named
        const list = best.get(kind) ?? []
        // What could not stand in the list is not looked at letter by letter: a word of two letters fits half of a city.
        const last = list.length < most ? undefined : list[most - 1]
        const away = awayFrom(entry.named, near)
        const fit = fitOf(entry, words, whole)
        if (last !== undefined && !isBefore(fit, weight, away, place, last)) return
        if (!words.every((word) => holds(entry, word)) || accept?.(value) === false) return
        insert(list, { value, fit, weight, away, place }, most)
        best.set(kind, list)
      }
      const lists = words
        .map(candidatesOf)
        .filter((list) => list !== undefined)
        .sort((a, b) => total(a) - total(b))[0]
      if (lists === undefined) for (let place = 0; place < entries.length; place += 1) look(place)
      else for (const list of lists) for (const place of list) look(place)
      return new Map(
        [...best].filter(([, list]) => list.length > 0).map(([kind, list]) => [kind, list.map(({ value }) => value)]),
      )
    },
  }
}

const total = (lists: readonly (readonly number[])[]): number => lists.reduce((sum, { length }) => sum + length, 0)

const toWord = (text: string): Word => ({ text, letters: LATIN.test(text) ? asTyped(text) : undefined })

/** Two characters side by side; a lone one is a piece where it is a word (漕, not w). */
function textPieces(text: string): string[] {
  const pieces: string[] = []
  for (let i = 0; i < text.length; i += 1) {
    const pair = text.slice(i, i + 2)
    if (pair.length === 2 && !pair.includes(' ')) pieces.push(`t${pair}`)
    if (text.length === 1) pieces.push(`t${text}`)
  }
  return pieces
}

function piecesOf({ text, reading: { letters, starts, initials } }: Entry<unknown>): Set<string> {
  const pieces = new Set(textPieces(text))
  for (const one of text) if (one !== ' ' && !LATIN.test(one)) pieces.add(`t${one}`)
  for (const start of starts) if (start + LETTERS <= letters.length) pieces.add(`p${letters.substr(start, LETTERS)}`)
  for (let at = 0; at + LETTERS <= initials.length; at += 1) pieces.add(`i${initials.substr(at, LETTERS)}`)
  return pieces
}

const holds = ({ text, reading }: Entry<unknown>, word: Word): boolean =>
  text.includes(word.text) || (word.letters !== undefined && readsAs(reading, word.letters))

/** The best that any of the words does: they come in any order. Plain loops: a short word has this asked of every name there is. */
function fitOf({ heads, reading }: Entry<unknown>, words: readonly Word[], whole: string): number {
  for (const head of heads) if (head === whole) return FIT.exact
  let fit: number = FIT.inside
  for (const { text, letters } of words) {
    for (const head of heads) if (head.startsWith(text)) return FIT.begins
    if (letters === undefined) continue
    if (reading.letters.startsWith(letters)) return FIT.begins
    if (reading.initials.startsWith(letters)) fit = FIT.initials
  }
  return fit
}

/** Metres do not matter here, only who is nearer: degrees on a plane, squared. */
function awayFrom({ lng, lat }: Named<unknown>, near: Asked<unknown>['near']): number {
  if (near === undefined) return 0
  if (lng === undefined || lat === undefined) return Infinity
  return ((lng - near.lng) * Math.cos((near.lat * Math.PI) / 180)) ** 2 + (lat - near.lat) ** 2
}

function isBefore(fit: number, weight: number, away: number, place: number, other: Scored<unknown>): boolean {
  if (fit !== other.fit) return fit < other.fit
  if (weight !== other.weight) return weight < other.weight
  if (away !== other.away) return away < other.away
  return place < other.place
}

function insert<T>(list: Scored<T>[], scored: Scored<T>, most: number): void {
  const { fit, weight, away, place } = scored
  let at = list.length
  for (let before = list[at - 1]; before !== undefined; before = list[at - 1]) {
    if (!isBefore(fit, weight, away, place, before)) break
    at -= 1
  }
  list.splice(at, 0, scored)
  if (list.length > most) list.pop()
}

/** The first place not below `wanted`. */
function lowerBound(list: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? Infinity) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
