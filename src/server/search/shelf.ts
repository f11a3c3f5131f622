// Things of one kind and how they are found among each other: those that fit best first, and among equals by weight and distance.
// Where a word fits is looked up in tiers, the best fit first, and what cannot stand in the answer is never read letter by letter:
// of 100,000 sensors on a dozen roads a road's reading fits ten thousand.
import { fewest, openGrams, runsOf, total, type Lists } from './grams.ts'
import type { Asked, Named } from './nameIndex.ts'
import { asTyped, readsAs, type Reading } from './reading.ts'

/** How well words fit: the whole of a name or code, its beginning, the beginning of its initials, somewhere inside. */
const FIT = { exact: 0, begins: 1, initials: 2, inside: 3 } as const
type Fit = (typeof FIT)[keyof typeof FIT]

export interface Entry<T> {
  readonly named: Named<T>
  /** As words are compared with them: the name first, then what it is also called and its codes. */
  readonly heads: readonly string[]
  readonly text: string
  readonly reading: Reading
}

export interface Word {
  readonly text: string
  /** In letters alone, where it can be a reading. */
  readonly letters: string | undefined
}

interface Scored<T> {
  readonly value: T
  readonly fit: Fit
  readonly weight: number
  readonly away: number
  readonly place: number
}

export interface Shelf<T> {
  /** Where it stands from now on: behind everything that came before. */
  put(entry: Entry<T>): number
  entryAt(place: number): Entry<T> | undefined
  /** Of the same words: it keeps its place. */
  replace(place: number, named: Named<T>): void
  remove(place: number): void
  /** `whole` is all that was said, as it was said. */
  search(words: readonly Word[], whole: string, asked: Asked<T>): readonly T[]
}

/** Characters of a run of text, and letters of a run of a reading. */
const TEXT = 2
const LETTERS = 3
const LATIN = /^[a-z0-9'’ü]+$/

export function toWord(text: string): Word {
  const letters = LATIN.test(text) ? asTyped(text) : ''
  return { text, letters: letters === '' ? undefined : letters }
}

export function openShelf<T>(): Shelf<T> {
  const entries: (Entry<T> | undefined)[] = []
  // Beside the entries, so that ranking reads no object: of places without a position neither number is one.
  const weights: number[] = []
  const lngs: number[] = []
  const lats: number[] = []
  const exact = new Map<string, number[]>()
  const grams = {
    text: openGrams(TEXT),
    /** From where a syllable begins, and from elsewhere. */
    reading: openGrams(LETTERS),
    within: openGrams(LETTERS),
    initials: openGrams(LETTERS),
    /** Beginnings of names, codes and readings. */
    begins: openGrams(LETTERS),
    beginsInitials: openGrams(LETTERS),
  }
  /** In which search a place may still come into the answer. */
  let open = new Uint32Array(0)
  let turn = 0

  function file({ heads, text, reading }: Entry<T>, place: number, how: 'add' | 'remove'): void {
    const { letters, starts, initials } = reading
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === ' ') continue
      const run = text.slice(at, at + TEXT)
      grams.text[how](run.endsWith(' ') ? run.slice(0, 1) : run, place)
    }
    const begin = new Set(starts)
    for (let at = 0; at < letters.length; at += 1)
      grams[begin.has(at) ? 'reading' : 'within'][how](letters.slice(at, at + LETTERS), place)
    for (let at = 0; at < initials.length; at += 1) grams.initials[how](initials.slice(at, at + LETTERS), place)
    for (const head of heads) grams.begins[how](head.slice(0, LETTERS), place)
    grams.begins[how](letters.slice(0, LETTERS), place)
    grams.beginsInitials[how](initials.slice(0, LETTERS), place)
  }

  /** The fewest places found that can hold the word; undefined: any. */
  function holdersOf({ text, letters }: Word): Lists | undefined {
    const byText = runsOf(text, TEXT).flatMap((run) => (run.includes(' ') ? [] : [grams.text.of(run)]))
    if (byText.length === 0) return undefined
    if (letters === undefined) return fewest(byText)
    // A word begins with a syllable and goes on over the next: 邗江 is on every tenth sign of a city, «gqu» is not.
    const byReading = runsOf(letters, LETTERS).map((run, at) =>
      at === 0 ? grams.reading.of(run) : [...grams.reading.of(run), ...grams.within.of(run)],
    )
    return [...fewest(byText), ...fewest(byReading), ...fewest(runsOf(letters, LETTERS).map(grams.initials.of))]
  }

  return {
    put(entry) {
      const { weight = 0, lng = NaN, lat = NaN } = entry.named
      const place = entries.push(entry) - 1
      weights.push(weight)
      lngs.push(lng)
      lats.push(lat)
      for (const head of new Set(entry.heads)) {
        const known = exact.get(head)
        if (known) known.push(place)
        else exact.set(head, [place])
      }
      file(entry, place, 'add')
      return place
    },
    entryAt: (place) => entries[place],
    replace(place, named) {
      const known = entries[place]
      if (known === undefined) return
      entries[place] = { ...known, named }
      ;[weights[place], lngs[place], lats[place]] = [named.weight ?? 0, named.lng ?? NaN, named.lat ?? NaN]
    },
    remove(place) {
      const entry = entries[place]
      if (entry === undefined) return
      entries[place] = undefined
      file(entry, place, 'remove')
      for (const head of new Set(entry.heads)) {
        const left = exact.get(head)?.filter((one) => one !== place) ?? []
        if (left.length === 0) exact.delete(head)
        else exact.set(head, left)
      }
    },
    search(words, whole, { most, near, accept }) {
      const best: Scored<T>[] = []
      if (words.length === 0 || most < 1) return []
      turn += 1
      if (open.length < entries.length) open = new Uint32Array(entries.length * 2)
      const narrowing = near === undefined ? 1 : Math.cos((near.lat * Math.PI) / 180)
      const awayOf = (place: number): number => {
        if (near === undefined) return 0
        // Metres do not matter here, only who is nearer: degrees on a plane, squared.
        const away = (((lngs[place] ?? NaN) - near.lng) * narrowing) ** 2 + ((lats[place] ?? NaN) - near.lat) ** 2
        return Number.isNaN(away) ? Infinity : away
      }
      /** What fits so, and no better: a place that is not taken for its rank is no longer open, for worse fits rank lower. */
      const take = (place: number, fit: Fit, fits: (entry: Entry<T>) => boolean): void => {
        if (open[place] !== turn) return
        const away = awayOf(place)
        const weight = weights[place] ?? 0
        const last = best.length < most ? undefined : best[most - 1]
        if (last !== undefined && !isBefore(fit, weight, away, place, last)) {
          open[place] = 0
          return
        }
        const entry = entries[place]
        if (entry === undefined || !fits(entry)) return
        open[place] = 0
        const { value } = entry.named
        if (words.every((word) => holds(entry, word)) && accept?.(value) !== false)
          insert(best, { value, fit, weight, away, place }, most)
      }
      const takeAll = (lists: Lists, fit: Fit, fits: (entry: Entry<T>) => boolean): void => {
        for (const list of lists) for (const place of list) take(place, fit, fits)
      }

      const holders = words
        .map(holdersOf)
        .filter((lists) => lists !== undefined)
        .sort((a, b) => total(a) - total(b))[0] ?? [[...entries.keys()]]
      for (const list of holders) for (const place of list) open[place] = turn
      const always = (): boolean => true
      const letters = words.flatMap((word) => (word.letters === undefined ? [] : [word.letters]))
      const tiers: readonly (() => void)[] = [
        () => takeAll([exact.get(whole) ?? []], FIT.exact, always),
        () => {
          const begins = (entry: Entry<T>): boolean => words.some((word) => beginsWith(entry, word))
          const said = new Set([...words.map(({ text }) => text), ...letters])
          for (const word of said) takeAll(grams.begins.of(word), FIT.begins, begins)
        },
        () => {
          const begins = ({ reading }: Entry<T>): boolean => letters.some((word) => reading.initials.startsWith(word))
          for (const word of letters) takeAll(grams.beginsInitials.of(word), FIT.initials, begins)
        },
        () => takeAll(holders, FIT.inside, always),
      ]
      for (const tier of tiers) {
        tier()
        // What is left fits worse than all of these.
        if (best.length === most) break
      }
      return best.map(({ value }) => value)
    },
  }
}

const holds = ({ text, reading }: Entry<unknown>, word: Word): boolean =>
  text.includes(word.text) || (word.letters !== undefined && readsAs(reading, word.letters))

function beginsWith({ heads, reading }: Entry<unknown>, { text, letters }: Word): boolean {
  for (const head of heads) if (head.startsWith(text)) return true
  return letters !== undefined && reading.letters.startsWith(letters)
}

function isBefore(fit: Fit, weight: number, away: number, place: number, other: Scored<unknown>): boolean {
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
