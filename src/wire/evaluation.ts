// Evaluation 考核: how departments, areas and posts did in a period, with exact counts, and the cases behind each figure.
import Type, { type Static } from 'typebox'
import { IncidentRowSchema } from './views.ts'
import { DateSchema, InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

/** The three objects of CJ/T 292-2008 and GB/T 30428.4-2016: 部门评价, 区域评价, 岗位评价. */
export const EVALUATED = ['department', 'area', 'post'] as const
export type Evaluated = (typeof EVALUATED)[number]
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** `GET /api/evaluation` */
export const EvaluationQuerySchema = Type.Object({
  object: Type.Enum([...EVALUATED]),
  period: Type.Enum([...PERIODS]),
  /** Any city date inside the period. */
  date: DateSchema,
  /** As the log stood then; absent: now. */
  asOf: Opt(InstantSchema),
  /** Areas: the parts of this one (a district's streets); absent: the city's districts. Posts: the persons of this post. */
  under: Opt(Type.String({ maxLength: 64 })),
})
export type EvaluationQuery = Static<typeof EvaluationQuerySchema>

/** One ratio or mean, told exactly. `small`: fewer than the city's smallest sample, to be read with care and not ranked. */
export const EvaluationValueSchema = Type.Object({
  /** Share 0..1, or the mean in ms for durations; absent: nothing to count (no rate of nothing). */
  value: Opt(Type.Number()),
  numerator: Type.Number(),
  denominator: Type.Integer(),
  small: Type.Boolean(),
})
export type EvaluationValue = Static<typeof EvaluationValueSchema>

export const EvaluationRowSchema = Type.Object({
  /** Department id, area code, a post's name, or `<post>/<account>`. */
  subject: Str,
  name: TextSchema,
  /** By indicator id. */
  values: Type.Record(Str, EvaluationValueSchema),
  /** 0..100, absent where a part of it cannot be computed; `missing` names those indicators. */
  score: Opt(Type.Number()),
  missing: Type.Array(Str),
  grade: Opt(Str),
  /** From 1; equal scores share a rank. Absent: too small a sample, or no score. */
  rank: Opt(Type.Integer()),
  small: Type.Boolean(),
  /** Open and overdue at the end of the period (or now). */
  open: Type.Integer(),
  overdue: Type.Integer(),
  /** Late disposals exempted by a granted appeal: counted apart, the fact stays. */
  exempted: Type.Integer(),
  /** The same subject one period earlier. */
  previous: Opt(Type.Object({ score: Opt(Type.Number()), rank: Opt(Type.Integer()) })),
})
export type EvaluationRow = Static<typeof EvaluationRowSchema>

export const EvaluationIndicatorSchema = Type.Object({
  id: Str,
  name: TextSchema,
  /** Numerator over denominator in words, as counted here. */
  formula: TextSchema,
  /** Where the definition is from, and how sure it is. */
  source: Str,
  better: words('higher', 'lower'),
  unit: words('share', 'duration'),
})
export type EvaluationIndicator = Static<typeof EvaluationIndicatorSchema>

export const EvaluationSchema = Type.Object({
  object: Type.Enum([...EVALUATED]),
  period: Type.Enum([...PERIODS]),
  from: InstantSchema,
  to: InstantSchema,
  asOf: InstantSchema,
  /** The period had ended by `asOf`. */
  complete: Type.Boolean(),
  /** Which cases it rests on: never mixed without saying so. */
  simulated: words('none', 'some', 'all'),
  indicators: Type.Array(EvaluationIndicatorSchema),
  /** How the score is made; absent where the city has no composite for this object. */
  composite: Opt(
    Type.Object({
      name: TextSchema,
      source: Str,
      parts: Type.Array(
        Type.Object({
          indicator: Str,
          weight: Type.Number(),
          /** The share counts as 1 − value. */
          inverse: Type.Boolean(),
        }),
      ),
      grades: Type.Array(Type.Object({ id: Str, name: TextSchema, from: Type.Number() })),
    }),
  ),
  smallBelow: Type.Integer(),
  /** Best first; small samples after the ranked ones, subjects without a single obligation left out. */
  rows: Type.Array(EvaluationRowSchema),
  /** All of them together. */
  total: EvaluationRowSchema,
})
export type Evaluation = Static<typeof EvaluationSchema>

/** `GET /api/evaluation/cases`: the cases behind one value. */
export const EvaluationCasesQuerySchema = Type.Object({
  ...EvaluationQuerySchema.properties,
  /** Absent: all subjects. */
  subject: Opt(Type.String({ maxLength: 128 })),
  indicator: Type.String({ maxLength: 64 }),
  /** Those counted, all of the denominator, or those of the denominator that were not counted. */
  part: words('numerator', 'denominator', 'rest'),
  after: Opt(Type.String({ maxLength: 200 })),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type EvaluationCasesQuery = Static<typeof EvaluationCasesQuerySchema>
export const EvaluationCasesSchema = Type.Object({
  total: Type.Integer(),
  next: Opt(Str),
  rows: Type.Array(
    Type.Object({
      row: IncidentRowSchema,
      /** What had to be done: since when, by when, done when, how it ended. */
      stage: Str,
      startedAt: InstantSchema,
      dueAt: Opt(InstantSchema),
      doneAt: Opt(InstantSchema),
      outcome: Str,
      exempt: Type.Boolean(),
      counted: Type.Boolean(),
    }),
  ),
})
export type EvaluationCases = Static<typeof EvaluationCasesSchema>

/** `GET /api/evaluation/trend`: one indicator (or `score`) of one subject over the last `n` periods, oldest first. */
export const EvaluationTrendQuerySchema = Type.Object({
  ...EvaluationQuerySchema.properties,
  subject: Opt(Type.String({ maxLength: 128 })),
  indicator: Type.String({ maxLength: 64 }),
  n: Opt(Type.Integer({ minimum: 2, maximum: 24 })),
})
export type EvaluationTrendQuery = Static<typeof EvaluationTrendQuerySchema>
export const EvaluationTrendSchema = Type.Object({
  from: Type.Array(InstantSchema),
  value: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  denominator: Type.Array(Type.Integer()),
})
export type EvaluationTrend = Static<typeof EvaluationTrendSchema>
