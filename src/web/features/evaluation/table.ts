// The table of an evaluation as pure functions: which columns, in which order, exact shares, changes in percentage points, and what a score is made of.
import type { Evaluation, EvaluationIndicator, EvaluationRow, EvaluationValue } from '../../../wire/evaluation.ts'
import { FIRST_SORT, SCORE } from './address.ts'

/** Indicators that make the score, in the order of their weights' list, then the others. */
export function partsFirst({ indicators, composite }: Pick<Evaluation, 'indicators' | 'composite'>): {
  readonly parts: readonly EvaluationIndicator[]
  readonly others: readonly EvaluationIndicator[]
} {
  const parts = (composite?.parts ?? []).flatMap((p) => indicators.find((i) => i.id === p.indicator) ?? [])
  return { parts, others: indicators.filter((i) => !parts.includes(i)) }
}

/** Without a score to explain, more columns than this are left to be chosen. */
const MOST_COLUMNS = 5

/** Columns as chosen, in the order of `partsFirst`; not chosen: those of the score, or the first few where there is none. */
export function columnsOf(
  evaluation: Pick<Evaluation, 'indicators' | 'composite'>,
  chosen: readonly string[] | undefined,
): readonly EvaluationIndicator[] {
  const { parts, others } = partsFirst(evaluation)
  if (chosen !== undefined) return [...parts, ...others].filter((i) => chosen.includes(i.id))
  return parts.length > 0 ? parts : others.slice(0, MOST_COLUMNS)
}

export interface Change {
  readonly to: 'up' | 'down' | 'same'
  /** Never negative: percentage points, points of the score, places, or ms. */
  readonly by: number
}

const changeOf = (difference: number, decimals: number): Change => {
  const by = Number(Math.abs(difference).toFixed(decimals))
  return { to: by === 0 ? 'same' : difference > 0 ? 'up' : 'down', by }
}

/** Against the period before: percentage points for shares (never per cent of per cent), ms for durations. */
export function valueChange(
  unit: EvaluationIndicator['unit'],
  now: EvaluationValue | undefined,
  before: EvaluationValue | undefined,
): Change | undefined {
  if (now?.value === undefined || before?.value === undefined) return undefined
  return unit === 'share' ? changeOf((now.value - before.value) * 100, 1) : changeOf(now.value - before.value, 0)
}

export const scoreChange = ({ score, previous }: EvaluationRow): Change | undefined =>
  score === undefined || previous?.score === undefined ? undefined : changeOf(score - previous.score, 1)

/** Up is a better place: a smaller number. */
export const rankChange = ({ rank, previous }: EvaluationRow): Change | undefined =>
  rank === undefined || previous?.rank === undefined ? undefined : changeOf(previous.rank - rank, 0)

const COUNTS = ['open', 'overdue', 'exempted'] as const
type Count = (typeof COUNTS)[number]
const isCount = (key: string): key is Count => (COUNTS as readonly string[]).includes(key)

function sortValue(row: EvaluationRow, key: string): number | undefined {
  if (key === FIRST_SORT) return row.rank
  if (key === SCORE) return row.score
  return isCount(key) ? row[key] : row.values[key]?.value
}

/** By one column; what has no value stands last either way, and equals keep the hub's order (best first). */
export function sortRows(
  rows: readonly EvaluationRow[],
  key: string,
  order: 'asc' | 'desc',
  name: (row: EvaluationRow) => string,
): EvaluationRow[] {
  const sign = order === 'asc' ? 1 : -1
  if (key === 'name') return [...rows].sort((a, b) => sign * name(a).localeCompare(name(b), 'zh-CN'))
  return [...rows].sort((a, b) => {
    const [va, vb] = [sortValue(a, key), sortValue(b, key)]
    if (va === undefined || vb === undefined) return Number(va === undefined) - Number(vb === undefined)
    return sign * (va - vb)
  })
}

/** The first grade, from the best, whose limit the score reaches. */
export const gradeOf = (evaluation: Pick<Evaluation, 'composite'>, id: string | undefined) =>
  evaluation.composite?.grades.find((g) => g.id === id)

export interface ScorePart {
  readonly indicator: EvaluationIndicator
  readonly value: EvaluationValue | undefined
  readonly weight: number
  readonly inverse: boolean
  /** What it gives of its weight; absent where it cannot be computed. */
  readonly points?: number
}

/** How one score came about, line by line. */
export function scoreParts(evaluation: Pick<Evaluation, 'indicators' | 'composite'>, row: EvaluationRow): ScorePart[] {
  return (evaluation.composite?.parts ?? []).flatMap(({ indicator: id, weight, inverse }) => {
    const indicator = evaluation.indicators.find((i) => i.id === id)
    if (indicator === undefined) return []
    const value = row.values[id]
    const share = value?.value
    return [
      {
        indicator,
        value,
        weight,
        inverse,
        ...(share !== undefined && { points: weight * (inverse ? 1 - share : share) }),
      },
    ]
  })
}

/** What a chart shows of one row: 0–100 for scores and shares, hours for durations. */
export function charted(row: EvaluationRow, by: string, unit: EvaluationIndicator['unit']): number | undefined {
  if (by === SCORE) return row.score
  const value = row.values[by]?.value
  return value === undefined ? undefined : forChart(value, unit)
}

const HOUR_MS = 3_600_000
export const forChart = (value: number, unit: EvaluationIndicator['unit'] | 'score'): number =>
  unit === 'share' ? value * 100 : unit === 'duration' ? value / HOUR_MS : value
