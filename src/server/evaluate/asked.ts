// One question about a period, checked: its span, its rules, its subjects. Counts nothing.
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import type { Composite, EvaluateRules } from '../../core/evaluate/evaluate.ts'
import { indicatorOf, indicatorsFor, type IndicatorRule } from '../../core/evaluate/indicators.ts'
import { lastDateOf, periodSpan } from '../../core/evaluate/periods.ts'
import type { Span } from '../../core/evaluate/types.ts'
import type { EvaluationQuery } from '../../wire/evaluation.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { RulesInForce } from './rules.ts'
import type { Sight, Subjects } from './subjects.ts'
import type { Sources } from './tally.ts'

/** One question, checked: everything that its answers are made with. */
export interface Asked {
  readonly query: EvaluationQuery
  readonly span: Span
  readonly past: boolean
  readonly rules: RulesInForce
  readonly subjects: Subjects
  readonly sight: Sight
  readonly sources: Sources
}

export function compositeOf(
  { query: { object }, rules, subjects }: Asked,
  subject: string | undefined,
): Composite | undefined {
  const fitting = rules.evaluation.composites.filter((one) => one.object === object)
  if (object !== 'post') return fitting[0]
  const post = subjects.postOf(subject)
  if (post === undefined) return undefined
  return fitting.find((one) => one.post === post) ?? fitting.find((one) => one.post === undefined)
}

export function rulesOf(asked: Asked): EvaluateRules {
  const { rules, subjects } = asked
  return {
    satisfiedFrom: rules.satisfiedFrom,
    smallBelow: rules.evaluation.smallBelow,
    grades: rules.evaluation.grades,
    compositeOf: (subject) => compositeOf(asked, subject),
    ranked: subjects.ranked,
  }
}

export function spanOf(query: EvaluationQuery, { city }: ReferenceIndex, now: number): Span {
  const day = Date.parse(`${query.date}T00:00:00Z`)
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(query.date))
    throw invalid('/date', { zh: `没有 ${query.date} 这一天`, en: `there is no such day: ${query.date}` })
  const span = periodSpan(query.period, query.date, city)
  if (span.from > now)
    throw invalid('/date', {
      zh: `${query.date} 所在的考核周期尚未开始`,
      en: `the period of ${query.date} has not begun yet`,
    })
  const { asOf = now } = query
  const told = (at: number): string =>
    new Date(at + city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')
  if (asOf > now)
    throw invalid('/asOf', { zh: `截至时刻 ${told(asOf)} 在将来`, en: `${told(asOf)} lies in the future` })
  if (asOf < span.from)
    throw invalid('/asOf', {
      zh: `截至时刻 ${told(asOf)} 早于周期开始（至 ${lastDateOf(span, city)}）`,
      en: `${told(asOf)} is before the period begins (it ends on ${lastDateOf(span, city)})`,
    })
  return { ...span, asOf }
}

/** The indicator of a question; names those there are. */
export function indicatorFor(object: EvaluationQuery['object'], id: string): IndicatorRule {
  const found = indicatorOf(id)
  if (found?.objects.includes(object)) return found
  const known = indicatorsFor(object).map((one) => one.id)
  throw invalid('/indicator', {
    zh: `没有这个指标：${id}；可选 ${known.join('、')}`,
    en: `there is no such indicator: ${id}; one of ${known.join(', ')}`,
  })
}

export function mustBeKnown({ subjects }: Asked, subject: string | undefined): void {
  if (subject !== undefined && !subjects.known(subject))
    throw invalid('/subject', { zh: `没有这个评价对象：${subject}`, en: `there is no such subject: ${subject}` })
}
