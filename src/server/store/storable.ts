// Texts from outside, made fit for jsonb. Changes nothing else.

/** Halves of surrogate pairs and NULs cannot be kept as jsonb; a sender's broken text must not stop a case or a line of the log. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\0|\p{Surrogate}/gu, '\u{fffd}') as T
  if (Array.isArray(value)) return value.map((one: unknown) => storable(one)) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, storable(inner)])) as T
  return value
}
