// Shapes of what is made of it: `alarm-rules.json`, `indicators.json` and the tables they judge by.
import Type from 'typebox'
import type { AlarmRule } from '../../core/alarm/types.ts'
import {
  CASE_FACTS,
  GROUPS,
  PLATFORM_FACTS,
  REDUCTIONS,
  SURENESS,
  type ClassTable,
  type Indicator,
  type LimitTable,
} from '../../core/indicate/types.ts'
import { LevelSchema, TextSchema, schemaFor, words } from '../schema.ts'
import { Id, strict } from './parts.ts'

const StepSchema = Type.Object({ level: LevelSchema, limit: Type.Number() }, strict)

/** `alarm-rules.json` */
export const AlarmRuleSchema = schemaFor<AlarmRule>()(
  Type.Object(
    {
      id: Id,
      kind: Id,
      metric: Id,
      name: TextSchema,
      direction: words('above', 'below'),
      steps: Type.Array(StepSchema, { minItems: 1, maxItems: 4 }),
      deadband: Type.Number({ minimum: 0 }),
      onDelayMs: Type.Integer({ minimum: 0 }),
      offDelayMs: Type.Integer({ minimum: 0 }),
      where: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      incident: Type.Optional(
        Type.Object(
          {
            matter: Type.String(),
            condition: Id,
            fromLevel: LevelSchema,
            groupBy: words('sensor', 'street', 'district'),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
)

const DateSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const validity = { validFrom: Type.Optional(DateSchema), validTo: Type.Optional(DateSchema) }
const sure = Type.Enum([...SURENESS])
const Hour = Type.Integer({ minimum: 0, maximum: 23 })
const GradeSchema = Type.Object(
  { from: Type.Number(), name: TextSchema, colour: Type.Optional(Type.String({ pattern: '^#[0-9A-Fa-f]{6}$' })) },
  strict,
)

/** `limit-tables.json` */
export const LimitTableSchema = schemaFor<LimitTable>()(
  Type.Object(
    {
      id: Id,
      name: TextSchema,
      standard: Type.Optional(Type.String()),
      sure,
      ...validity,
      night: Type.Optional(Type.Object({ fromHour: Hour, toHour: Hour }, strict)),
      items: Type.Array(
        Type.Object(
          {
            id: Type.String({ minLength: 1 }),
            limit: Type.Number(),
            night: Type.Optional(Type.Number()),
          },
          strict,
        ),
        { minItems: 1 },
      ),
    },
    strict,
  ),
)

/** `class-tables.json` */
export const ClassTableSchema = schemaFor<ClassTable>()(
  Type.Object(
    {
      id: Id,
      name: TextSchema,
      standard: Type.Optional(Type.String()),
      sure,
      ...validity,
      classes: Type.Array(GradeSchema, { minItems: 2 }),
      items: Type.Array(
        Type.Object(
          { metric: Id, bad: words('above', 'below'), limits: Type.Array(Type.Number(), { minItems: 1 }) },
          strict,
        ),
        { minItems: 1 },
      ),
      ranges: Type.Optional(Type.Array(Type.Object({ metric: Id, min: Type.Number(), max: Type.Number() }, strict))),
    },
    strict,
  ),
)

const WindowSchema = Type.Union([
  Type.Object({ type: Type.Literal('now') }, strict),
  Type.Object(
    { type: Type.Literal('running'), overMs: Type.Integer({ minimum: 60_000, maximum: 31 * 86_400_000 }) },
    strict,
  ),
  Type.Object({ type: Type.Literal('hour') }, strict),
  Type.Object({ type: Type.Literal('day'), fromHour: Hour }, strict),
])
const LimitSchema = Type.Union([
  Type.Number(),
  Type.Object({ table: Id, item: Type.String() }, strict),
  Type.Object({ table: Id, by: Type.String() }, strict),
])
const Bound = { op: words('atLeast', 'atMost'), limit: LimitSchema }
const ScaleSchema = Type.Object(
  {
    ...validity,
    standard: Type.Optional(Type.String()),
    sure,
    steps: Type.Array(StepSchema),
    grades: Type.Optional(Type.Array(GradeSchema, { minItems: 2 })),
  },
  strict,
)
/** `indicators.json` */
export const IndicatorSchema = schemaFor<Indicator>()(
  Type.Object(
    {
      id: Id,
      group: Type.Enum([...GROUPS]),
      name: TextSchema,
      unit: Type.String(),
      decimals: Type.Integer({ minimum: 0, maximum: 4 }),
      input: Type.Optional(
        Type.Object(
          {
            kind: Id,
            metric: Type.Optional(Id),
            where: Type.Optional(
              Type.Record(Type.String(), Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1 })),
            ),
          },
          strict,
        ),
      ),
      window: WindowSchema,
      reduce: Type.Optional(Type.Enum([...REDUCTIONS])),
      windowFloor: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      factor: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
      formula: Type.Union([
        Type.Object({ type: words('mean', 'max', 'min', 'sum') }, strict),
        Type.Object({ type: Type.Literal('quantile'), p: Type.Number({ minimum: 0, maximum: 1 }) }, strict),
        Type.Object({ type: Type.Literal('share'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('count'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('excess'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('weightedMean'), weight: Type.String() }, strict),
        Type.Object({ type: Type.Literal('ratio'), over: Id }, strict),
        Type.Object({ type: Type.Literal('aqi'), period: words('hour', 'day') }, strict),
        Type.Object({ type: Type.Literal('trafficIndex') }, strict),
        Type.Object({ type: Type.Literal('class'), table: Id, of: Type.Literal('worst') }, strict),
        Type.Object(
          { type: Type.Literal('class'), table: Id, of: Type.Literal('share'), upTo: Type.Integer({ minimum: 1 }) },
          strict,
        ),
        Type.Object({ type: Type.Literal('cases'), of: Type.Enum([...CASE_FACTS]) }, strict),
        Type.Object({ type: Type.Literal('platform'), of: Type.Enum([...PLATFORM_FACTS]) }, strict),
      ]),
      polarity: words('higherBetter', 'lowerBetter', 'neutral'),
      scales: Type.Array(ScaleSchema),
      coverageFloor: Type.Number({ minimum: 0, maximum: 1 }),
      areas: Type.Optional(words('city', 'district', 'street', 'grid')),
      rollUp: Type.Optional(words('inputs', 'mean', 'max', 'min', 'sum')),
      history: Type.Optional(words('mean', 'max', 'min', 'last')),
      forecastHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 72 })),
      explain: TextSchema,
    },
    strict,
  ),
)
