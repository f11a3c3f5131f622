// Files of a city folder that are read at start and that no desk edits: cameras, kinds of warnings. Each may be absent.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Static, TSchema } from 'typebox'
import { BadReferenceError, type Note, type ReferenceProblem } from './problem.ts'
import { fits, readJson } from './read.ts'

/**
 * The checked content of one file, or undefined where the city has none. Throws {@link BadReferenceError} with all that is
 * wrong in it; `check` looks at what a schema cannot say.
 */
export async function readBesides<S extends TSchema>(
  folder: string,
  file: string,
  schema: S,
  check: (value: Static<S>, note: Note) => void = () => undefined,
): Promise<Static<S> | undefined> {
  const path = join(folder, file)
  if (!existsSync(path)) return undefined
  const problems: ReferenceProblem[] = []
  const note: Note = (pointer, zh, en) => void problems.push({ file, pointer, text: { zh, en } })
  const value = await readJson(path, note)
  if (problems.length === 0 && fits(schema)(value, note)) check(value as Static<S>, note)
  if (problems.length > 0) throw new BadReferenceError(folder, problems)
  return value as Static<S>
}
