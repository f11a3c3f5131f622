// Fields by dotted path. Knows nothing of what they mean.

/** What stands at a path; undefined where the way ends early. */
export function atPath(value: unknown, path: string): unknown {
  let at: unknown = value
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return at
}

/** Puts a value at a path, making the objects on the way. */
export function putPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at = target
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>
  at[last] = value
}
