// One index of named things in memory: found by pieces of the name, of a code, by full pinyin or its initials, words in any order.
// Knows no city and no store; what it holds is told to it, one thing at a time, so that filling it never holds up the hub.
import { searchable } from '../cases/columns.ts'
import type { Reader } from './reading.ts'
import { openShelf, toWord, type Shelf } from './shelf.ts'

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

/** «文昌zl»: where characters and letters meet, a word ends. */
const SEAM = /(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u

export function openNameIndex<T>(read: Reader): NameIndex<T> {
  /** By kind: who asks for components reads no sensor. */
  const shelves = new Map<string, Shelf<T>>()
  const known = new Map<string, { readonly shelf: Shelf<T>; readonly place: number }>()

  function shelfOf(kind: string): Shelf<T> {
    const there = shelves.get(kind)
    if (there) return there
    const fresh = openShelf<T>()
    shelves.set(kind, fresh)
    return fresh
  }
  function remove(key: string): void {
    const at = known.get(key)
    at?.shelf.remove(at.place)
    known.delete(key)
  }

  return {
    get size() {
      return known.size
    },
    put(named) {
      const heads = named.heads.map(searchable)
      const text = searchable([...named.heads, named.more ?? ''].join(' '))
      const shelf = shelfOf(named.kind)
      const before = known.get(named.key)
      const entry = before?.shelf === shelf ? shelf.entryAt(before.place) : undefined
      if (before !== undefined && entry?.text === text && entry.heads.length === heads.length) {
        shelf.replace(before.place, named)
        return
      }
      remove(named.key)
      known.set(named.key, { shelf, place: shelf.put({ named, heads, text, reading: read(named.heads[0] ?? '') }) })
    },
    remove,
    search(asked) {
      const words = asked.words.flatMap((word) => word.split(SEAM)).map(toWord)
      const whole = asked.words.join(' ')
      const found = new Map<string, readonly T[]>()
      for (const [kind, shelf] of shelves) {
        if (asked.kinds !== undefined && !asked.kinds.has(kind)) continue
        const values = shelf.search(words, whole, asked)
        if (values.length > 0) found.set(kind, values)
      }
      return found
    },
  }
}
