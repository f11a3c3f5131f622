// Whether two plain values say the same. The store keeps fields in an order of its own, so order says nothing.

/** Deep equality of JSON-like values; a field that is undefined is as good as absent. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one: unknown, i) => sameValue(one, b[i]))
  const [mine, theirs] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].every((key) => sameValue(mine[key], theirs[key]))
}
