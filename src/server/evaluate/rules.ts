// The city's rules of evaluation as they were in force: weights, grades, smallest sample, what counts as satisfied.
import { sql } from 'kysely'
import type { Rating } from '../../core/incident/types.ts'
import type { DeskRules, EvaluationRules } from '../../wire/reference.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Queries } from '../store/db.ts'

export interface RulesInForce {
  readonly evaluation: EvaluationRules
  readonly satisfiedFrom: Rating
}

/** The version in force at `at`; before the first one, the first. Every version fits its schema: it was checked when it was put. */
async function versionAt(query: Queries, kind: string, at: number): Promise<unknown> {
  const { rows } = await sql<{ body: unknown }>`
    select body from reference where kind = ${kind} and id = ${kind} and body is not null
    order by valid_from <= to_timestamp(${at / 1000}) desc,
      case when valid_from <= to_timestamp(${at / 1000}) then valid_from end desc nulls last, valid_from
    limit 1`.execute(query)
  return rows[0]?.body
}

export async function rulesAt(
  query: Queries,
  reference: Pick<ReferenceIndex, 'evaluation' | 'desk'>,
  at: number | undefined,
): Promise<RulesInForce> {
  if (at === undefined) return { evaluation: reference.evaluation, satisfiedFrom: reference.desk.satisfiedFrom }
  const evaluation = (await versionAt(query, 'evaluation', at)) as EvaluationRules | undefined
  const desk = (await versionAt(query, 'desk', at)) as DeskRules | undefined
  return {
    evaluation: evaluation ?? reference.evaluation,
    satisfiedFrom: (desk ?? reference.desk).satisfiedFrom,
  }
}
