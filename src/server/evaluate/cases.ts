// The cases behind one figure: exactly those of its numerator, its denominator, or the rest, page by page. Counts like the figure.
import type { Facts } from '../../core/evaluate/types.ts'
import type { EvaluationCases, EvaluationCasesQuery } from '../../wire/evaluation.ts'
import { toIncidentRow } from '../cases/row.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { indicatorFor, type Asked } from './asked.ts'
import { mayOpen } from './subjects.ts'
import { listed } from './tally.ts'

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
  const all = (await listed(sources, { object, span, past, stages: [indicator.stage] }, narrowed)).filter(
    ({ facts }) => {
      const whose = subjects.of(facts)
      if (whose === undefined || (subject !== undefined && whose !== subject) || !indicator.of(facts)) return false
      return part === 'denominator' || counts(facts) === (part === 'numerator')
    },
  )
  const after = query.after === undefined ? undefined : placeOf(query.after)
  const from = after === undefined ? 0 : all.findIndex(({ incident, k }) => isBeyond({ incident, k }, after))
  const page = from < 0 ? [] : all.slice(from, from + limit)
  const last = page.at(-1)
  const more = last !== undefined && from + page.length < all.length
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
    total: all.length,
    ...(more && { next: `${last.incident}#${last.k}` }),
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

interface At {
  readonly incident: string
  readonly k: number
}

const isBeyond = (a: At, b: At): boolean => a.incident > b.incident || (a.incident === b.incident && a.k > b.k)

function placeOf(after: string): At {
  const [, incident, k] = /^(.+)#(\d{1,6})$/.exec(after) ?? []
  if (incident === undefined)
    throw invalid('/after', {
      zh: '分页标记无效，请从第一页重新打开',
      en: 'not a place in the list; begin with the first page',
    })
  return { incident, k: Number(k) }
}
