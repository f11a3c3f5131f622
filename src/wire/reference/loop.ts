// Shape of how the city runs its department loop: `loop.json`. All of it is local practice, so all of it is data.
import Type, { type Static } from 'typebox'
import { strict } from './parts.ts'
import { LimitSchema } from './matters.ts'

export const LoopSchema = Type.Object(
  {
    /** Limits of the desk's own stages. */
    stages: Type.Object({ filing: LimitSchema, dispatch: LimitSchema, check: LimitSchema }, strict),
    /** After the deadline: first the duty chief is told, then the case is put under supervision. */
    escalation: Type.Object({ chiefAfter: LimitSchema, superviseAfter: LimitSchema }, strict),
    /** A closed case may be reopened for this long. */
    reopenWithin: LimitSchema,
    /** When two cases may be one. `words`: share of two-character pieces in common. */
    alike: Type.Object(
      {
        withinM: Type.Number({ exclusiveMinimum: 0, maximum: 5000 }),
        withinHours: Type.Number({ exclusiveMinimum: 0, maximum: 720 }),
        words: Type.Number({ minimum: 0, maximum: 1 }),
      },
      strict,
    ),
    /** When the practice of past cases may lead a recommendation. */
    learning: Type.Object(
      {
        windowDays: Type.Integer({ minimum: 1, maximum: 3650 }),
        minCases: Type.Integer({ minimum: 1, maximum: 10_000 }),
        share: Type.Number({ exclusiveMinimum: 0.5, maximum: 1 }),
      },
      strict,
    ),
    /** Whose figures these are. */
    source: Type.String(),
  },
  strict,
)
export type Loop = Static<typeof LoopSchema>
