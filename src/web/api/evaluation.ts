// Evaluation over HTTP: figures of a period, the cases behind one of them, its course over the last periods, and the sheet to take away.
import { paths } from '../../wire/api.ts'
import {
  EvaluationCasesSchema,
  EvaluationSchema,
  EvaluationTrendSchema,
  type Evaluation,
  type EvaluationCases,
  type EvaluationCasesQuery,
  type EvaluationQuery,
  type EvaluationTrend,
  type EvaluationTrendQuery,
} from '../../wire/evaluation.ts'
import { get } from './client.ts'

export const getEvaluation = (query: EvaluationQuery): Promise<Evaluation> =>
  get(paths.evaluation, EvaluationSchema, { ...query })
/** One page of the cases behind one figure; `next` of the answer is `after` of the next page. */
export const getEvaluationCases = (query: EvaluationCasesQuery): Promise<EvaluationCases> =>
  get(paths.evaluationCases, EvaluationCasesSchema, { ...query })
/** Oldest period first. */
export const getEvaluationTrend = (query: EvaluationTrendQuery): Promise<EvaluationTrend> =>
  get(paths.evaluationTrend, EvaluationTrendSchema, { ...query })

/** Address of the workbook with the same figures. */
export function evaluationExportUrl(query: EvaluationQuery): string {
  const said = Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])
  return `${paths.evaluationExport}?${new URLSearchParams(said).toString()}`
}
