// Evaluation as screens ask for it: a period of departments, areas or posts, the cases behind a figure, its course, and a file.
// Counts are the store's, rules are core's and the city's; nothing is decided here.
import { cityDate } from '../../core/clock/calendar.ts'
import { evaluate, type Evaluated } from '../../core/evaluate/evaluate.ts'
import { indicatorsFor } from '../../core/evaluate/indicators.ts'
import { periodSpan } from '../../core/evaluate/periods.ts'
import type { Span } from '../../core/evaluate/types.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { Evaluation, EvaluationQuery, EvaluationRow, EvaluationTrend } from '../../wire/evaluation.ts'
import type { Evaluations, Now } from '../ports.ts'
import { ProblemError } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { compositeOf, indicatorFor, mustBeKnown, rulesOf, spanOf, type Asked } from './asked.ts'
import { casesBehind } from './cases.ts'
import { writeEvaluation } from './sheet.ts'
import { rulesAt } from './rules.ts'
import { maySee, sightOf, subjectsOf } from './subjects.ts'
import { tally, type Question } from './tally.ts'

export interface EvaluationsOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  /** Share of cases whose obligations are there, 0..1. */
  readonly ready: () => number
}

const TREND = 12

export function openEvaluations(options: EvaluationsOptions): Evaluations {
  const { db, reference, now, ready } = options

  function mustBeReady(): void {
    const share = ready()
    if (share >= 1) return
    const percent = Math.floor(share * 100)
    throw new ProblemError(
      'notReady',
      {
        zh: `正在从日志整理考核数据（${percent}%），请稍后再看`,
        en: `The figures are being made from the logs (${percent}%); try again in a moment`,
      },
      { retryAfterMs: 10_000 },
    )
  }

  async function ask(query: EvaluationQuery, actor: Actor): Promise<Asked> {
    mustBeReady()
    const sight = sightOf(actor, query)
    const span = spanOf(query, reference, now())
    const people = query.object === 'post' ? await namesOf(db) : new Map<string, string>()
    return {
      query,
      span,
      past: query.asOf !== undefined,
      rules: await rulesAt(db.query, reference, query.asOf),
      subjects: subjectsOf(query, reference, people),
      sight,
      sources: { query: db.query, calendar: reference.calendar },
    }
  }

  async function answer(asked: Asked): Promise<Evaluation> {
    const { query, span, rules, subjects } = asked
    const before = { ...periodSpan(query.period, query.date, reference.city, -1), asOf: span.asOf }
    const present = await evaluated(asked, span)
    const previous = await evaluated(asked, before)
    const earlier = new Map(previous.rows.map((row) => [row.subject, row]))
    const toRow = (row: Evaluated['total'], name: Text, then: Evaluated['total'] | undefined): EvaluationRow => ({
      ...row,
      values: { ...row.values },
      missing: [...row.missing],
      name,
      ...(then && {
        previous: {
          ...(then.score !== undefined && { score: then.score }),
          ...(then.rank !== undefined && { rank: then.rank }),
        },
      }),
    })
    const composite = compositeOf(asked, undefined)
    const { only } = asked.sight
    const own = present.rows.find((row) => row.subject === only)
    const everybody = { zh: '合计', en: 'All together' }
    return {
      object: query.object,
      period: query.period,
      ...span,
      complete: span.asOf >= span.to,
      simulated: present.simulated,
      indicators: indicatorsFor(query.object).map(({ id, name, formula, source, better, unit }) => ({
        id,
        name,
        formula,
        source,
        better,
        unit,
      })),
      ...(composite && {
        composite: {
          name: composite.name,
          source: composite.source,
          parts: composite.parts.map((part) => ({ ...part })),
          grades: rules.evaluation.grades.map((grade) => ({ ...grade })),
        },
      }),
      smallBelow: rules.evaluation.smallBelow,
      rows: present.rows
        .filter((row) => only === undefined || row.subject === only)
        .map((row) => toRow(row, subjects.name(row.subject), earlier.get(row.subject))),
      // Whoever sees one row alone is not told of the others by their sum.
      total:
        only === undefined
          ? toRow(present.total, everybody, previous.total)
          : toRow(own ?? { ...NOTHING, subject: only }, subjects.name(only), earlier.get(only)),
    }
  }

  return {
    async evaluate(query, actor) {
      return answer(await ask(query, actor))
    },
    async cases(query, actor) {
      const asked = await ask(query, actor)
      mustBeKnown(asked, query.subject)
      return casesBehind(asked, query, { db, reference })
    },
    async trend(query, actor): Promise<EvaluationTrend> {
      const asked = await ask(query, actor)
      mustBeKnown(asked, query.subject)
      maySee(asked.sight, query.subject)
      const subject = query.subject ?? asked.sight.only
      const wanted = query.indicator === 'score' ? undefined : indicatorFor(query.object, query.indicator)
      const course: EvaluationTrend = { from: [], value: [], denominator: [] }
      for (let step = 1 - (query.n ?? TREND); step <= 0; step++) {
        const span = { ...periodSpan(query.period, query.date, reference.city, step), asOf: asked.span.asOf }
        const { rows, total } = await evaluated(asked, span, wanted && [wanted.stage])
        const row = subject === undefined ? total : rows.find((one) => one.subject === subject)
        const value = wanted ? row?.values[wanted.id] : undefined
        course.from.push(span.from)
        course.value.push((wanted ? value?.value : row?.score) ?? null)
        course.denominator.push(wanted ? (value?.denominator ?? 0) : leastOf(asked, row))
      }
      return course
    },
    async exportAs(query, actor) {
      const asked = await ask(query, actor)
      const answered = await answer(asked)
      return {
        bytes: await writeEvaluation(asked, answered, { reference, by: actor.name }),
        name: `evaluation-${query.object}-${cityDate(answered.from, reference.city)}.xlsx`,
      }
    },
  }
}

const NOTHING: Evaluated['total'] = {
  subject: '',
  values: {},
  missing: [],
  small: true,
  open: 0,
  overdue: 0,
  exempted: 0,
}

async function evaluated(asked: Asked, span: Span, stages?: Question['stages']): Promise<Evaluated> {
  const { query, past, sources, subjects } = asked
  const tallies = await tally(sources, { object: query.object, span, past, ...(stages && { stages }) })
  return evaluate(tallies, query.object, subjects.of, rulesOf(asked))
}

/** Of a score: the smallest sample that it rests on. */
function leastOf(asked: Asked, row: Evaluated['total'] | undefined): number {
  const parts = compositeOf(asked, row?.subject === '' ? undefined : row?.subject)?.parts ?? []
  return parts.length === 0 ? 0 : Math.min(...parts.map((part) => row?.values[part.indicator]?.denominator ?? 0))
}

const namesOf = async (db: Db): Promise<Map<string, string>> =>
  new Map(
    (await db.query.selectFrom('account').select(['username', 'name']).execute()).map((one) => [
      one.username,
      one.name,
    ]),
  )
