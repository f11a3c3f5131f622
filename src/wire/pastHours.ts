// Hours of vital signs that the simulated city tells its hub about the time before the hub was there: over the channel between the
// two processes, never over MQTT, since no device said them.
import Type, { type Static } from 'typebox'
import { InstantSchema } from './schema.ts'

const strict = { additionalProperties: false }

/** One hour of one indicator in one area, from `looks` instants of it. Values in the indicator's unit. */
export const PastHourSchema = Type.Object(
  {
    indicator: Type.String({ maxLength: 64 }),
    area: Type.String({ maxLength: 15 }),
    /** Start of the hour. */
    at: InstantSchema,
    mean: Type.Number(),
    least: Type.Number(),
    greatest: Type.Number(),
    last: Type.Number(),
    looks: Type.Integer({ minimum: 1, maximum: 60 }),
    coverage: Type.Number({ minimum: 0, maximum: 1 }),
  },
  strict,
)
export type PastHour = Static<typeof PastHourSchema>

export const PastHoursSchema = Type.Object(
  { pastHours: Type.Array(PastHourSchema, { maxItems: 10_000 }), done: Type.Boolean() },
  strict,
)
export type PastHours = Static<typeof PastHoursSchema>
