// What a scenario says of warnings: one series each, from the first signal over its changes to its end.
import Type, { type Static } from 'typebox'
import { LevelSchema, TextSchema } from '../../src/wire/schema.ts'

const strict = { additionalProperties: false }
const Minutes = Type.Number({ minimum: 0, maximum: 10_080 })

export const WarningSeriesSchema = Type.Object(
  {
    /** Part of the messages' identifiers. */
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
    /** As the sender names it, e.g. «暴雨». */
    event: TextSchema,
    /** Event code of national feeds, where one is known. */
    code: Type.Optional(Type.String()),
    sender: TextSchema,
    /** Area codes; the whole city where none is named. */
    areas: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{6,12}$' }), { minItems: 1, maxItems: 20 })),
    /** In order of time: the first is issued, the others update it. */
    steps: Type.Array(
      Type.Object(
        {
          atMin: Minutes,
          level: LevelSchema,
          /** Minutes until it expires, unless changed before. */
          lastsMin: Type.Number({ minimum: 1, maximum: 10_080 }),
          text: TextSchema,
          advice: TextSchema,
        },
        strict,
      ),
      { minItems: 1, maxItems: 12 },
    ),
    cancelMin: Type.Optional(Minutes),
  },
  strict,
)
export type WarningSeries = Static<typeof WarningSeriesSchema>
