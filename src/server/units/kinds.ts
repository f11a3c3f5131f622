// Reads the city's kinds of moving units at start, and holds feeds of positions against them. A city without units has no file.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import type { Feed } from '../../wire/reference.ts'
import { UNIT_KINDS_FILE, UnitKindSchema, type UnitKind } from '../../wire/reference/units.ts'
import { BadReferenceError, type Note, type ReferenceProblem } from '../reference/problem.ts'
import { fits, readJson } from '../reference/read.ts'

const fitsKinds = fits(Type.Array(UnitKindSchema))

/** Throws {@link BadReferenceError} with everything that is wrong with the file, or with a feed that names a kind it does not have. */
export async function readUnitKinds(folder: string, feeds: readonly Feed[]): Promise<readonly UnitKind[]> {
  const problems: ReferenceProblem[] = []
  const noteIn =
    (file: string): Note =>
    (pointer, zh, en) =>
      void problems.push({ file, pointer, text: { zh, en } })
  const note = noteIn(UNIT_KINDS_FILE)
  const value = existsSync(join(folder, UNIT_KINDS_FILE)) ? await readJson(join(folder, UNIT_KINDS_FILE), note) : []
  const kinds = fitsKinds(value, note) ? (value as readonly UnitKind[]) : []
  for (const [i, kind] of kinds.entries())
    if (kinds.findIndex((k) => k.id === kind.id) < i) note(`/${i}/id`, `${kind.id} 重复`, `${kind.id} stands twice`)
  if (problems.length === 0)
    for (const [i, { units }] of feeds.entries())
      if (units !== undefined && !kinds.some((k) => k.id === units.kind))
        noteIn('feeds.json')(
          `/${i}/units/kind`,
          `${UNIT_KINDS_FILE} 中没有 ${units.kind}`,
          `there is no ${units.kind} in ${UNIT_KINDS_FILE}`,
        )
  if (problems.length > 0) throw new BadReferenceError(folder, problems)
  return kinds
}
