// Schema checks in the browser. The content security policy forbids eval, so TypeBox must not try to generate code.
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Settings } from 'typebox/system'

Settings.Set({ useAcceleration: false })

const compiled = new WeakMap<TSchema, Validator>()

function validator(schema: TSchema): Validator {
  let v = compiled.get(schema)
  if (v === undefined) {
    v = Compile(schema) as Validator
    compiled.set(schema, v)
  }
  return v
}

/** True when the value is of the schema's type. */
export function fits<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return validator(schema).Check(value)
}

/** First reason why a value does not fit, for counting and logs. */
export function misfit(schema: TSchema, value: unknown): string {
  const first = validator(schema).Errors(value)[0]
  return first === undefined ? 'fits' : `${first.instancePath} ${first.message}`.trim()
}
