// Schema checks in the browser. The content security policy forbids eval, so TypeBox interprets schemas instead of compiling them:
// the interpreter alone is also a third of the size.
import type { Static, TSchema } from 'typebox'
import { Check, Errors } from 'typebox/schema'
import { Settings } from 'typebox/system'

Settings.Set({ useAcceleration: false })

/** True when the value is of the schema's type. */
export function fits<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return Check(schema as object, value)
}

/** First reason why a value does not fit, for counting and logs. */
export function misfit(schema: TSchema, value: unknown): string {
  const first = Errors(schema as object, value)[1][0]
  return first === undefined ? 'fits' : `${first.instancePath} ${first.keyword}`.trim()
}
