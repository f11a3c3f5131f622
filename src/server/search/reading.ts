// How a name is read aloud, letter by letter: what somebody types who does not switch to Chinese. Knows no index and no city.
import { pinyin } from 'pinyin-pro'
import type { Readings } from '../../wire/reference/readings.ts'

/** A name in letters. ü is written u on both sides, as keyboards have it: «nv» and «nu» are the same. */
export interface Reading {
  /** «wenchangzhonglu17hao» */
  readonly letters: string
  /** Where syllables, numbers and foreign words begin in `letters`. */
  readonly starts: readonly number[]
  /** «wczl17h»: first letters of syllables, numbers and foreign words whole. */
  readonly initials: string
}

export type Reader = (name: string) => Reading

const HAN = /\p{Script=Han}/u
/** Runs of characters, of letters, of digits; what stands between is not typed. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})\p{Letter})+|\p{Number}+/gu
/** Runs of characters read so far: names of a city are made of the same few thousand. */
const MOST_KNOWN = 20_000

/** Typed letters as readings have them. */
export const asTyped = (word: string): string =>
  word
    .replace(/['’]/g, '')
    .replace(/ü/g, 'u')
    .replace(/([ln])v/g, '$1u')

export function openReader(own: Readings = {}): Reader {
  const known = new Map<string, readonly string[]>()
  const named = Object.keys(own).sort((a, b) => b.length - a.length)
  const pattern = named.length === 0 ? undefined : new RegExp(`(${named.join('|')})`, 'u')

  function syllablesOf(run: string): readonly string[] {
    const before = known.get(run)
    if (before) return before
    const parts = pattern === undefined ? [run] : run.split(pattern).filter((part) => part !== '')
    const syllables = parts.flatMap(
      (part) => own[part]?.split(' ') ?? pinyin(part, { toneType: 'none', v: true, type: 'array' }),
    )
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(run, syllables)
    return syllables
  }

  return (name) => {
    let letters = ''
    let initials = ''
    const starts: number[] = []
    for (const [run] of name.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
      const isHan = HAN.test(run)
      for (const syllable of isHan ? syllablesOf(run) : [run]) {
        starts.push(letters.length)
        letters += asTyped(syllable)
        initials += isHan ? syllable.charAt(0) : asTyped(syllable)
      }
    }
    return { letters, starts, initials }
  }
}

/** True when the word is the reading from some syllable on, or its first letters somewhere. */
export function readsAs({ letters, starts, initials }: Reading, word: string): boolean {
  if (initials.includes(word)) return true
  for (const start of starts) if (letters.startsWith(word, start)) return true
  return false
}
