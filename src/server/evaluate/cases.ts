// The cases behind one figure: exactly those of its numerator, its denominator, or the rest, page by page. Counts like the figure.
import type { Facts } from '../../core/evaluate/types.ts'
import type { EvaluationCases, EvaluationCasesQuery } from '../../wire/evaluation.ts'
import { toIncidentRow } from '../cases/row.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { indicatorFor, type Asked } from './asked.ts'
import { mayOpen } from './subjects.ts'
import { inOrder, listed, type Owed, type Place } from './tally.ts'

const PAGE = 100

export async function casesBehind(
  asked: Asked,
  query: EvaluationCasesQuery,
  { db, reference }: { readonly db: Db; readonly reference: ReferenceIndex },
): Promise<EvaluationCases> {
  mayOpen(asked.sight, query.subject)
  const { object, subject, part, limit = PAGE } = query
  const indicator = indicatorFor(object, query.indicator)
  const counts = (facts: Facts): boolean => indicator.counts(facts, { satisfiedFrom: asked.rules.satisfiedFrom })
  const { span, past, sources, subjects } = asked
  const narrowed = object === 'department' ? subject : undefined
  const after = query.after === undefined ? undefined : placeOf(query.after)
  const page: (Owed & { readonly facts: Facts })[] = []
  let [total, more] = [0, false]
  for await (const one of listed(sources, { object, span, past, stages: [indicator.stage] }, narrowed)) {
    const { facts } = one
    const whose = subjects.of(facts)
    if (whose === undefined || (subject !== undefined && whose !== subject) || !indicator.of(facts)) continue
    if (part !== 'denominator' && counts(facts) !== (part === 'numerator')) continue
    total += 1
    if (after !== undefined && inOrder(one, after) <= 0) continue
    if (page.length < limit) page.push(one)
    else more = true
  }
  const last = page.at(-1)
  const ids = [...new Set(page.map(({ incident }) => incident))]
  const bodies = new Map(
    ids.length === 0
      ? []
      : (await db.query.selectFrom('incident').select(['id', 'body']).where('id', 'in', ids).execute()).map((one) => [
          one.id,
          one.body,
        ]),
  )
  return {
    total,
    ...(more && last && { next: `${last.incident}#${last.k}` }),
    rows: page.flatMap(({ incident, row, facts }) => {
      const body = bodies.get(incident)
      if (!body) return []
      return [
        {
          row: toIncidentRow(body, reference),
          stage: row.stage,
          startedAt: row.startedAt,
          ...(row.dueAt !== undefined && { dueAt: row.dueAt }),
          // What happened after the period does not count in it, and is not told as if it did.
          ...(row.endedAt !== undefined && facts.outcome !== 'open' && { doneAt: row.endedAt }),
          outcome: facts.outcome,
          exempt: row.exempt,
          counted: counts(facts),
        },
      ]
    }),
  }
}

function placeOf(after: string): Place {
  const [, incident, k] = /^(.+)#(\d{1,6})$/.exec(after) ?? []
  if (incident === undefined)
    throw invalid('/after', {
      zh: '分页标记无效，请从第一页重新打开',
      en: 'not a place in the list; begin with the first page',
    })
  return { incident, k: Number(k) }
}
