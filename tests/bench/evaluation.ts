// A month's evaluation over the register, against reading the rows it rests on and doing nothing with them.
import { periodSpan } from '../../src/core/evaluate/periods.ts'
import type { Actor } from '../../src/core/incident/types.ts'
import { openEvaluations } from '../../src/server/evaluate/evaluations.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import { EVALUATED, type EvaluationQuery } from '../../src/wire/evaluation.ts'
import { expectSame } from './bench.ts'
import type { Store } from './register.ts'

export interface Month {
  /** One evaluation of each object, with the month before beside it. */
  readonly answers: readonly number[]
  /** A page of the cases behind a figure. */
  readonly drills: readonly number[]
  /** The same rows, selected. */
  readonly bare: readonly number[]
  readonly rows: number
}

const DATE = '2026-10-15'
const leader: Actor = { id: 'ling', name: '领导', role: 'leader' }

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const startedAt = performance.now()
  const result = await work()
  return [performance.now() - startedAt, result]
}

export async function measureMonth(
  { db }: Store,
  reference: ReferenceIndex,
  now: () => number,
  asks: number,
): Promise<Month> {
  const evaluations = openEvaluations({ db, reference, now, ready: () => 1 })
  const from = new Date(periodSpan('month', DATE, reference.city, -1).from)
  const to = new Date(periodSpan('month', DATE, reference.city).to)
  // Both months, as an answer tells the one before as well.
  const select = () =>
    db.query
      .selectFrom('obligation')
      .selectAll()
      .where('started_at', '<', to)
      .where((e) => e.or([e('ended_at', 'is', null), e('ended_at', '>=', from), e('due_at', '>=', from)]))
      .execute()
  const [answers, drills, bare]: [number[], number[], number[]] = [[], [], []]
  let rows = 0
  for (let n = 0; n < asks; n += 1) {
    const [spent, found] = await timed(select)
    rows = found.length
    // The first of each warms up and is not counted.
    if (n > 0) bare.push(spent)
    for (const object of EVALUATED) {
      const query: EvaluationQuery = { object, period: 'month', date: DATE }
      const [took, answer] = await timed(() => evaluations.evaluate(query, leader))
      if (n > 0) answers.push(took)
      const indicator = object === 'post' ? 'checkedOnTime' : 'handled'
      const of = answer.total.values[indicator]?.denominator
      const [drilled, page] = await timed(() =>
        evaluations.cases({ ...query, indicator, part: 'denominator', limit: 50 }, leader),
      )
      if (n > 0) drills.push(drilled)
      // What is counted is what is listed.
      expectSame(`cases behind ${object}/${indicator}`, page.total, of)
    }
  }
  return { answers, drills, bare, rows }
}
