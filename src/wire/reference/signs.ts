// Shapes of what is made of it: `alarm-rules.json`, `indicators.json`.
import Type from 'typebox'
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Indicator } from '../../core/indicate/types.ts'
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

const Bound = { op: words('atLeast', 'atMost'), limit: Type.Number() }
/** `indicators.json` */
export const IndicatorSchema = schemaFor<Indicator>()(
  Type.Object(
    {
      id: Id,
      group: words('air', 'water', 'traffic', 'lifeline', 'order', 'service'),
      name: TextSchema,
      unit: Type.String(),
      decimals: Type.Integer({ minimum: 0, maximum: 4 }),
      input: Type.Optional(Type.Object({ kind: Id, metric: Type.Optional(Id) }, strict)),
      formula: Type.Union([
        Type.Object({ type: words('mean', 'max', 'min', 'sum') }, strict),
        Type.Object({ type: Type.Literal('share'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('count'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('aqi') }, strict),
        Type.Object({ type: Type.Literal('trafficIndex') }, strict),
        Type.Object(
          { type: Type.Literal('cases'), of: words('open', 'overdue', 'openedToday', 'closedToday', 'onTimeRate') },
          strict,
        ),
        Type.Object({ type: Type.Literal('feedHealth') }, strict),
      ]),
      polarity: words('higherBetter', 'lowerBetter', 'neutral'),
      steps: Type.Array(StepSchema),
      coverageFloor: Type.Number({ minimum: 0, maximum: 1 }),
      window: TextSchema,
      standard: Type.Optional(Type.String()),
      explain: TextSchema,
    },
    strict,
  ),
)
