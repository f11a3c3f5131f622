// What is wrong with a city folder, collected and said in one go. Reads nothing itself.
import type { Text } from '../../core/text.ts'

export interface ReferenceProblem {
  /** File inside the city folder. */
  readonly file: string
  /** JSON pointer into it; empty for the file as a whole. */
  readonly pointer: string
  readonly text: Text
}

/** How a check reports; the pointer is inside the file of `kind`. */
export type Note = (pointer: string, zh: string, en: string) => void

/** More would not be read; the rest is counted. */
const SHOWN = 20

/** The city folder cannot be used. The message lists the problems, one a line: `file › pointer: 中文 / English`. */
export class BadReferenceError extends Error {
  readonly folder: string
  readonly problems: readonly ReferenceProblem[]

  constructor(folder: string, problems: readonly ReferenceProblem[]) {
    const lines = problems.slice(0, SHOWN).map((p) => `${p.file} › ${p.pointer || '/'}: ${p.text.zh} / ${p.text.en}`)
    const rest = problems.length - lines.length
    if (rest > 0) lines.push(`……另有 ${rest} 处 / and ${rest} more`)
    super(`城市数据 ${folder} 有误 / reference data cannot be used:\n${lines.join('\n')}`)
    this.name = new.target.name
    this.folder = folder
    this.problems = problems
  }
}
