// What a schema cannot say of `warning-kinds.json`: no id, code or word stands for two kinds.
import type { WarningKind } from '../../core/warning/types.ts'
import type { Note } from '../reference/problem.ts'

export function invalidKinds(kinds: readonly WarningKind[], note: Note): void {
  const seen = new Map<string, string>()
  for (const [i, { id, codes, words }] of kinds.entries())
    for (const [pointer, name] of [
      [`/${i}/id`, `id ${id}`],
      ...codes.map((code, n) => [`/${i}/codes/${n}`, `code ${code}`]),
      ...words.map((word, n) => [`/${i}/words/${n}`, `word ${word.toLowerCase()}`]),
    ] as [string, string][]) {
      const other = seen.get(name)
      if (other !== undefined) note(pointer, `已用于 ${other}：${name}`, `already stands for ${other}: ${name}`)
      seen.set(name, id)
    }
}
