// The department's month out of the evaluation of all: its own row, its place among those ranked, and the figures it is told. Pure.
import type { Evaluation, EvaluationIndicator, EvaluationRow, EvaluationValue } from '../../../wire/evaluation.ts'

/** In the order shown: work done in time, what came back, the three rates of those who reported. */
export const OWN_INDICATORS = ['handledOnTime', 'returned', 'reworked', 'responded', 'solved', 'satisfied'] as const

export interface OwnMonth {
  readonly row: EvaluationRow
  /** Departments that have a rank. */
  readonly ranked: number
  readonly figures: readonly { readonly indicator: EvaluationIndicator; readonly value: EvaluationValue | undefined }[]
}

/** Undefined: the department had nothing to do in the period. */
export function ownMonth(
  evaluation: Pick<Evaluation, 'rows' | 'indicators'>,
  department: string,
): OwnMonth | undefined {
  const row = evaluation.rows.find((r) => r.subject === department)
  if (row === undefined) return undefined
  return {
    row,
    ranked: evaluation.rows.filter((r) => r.rank !== undefined).length,
    figures: OWN_INDICATORS.flatMap((id) => {
      const indicator = evaluation.indicators.find((i) => i.id === id)
      return indicator === undefined ? [] : [{ indicator, value: row.values[id] }]
    }),
  }
}
