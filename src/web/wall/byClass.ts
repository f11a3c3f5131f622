// Cases counted by the class of their matter, the most first. Pure.
import type { Text } from '../../core/text.ts'

export interface ClassCount {
  readonly key: string
  /** Absent: no matter has been named yet. */
  readonly name?: Text
  readonly n: number
}

export function byClass(
  rows: readonly { readonly matter?: string | undefined }[],
  classOf: (matter: string) => Text | undefined,
): readonly ClassCount[] {
  const counts = new Map<string, { name?: Text; n: number }>()
  for (const { matter } of rows) {
    const name = matter === undefined ? undefined : classOf(matter)
    const key = name?.zh ?? ''
    const had = counts.get(key)
    counts.set(key, { ...(name === undefined ? {} : { name }), n: (had?.n ?? 0) + 1 })
  }
  return [...counts]
    .map(([key, count]) => ({ key, ...count }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === '') || b.n - a.n || (a.key < b.key ? -1 : 1))
}
