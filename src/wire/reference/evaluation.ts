// Shape of how the city scores: `evaluation.json`. Weights and grades are local practice, so they are data.
import Type, { type Static } from 'typebox'
import { TextSchema, words } from '../schema.ts'
import { strict } from './parts.ts'

export const EvaluationRulesSchema = Type.Object(
  {
    /** With fewer obligations than this a subject is shown but not ranked. */
    smallBelow: Type.Integer({ minimum: 0, maximum: 10_000 }),
    composites: Type.Array(
      Type.Object(
        {
          object: words('department', 'area', 'post'),
          /** Posts: which one; absent: every post that has no composite of its own. */
          post: Type.Optional(words('collector', 'acceptor', 'dispatcher', 'dutyChief')),
          name: TextSchema,
          /** Weights sum up to 100. `inverse`: the share counts as 1 − value. */
          parts: Type.Array(
            Type.Object(
              {
                indicator: Type.String(),
                weight: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
                inverse: Type.Boolean(),
              },
              strict,
            ),
            { minItems: 1, maxItems: 20 },
          ),
          source: Type.String(),
        },
        strict,
      ),
      { maxItems: 20 },
    ),
    /** Best first; a score belongs to the first grade whose `from` it reaches. */
    grades: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[A-Za-z0-9]{1,8}$' }),
          name: TextSchema,
          from: Type.Number({ minimum: 0, maximum: 100 }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10 },
    ),
    source: Type.String(),
  },
  strict,
)
export type EvaluationRules = Static<typeof EvaluationRulesSchema>
