// Which matter a report's words point at. Counts words that are there, and shows which; understands nothing.
import type { ConditionId, MatterCode } from '../ids.ts'
import { piecesOf } from '../pieces.ts'
import type { Text } from '../text.ts'

/** What of a matter the suggestion reads (reference data fits as it is). */
export interface SuggestibleMatter {
  readonly code: MatterCode
  readonly name: Text
  readonly keywords: readonly string[]
  readonly conditions: readonly { readonly id: ConditionId; readonly text: Text }[]
}

export interface MatterSuggestion {
  readonly matter: MatterCode
  readonly condition: ConditionId
  /** Characters of the text that the matched words cover. */
  readonly score: number
  /** Words found, longest first. */
  readonly matched: readonly string[]
}

const MAX_SUGGESTIONS = 3

/**
 * Up to three matters, best first. A matter's own name counts as one of its keywords. Each keyword that occurs scores its length in
 * characters, once; a keyword inside a longer one that also occurs counts only if it occurs elsewhere too. Ties: the longest single
 * word, then more words, then the order of the list. The condition is the one whose text shares the most two-character pieces with
 * the report, else the first.
 */
export function suggestMatter(text: string, matters: readonly SuggestibleMatter[]): MatterSuggestion[] {
  const said = plain(text)
  return matters
    .flatMap((matter): MatterSuggestion[] => {
      const words = [matter.name.zh, matter.name.en, ...matter.keywords]
      const matched = wordsIn(said, words)
      const condition = closest(said, matter.conditions)
      if (matched.length === 0 || condition === undefined) return []
      const score = matched.reduce((sum, word) => sum + [...word].length, 0)
      return [{ matter: matter.code, condition, score, matched }]
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        (b.matched[0]?.length ?? 0) - (a.matched[0]?.length ?? 0) ||
        b.matched.length - a.matched.length,
    )
    .slice(0, MAX_SUGGESTIONS)
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Words that occur, longest first; each takes its places from the text, so that a shorter word inside it does not count again. */
function wordsIn(said: string, words: readonly string[]): string[] {
  const wanted = [...new Set(words.filter((word) => word.trim() !== ''))].sort((a, b) => b.length - a.length)
  let left = said
  return wanted.filter((word) => {
    const parts = left.split(plain(word))
    left = parts.join('\u0000')
    return parts.length > 1
  })
}

function closest(said: string, conditions: SuggestibleMatter['conditions']): ConditionId | undefined {
  const spoken = piecesOf(said)
  const shared = (text: string): number => [...piecesOf(text)].filter((piece) => spoken.has(piece)).length
  let best: { id: ConditionId; score: number } | undefined
  for (const { id, text } of conditions) {
    const score = shared(text.zh)
    if (!best || score > best.score) best = { id, score }
  }
  return best?.id
}
