// Shape of how the city runs its desks: `desk.json`. All of it is local practice, so all of it is data.
import Type, { type Static } from 'typebox'
import { RATINGS } from '../../core/incident/types.ts'
import { TextSchema } from '../schema.ts'
import { LimitSchema } from './matters.ts'
import { strict } from './parts.ts'

const Minute = Type.Integer({ minimum: 0, maximum: 1440 })

export const DeskSchema = Type.Object(
  {
    /** Whoever reported is told who works on it within this, from the dispatch on (响应率). */
    respondWithin: LimitSchema,
    /** Called back within this after the closure. */
    callBackWithin: LimitSchema,
    /** The mildest rating that counts as satisfied (满意率): cities differ on «基本满意». */
    satisfiedFrom: Type.Enum([...RATINGS]),
    /** How long an act may be taken back. */
    undoWithinMinutes: Type.Number({ minimum: 0, maximum: 1440 }),
    /** What a photo is checked against: the case's place, and the time of the work. */
    photos: Type.Object(
      {
        withinM: Type.Number({ exclusiveMinimum: 0, maximum: 50_000 }),
        /** Taken at most this long before it is handed in. */
        withinHours: Type.Number({ exclusiveMinimum: 0, maximum: 8760 }),
      },
      strict,
    ),
    /** The day's shifts, in city minutes; together they cover the day, the last may run over midnight. */
    shifts: Type.Array(
      Type.Object(
        { id: Type.String({ pattern: '^[a-z]{1,16}$' }), name: TextSchema, from: Minute, to: Minute },
        strict,
      ),
      { minItems: 1, maxItems: 8 },
    ),
    /** Whose figures these are. */
    source: Type.String(),
  },
  strict,
)
export type DeskRules = Static<typeof DeskSchema>
