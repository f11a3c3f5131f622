// Learns from decisions which label people give to which words, and says how sure it is and why. Arithmetic only: it knows no
// matter, keeps no text, and the same decisions in the same order always give the same answers.
import { createReliability, type Reliability } from './reliability.ts'

/** One answer: a label, how often answers of this confidence have been right (0–1), and the words that spoke for it. */
export interface Learned<L extends string> {
  readonly label: L
  readonly confidence: number
  /** What decisions say for it; 0 or less: they say nothing, it comes from the leaning alone. */
  readonly learned: number
  /** Words of the text that spoke most for it, as they stand there (NFKC), strongest first. */
  readonly because: readonly string[]
}

/** What is believed before any decision: labels with shares of 0–1. */
export type Leaning<L extends string> = ReadonlyMap<L, number>

export interface Learner<L extends string> {
  /** Decisions learned from. */
  readonly decisions: number
  learn(text: string, label: L, leaning?: Leaning<L>): void
  /**
   * A decision taken back for another one: the text is learned under `label` against `was`. What the first decision taught about
   * other texts cannot be taken out of a linear model exactly; it is gone when the learner is built again from the decisions that stand.
   */
  correct(text: string, was: L, label: L, leaning?: Leaning<L>): void
  /** Best first, at most `most`, of those labels that `allowed` lets pass. Empty where nothing speaks for anything. */
  suggest(text: string, options?: SuggestOptions<L>): Learned<L>[]
}

export interface SuggestOptions<L extends string> {
  readonly leaning?: Leaning<L>
  readonly allowed?: (label: L) => boolean
  readonly most?: number
}

/** How easily a decision moves the weights (r of AROW). Chosen on the bench: 0.05 and 0.1 are the same there, 0.3 is worse. */
const STIFFNESS = 0.1
/** What a leaning of 1 is worth against the margin of 1 that learning aims at: decisions outweigh words when they are clear. */
const LEANING = 0.5
/** Turns scores into shares. Only the spread matters: the reliability table says what a share means. */
const SHARPNESS = 6
/** The score of «none of these»: an answer must beat it to be sure. */
const NOTHING = 0.25
/** Labels that share the certainty: hundreds of labels without evidence would otherwise drown the best one. */
const CONTENDERS = 5
const MOST = 3
/** Tries to make a corrected text stand under its new label. */
const CORRECTIONS = 5

/** What one piece says: for each label that knows it, weight and its variance. */
interface Row {
  readonly labels: number[]
  readonly weights: number[]
  readonly variances: number[]
}
type Feature = readonly [row: Row, value: number]
interface Rank {
  readonly index: number
  readonly score: number
  readonly share: number
}

/**
 * Online linear classifier over one- and two-character pieces: AROW with diagonal covariance, each decision against its strongest rival.
 * Crammer, Kulesza, Dredze: Adaptive Regularization of Weight Vectors (NIPS 2009). Chosen by measurement (`npm run bench -- --only suggest`)
 * over multinomial and complement naive Bayes (Rennie et al. 2003) and online softmax; three-character pieces double the cost and add nothing.
 * Confidence: every decision is first predicted, and the share of right answers per band of certainty is kept (reliability.ts).
 */
export function createLearner<L extends string>(): Learner<L> {
  const rows = new Map<string, Row>()
  const labels: L[] = []
  const indexOf = new Map<L, number>()
  const reliability: Reliability = createReliability()
  let decisions = 0

  function labelIndex(label: L): number {
    const known = indexOf.get(label)
    if (known !== undefined) return known
    indexOf.set(label, labels.length)
    return labels.push(label) - 1
  }

  function features(text: string, make: boolean): Feature[] {
    const counts = new Map<Row, number>()
    eachPiece(text, (piece) => {
      let row = rows.get(piece)
      if (row === undefined) {
        if (!make) return
        row = { labels: [], weights: [], variances: [] }
        rows.set(piece, row)
      }
      counts.set(row, (counts.get(row) ?? 0) + 1)
    })
    let square = 0
    const found: [Row, number][] = []
    for (const [row, count] of counts) {
      const value = Math.log1p(count)
      square += value * value
      found.push([row, value])
    }
    const length = Math.sqrt(square) || 1
    for (const feature of found) feature[1] /= length
    return found
  }

  /** What decisions alone say, by label index. */
  function scoresOf(found: readonly Feature[]): Float64Array {
    const scores = new Float64Array(labels.length)
    for (const [row, value] of found)
      for (let at = 0; at < row.labels.length; at += 1) {
        const index = row.labels[at] ?? 0
        scores[index] = (scores[index] ?? 0) + (row.weights[at] ?? 0) * value
      }
    return scores
  }

  const leaned = (scores: Float64Array, leaning: Leaning<L> | undefined): Float64Array => {
    const sums = Float64Array.from(scores)
    for (const [label, share] of leaning ?? []) {
      const index = indexOf.get(label)
      if (index !== undefined) sums[index] = (sums[index] ?? 0) + LEANING * share
    }
    return sums
  }

  function rank(sums: Float64Array, allowed: (label: L) => boolean = () => true): Rank[] {
    const order = labels
      .map((label, index) => ({ index, score: sums[index] ?? 0, may: allowed(label) }))
      .filter(({ score, may }) => may && score > 0)
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, CONTENDERS)
    const top = Math.max(NOTHING, order[0]?.score ?? 0)
    const weigh = (score: number): number => Math.exp(SHARPNESS * (score - top))
    const whole = order.reduce((sum, { score }) => sum + weigh(score), weigh(NOTHING))
    return order.map(({ index, score }) => ({ index, score, share: weigh(score) / whole }))
  }

  function move(found: readonly Feature[], index: number, step: number): void {
    for (const [row, value] of found) {
      let at = row.labels.indexOf(index)
      if (at < 0) {
        at = row.labels.push(index) - 1
        row.weights.push(0)
        row.variances.push(1)
      }
      const variance = row.variances[at] ?? 1
      row.weights[at] = (row.weights[at] ?? 0) + step * variance * value
      row.variances[at] = 1 / (1 / variance + (value * value) / STIFFNESS)
    }
  }

  /** How unsure the weights of a label still are about this text. */
  function varianceOf(found: readonly Feature[], index: number): number {
    let sum = 0
    for (const [row, value] of found) {
      const at = row.labels.indexOf(index)
      sum += value * value * (at < 0 ? 1 : (row.variances[at] ?? 1))
    }
    return sum
  }

  function update(found: readonly Feature[], index: number, rival: number, margin: number): void {
    if (margin >= 1) return
    // Without a rival there is nothing to tell it from but silence: one side moves.
    const spread = varianceOf(found, index) + (rival < 0 ? 0 : varianceOf(found, rival))
    const step = (1 - margin) / (spread + STIFFNESS)
    move(found, index, step)
    if (rival >= 0) move(found, rival, -step)
  }

  function strongestRival(sums: Float64Array, index: number): number {
    let best = -1
    for (let other = 0; other < sums.length; other += 1)
      if (other !== index && (best < 0 || (sums[other] ?? 0) > (sums[best] ?? 0))) best = other
    return best
  }

  const known = (label: L, leaning: Leaning<L> | undefined): number => {
    for (const one of leaning?.keys() ?? []) labelIndex(one)
    return labelIndex(label)
  }

  return {
    get decisions() {
      return decisions
    },
    learn(text, label, leaning) {
      const index = known(label, leaning)
      const found = features(text, true)
      if (found.length === 0) return
      const sums = leaned(scoresOf(found), leaning)
      for (const { index: said, share } of rank(sums).slice(0, MOST)) reliability.note(share, said === index)
      decisions += 1
      const rival = strongestRival(sums, index)
      update(found, index, rival, (sums[index] ?? 0) - (rival < 0 ? 0 : (sums[rival] ?? 0)))
    },
    correct(text, was, label, leaning) {
      const index = known(label, leaning)
      const old = labelIndex(was)
      const found = features(text, true)
      if (found.length === 0 || old === index) return
      for (let turn = 0; turn < CORRECTIONS; turn += 1) {
        const sums = leaned(scoresOf(found), leaning)
        const margin = (sums[index] ?? 0) - (sums[old] ?? 0)
        if (turn > 0 && margin > 0) return
        update(found, index, old, margin)
      }
    },
    suggest(text, { leaning, allowed, most = MOST } = {}) {
      for (const one of leaning?.keys() ?? []) labelIndex(one)
      const scores = scoresOf(features(text, false))
      const ranks = rank(leaned(scores, leaning), allowed)
      return ranks.slice(0, most).flatMap(({ index, share }, at) => {
        const label = labels[index]
        if (label === undefined) return []
        const rival = ranks[at === 0 ? 1 : 0]?.index ?? -1
        const learned = scores[index] ?? 0
        const weigh = (piece: string): number => {
          const row = rows.get(piece)
          if (!row) return 0
          const weight = (of: number): number => row.weights[row.labels.indexOf(of)] ?? 0
          return weight(index) - (rival < 0 ? 0 : weight(rival))
        }
        return [
          {
            label,
            confidence: reliability.of(share),
            learned,
            because: learned > 0 ? wordsFor(text, weigh) : [],
          },
        ]
      })
    },
  }
}

const LETTER = /[\p{L}\p{N}]/u
const NUMBER = /\p{N}/u
/** Numbers are all alike: house numbers and phone numbers teach nothing, and must not be kept. */
const folded = (letter: string): string => (NUMBER.test(letter) ? '0' : letter.toLowerCase())
const lettersOf = (text: string): string[] => [...text.normalize('NFKC')]

/** Pieces of one and two characters; none reaches over a blank or a mark. */
function eachPiece(text: string, take: (piece: string, at: number) => void): void {
  let before: string | undefined
  for (const [at, letter] of lettersOf(text).entries()) {
    const one = LETTER.test(letter) ? folded(letter) : undefined
    if (one !== undefined) {
      take(one, at)
      if (before !== undefined) take(before + one, at)
    }
    before = one
  }
}

/** Words shown at most, and their greatest length in characters. */
const SHOWN = 3
const LONGEST = 4
/** A neighbouring pair belongs to the word while it weighs at least this share of its strongest pair. */
const BELONGS = 0.4

/** The words whose pieces weigh most: each grows from its strongest pair to both sides. */
function wordsFor(text: string, weigh: (piece: string) => number): string[] {
  const letters = lettersOf(text)
  /** By the place of the pair's second character. */
  const pairs = new Map<number, number>()
  eachPiece(text, (piece, at) => {
    const weight = [...piece].length === 2 && !NUMBER.test(piece) ? weigh(piece) : 0
    if (weight > 0) pairs.set(at, weight)
  })
  const order = [...pairs].sort((a, b) => b[1] - a[1])
  const least = (order[0]?.[1] ?? 0) / 4
  const taken = new Set<number>()
  const words: string[] = []
  for (const [at, weight] of order) {
    if (words.length === SHOWN || weight < least) break
    if (taken.has(at) || taken.has(at - 1)) continue
    let [from, to] = [at - 1, at]
    const belongs = (pair: number): boolean =>
      isLatin(letters[at]) ? isLatin(letters[pair]) : (pairs.get(pair) ?? 0) >= weight * BELONGS
    const full = (): boolean => !isLatin(letters[at]) && to - from + 1 >= LONGEST
    while (!full() && !taken.has(from - 1) && belongs(isLatin(letters[at]) ? from - 1 : from)) from -= 1
    while (!full() && !taken.has(to + 1) && belongs(to + 1)) to += 1
    for (let place = from; place <= to; place += 1) taken.add(place)
    const word = letters.slice(from, to + 1).join('')
    if (!words.includes(word)) words.push(word)
  }
  return words
}

const isLatin = (letter: string | undefined): boolean => letter !== undefined && /[a-z]/i.test(letter)
