// How shapes are declared: TypeBox schemas, tied at compile time to the types core decides with.
import Type, { type Static, type TSchema } from 'typebox'

/**
 * Declares a schema for a type that core owns. The compiler refuses a schema whose values would not be that type.
 * Usage: `export const X = schemaFor<CoreX>()(Type.Object({...}))`.
 */
export const schemaFor =
  <T>() =>
  <S extends TSchema>(schema: S & (Static<S> extends T ? unknown : never)): S =>
    schema

export const TextSchema = Type.Object(
  { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
export const LevelSchema = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)])
/** Epoch milliseconds between 2000 and 2100. */
export const InstantSchema = Type.Integer({ minimum: 946_684_800_000, maximum: 4_102_444_800_000 })
/** `YYYY-MM-DD`. */
export const DateSchema = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
export const LngSchema = Type.Number({ minimum: -180, maximum: 180 })
export const LatSchema = Type.Number({ minimum: -90, maximum: 90 })

/** A closed set of words. */
export const words = <const L extends string[]>(...values: [...L]) => Type.Enum<[...L]>(values)
