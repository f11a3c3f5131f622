// From tallies to values, scores, grades and ranks. Pure: which tallies belong to whom is said by the caller.
import type { Text } from '../text.ts'
import { indicatorOf, indicatorsFor, type CountRules, type EvaluatedObject, type IndicatorRule } from './indicators.ts'
import type { ObligationStage, Tally } from './types.ts'

export interface CompositePart {
  readonly indicator: string
  /** All weights of a composite sum up to 100. */
  readonly weight: number
  /** The share counts as 1 − value. */
  readonly inverse: boolean
}
export interface Composite {
  readonly name: Text
  readonly parts: readonly CompositePart[]
  readonly source: string
}
export interface Grade {
  readonly id: string
  readonly from: number
}

export interface Value {
  /** Share 0..1, or mean in ms; absent where there is nothing to count. */
  readonly value?: number
  readonly numerator: number
  readonly denominator: number
  readonly small: boolean
}

export interface Scored {
  readonly subject: string
  readonly values: Readonly<Record<string, Value>>
  /** 0..100 with two decimals; absent while a part cannot be computed. */
  readonly score?: number
  /** Indicators of the composite that have no value. */
  readonly missing: readonly string[]
  readonly grade?: string
  readonly rank?: number
  readonly small: boolean
  readonly open: number
  readonly overdue: number
  readonly exempted: number
}

export interface EvaluateRules extends CountRules {
  readonly smallBelow: number
  /** Best first; a score has the first grade whose `from` it reaches. */
  readonly grades: readonly Grade[]
  /** How this subject is scored; undefined: not at all. */
  readonly compositeOf: (subject: string | undefined) => Composite | undefined
  /** Places are given only among subjects that are scored alike. */
  readonly ranked: boolean
}

/** Whose open work is counted: of departments their lead orders, of areas whole cases, of posts their own stages. */
export const OPEN_STAGES: Readonly<Record<EvaluatedObject, readonly ObligationStage[]>> = {
  department: ['handle'],
  area: ['close'],
  post: ['verify', 'filing', 'dispatch', 'check'],
}

/** Counted exactly; no rate of nothing. */
export function valueOf(
  indicator: IndicatorRule,
  tallies: readonly Tally[],
  rules: CountRules,
  smallBelow: number,
): Value {
  let numerator = 0
  let denominator = 0
  for (const tally of tallies) {
    if (tally.stage !== indicator.stage || !indicator.of(tally)) continue
    denominator += tally.count
    if (indicator.counts(tally, rules)) numerator += indicator.unit === 'duration' ? tally.spentMs : tally.count
  }
  return {
    ...(denominator > 0 && { value: numerator / denominator }),
    numerator,
    denominator,
    small: denominator < smallBelow,
  }
}

type Score = Pick<Scored, 'score' | 'missing' | 'grade' | 'small'>

/** Weighted shares, two decimals: what looks equal is equal. A mean is no share and cannot be part of a score. */
function scoreOf(composite: Composite | undefined, values: Scored['values'], rules: EvaluateRules): Score {
  if (!composite) {
    const most = Math.max(0, ...Object.values(values).map((one) => one.denominator))
    return { missing: [], small: most < rules.smallBelow }
  }
  const missing: string[] = []
  let sum = 0
  let least = Infinity
  for (const { indicator, weight, inverse } of composite.parts) {
    const one = values[indicator]
    least = Math.min(least, one?.denominator ?? 0)
    if (one?.value === undefined || indicatorOf(indicator)?.unit !== 'share') missing.push(indicator)
    else sum += weight * (inverse ? 1 - one.value : one.value)
  }
  const small = least < rules.smallBelow
  if (missing.length > 0) return { missing, small }
  const score = Math.round(sum * 100) / 100
  const grade = rules.grades.find((one) => score >= one.from)?.id
  return { score, missing, small, ...(grade !== undefined && { grade }) }
}

function scored(
  subject: string | undefined,
  object: EvaluatedObject,
  tallies: readonly Tally[],
  rules: EvaluateRules,
): Scored {
  const values: Record<string, Value> = {}
  for (const indicator of indicatorsFor(object))
    values[indicator.id] = valueOf(indicator, tallies, rules, rules.smallBelow)
  const counted = (which: (tally: Tally) => boolean): number =>
    tallies.reduce((sum, tally) => (which(tally) ? sum + tally.count : sum), 0)
  const stages = OPEN_STAGES[object]
  return {
    subject: subject ?? '',
    values,
    ...scoreOf(rules.compositeOf(subject), values, rules),
    open: counted((t) => t.outcome === 'open' && stages.includes(t.stage)),
    overdue: counted((t) => t.overdue && stages.includes(t.stage)),
    exempted: object === 'post' ? 0 : counted((t) => t.stage === 'handle' && t.owed && t.late && t.exempt),
  }
}

/** Places from 1; equal scores share one, the next place is left out. Small samples and unscored subjects have none. */
function ranked(rows: readonly Scored[]): Scored[] {
  const fit = rows.flatMap(({ score, small }) => (score === undefined || small ? [] : [score]))
  return rows.map((row) => {
    const { score } = row
    if (score === undefined || row.small) return row
    return { ...row, rank: 1 + fit.filter((other) => other > score).length }
  })
}

/** Best first; then what is scored but small, then the rest, the busiest first. */
function order(a: Scored, b: Scored): number {
  const place = (row: Scored): number => row.rank ?? Infinity
  const busy = (row: Scored): number => Math.max(0, ...Object.values(row.values).map((one) => one.denominator))
  return (
    (place(a) === place(b) ? 0 : place(a) - place(b)) ||
    (b.score ?? -1) - (a.score ?? -1) ||
    busy(b) - busy(a) ||
    (a.subject < b.subject ? -1 : 1)
  )
}

export interface Evaluated {
  readonly rows: readonly Scored[]
  readonly total: Scored
  /** Whether simulated cases are among those counted. */
  readonly simulated: 'none' | 'some' | 'all'
}

/**
 * `subjectOf` names whose an obligation is; undefined leaves it out, of the total as well. Subjects without anything counted
 * or open are left out.
 */
export function evaluate(
  tallies: readonly Tally[],
  object: EvaluatedObject,
  subjectOf: (tally: Tally) => string | undefined,
  rules: EvaluateRules,
): Evaluated {
  const bySubject = new Map<string, Tally[]>()
  const all: Tally[] = []
  for (const tally of tallies) {
    const subject = subjectOf(tally)
    if (subject === undefined) continue
    const own = bySubject.get(subject)
    if (own) own.push(tally)
    else bySubject.set(subject, [tally])
    all.push(tally)
  }
  const rows = [...bySubject]
    .map(([subject, own]) => scored(subject, object, own, rules))
    .filter((row) => row.open > 0 || Object.values(row.values).some((one) => one.denominator > 0))
  const simulated = all.filter((tally) => tally.simulated).length
  return {
    rows: (rules.ranked ? ranked(rows) : rows).sort(order),
    total: scored(undefined, object, all, rules),
    simulated: simulated === 0 ? 'none' : simulated === all.length ? 'all' : 'some',
  }
}
