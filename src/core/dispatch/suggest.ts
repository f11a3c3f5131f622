// Which matter a report's words point at. Counts words that are there, and shows which; understands nothing.
import type { ConditionId, MatterCode } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import type { Text } from '../text.ts'

/** What of a matter the suggestion reads (reference data fits as it is). */
export interface SuggestibleMatter {
  readonly code: MatterCode
  readonly name: Text
  readonly keywords: readonly string[]
  /** Level 1 says that it endangers life. */
  readonly conditions: readonly { readonly id: ConditionId; readonly text: Text; readonly level?: number }[]
}

export interface MatterSuggestion {
  readonly matter: MatterCode
  readonly condition: ConditionId
  /** Characters of the text that the matched words cover. */
  readonly score: number
  /** The order of the suggestions: the same characters, weighed by where they stand and what they say. */
  readonly weight: number
  /** Words found, longest first. */
  readonly matched: readonly string[]
}

const MAX_SUGGESTIONS = 3
/** The last known word of a clause says what happened; what stands before it says to what: «立体车库着火» is a fire. Ours. */
const HEAD = 1.5
/** What endangers life must not drown among the names of things. Ours. */
const GRAVE = 1.5

/**
 * Up to three matters, best first. A matter's own name counts as one of its keywords. Each keyword that occurs counts its length in
 * characters, once; a keyword inside a longer one that also occurs counts only if it occurs elsewhere too. The last word of a clause
 * weighs half as much again, and so do words of matters with a condition of level 1. Ties: the longest single word, then more words, then
 * the order of the list. The condition is the one whose text shares the most two-character pieces with the report, else the first.
 */
export function suggestMatter(text: string, matters: readonly SuggestibleMatter[]): MatterSuggestion[] {
  const said = plain(text)
  const found = matters.flatMap((matter) => {
    const words = wordsIn(said, [matter.name.zh, matter.name.en, ...matter.keywords])
    return words.length === 0 ? [] : [{ matter, words }]
  })
  const heads = headsOf(
    said,
    found.flatMap(({ words }) => words.flatMap(({ ends }) => ends)),
  )
  return found
    .flatMap(({ matter, words }): MatterSuggestion[] => {
      const condition = closestCondition(said, matter.conditions)
      if (condition === undefined) return []
      const grave = matter.conditions.some(({ level }) => level === 1) ? GRAVE : 1
      const lengths = words.map(({ word }) => [...word].length)
      const weight = words.reduce(
        (sum, { ends }, at) => sum + (lengths[at] ?? 0) * grave * (ends.some((end) => heads.has(end)) ? HEAD : 1),
        0,
      )
      const score = lengths.reduce((sum, length) => sum + length, 0)
      return [{ matter: matter.code, condition, score, weight, matched: words.map(({ word }) => word) }]
    })
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        (b.matched[0]?.length ?? 0) - (a.matched[0]?.length ?? 0) ||
        b.matched.length - a.matched.length,
    )
    .slice(0, MAX_SUGGESTIONS)
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

interface FoundWord {
  readonly word: string
  /** Where its occurrences end. */
  readonly ends: readonly number[]
}

/** Words that occur, longest first; each takes its places from the text, so that a shorter word inside it does not count again. */
function wordsIn(said: string, words: readonly string[]): FoundWord[] {
  const wanted = [...new Set(words.filter((word) => word.trim() !== ''))].sort((a, b) => b.length - a.length)
  let left = said
  return wanted.flatMap((word) => {
    const looked = plain(word)
    const ends: number[] = []
    for (let at = left.indexOf(looked); at >= 0; at = left.indexOf(looked, at + looked.length))
      ends.push(at + looked.length)
    if (ends.length === 0) return []
    left = left.replaceAll(looked, '\u0000'.repeat(looked.length))
    return [{ word, ends }]
  })
}

const CLAUSE_END = /[，。；！？、,.;!?\n]/g

/** Where the last word of each clause ends. Marks in words are no clause ends that matter: the word ends behind them. */
function headsOf(said: string, ends: readonly number[]): ReadonlySet<number> {
  const marks = [...said.matchAll(CLAUSE_END)].map(({ index }) => index)
  const last = new Map<number, number>()
  for (const end of ends) {
    const clause = marks.filter((mark) => mark < end).length
    last.set(clause, Math.max(last.get(clause) ?? 0, end))
  }
  return new Set(last.values())
}

/** The condition whose text shares the most with the words, else the first. */
export function closestCondition(text: string, conditions: SuggestibleMatter['conditions']): ConditionId | undefined {
  const spoken = piecesOf(text)
  const shared = (of: string): number => [...piecesOf(of)].filter((piece) => spoken.has(piece)).length
  let best: { id: ConditionId; score: number } | undefined
  for (const { id, text: of } of conditions) {
    const score = shared(of.zh)
    if (!best || score > best.score) best = { id, score }
  }
  return best?.id
}
