// What a draft of changes would make of the catalogue: each change beside what stands now, and everything wrong with it.
// Decides on values alone; reads and writes nothing.
import {
  CATALOGUE_KINDS,
  type CatalogueChange,
  type CatalogueKind,
  type CataloguePreview,
  type CatalogueProblem,
} from '../../wire/catalogue.ts'
import { REFERENCE_FILES } from '../../wire/reference.ts'
import type { LoadedReference } from '../reference/load.ts'
import { hashOf, nameOf, type CurrentEntry, type NextEntry } from '../store/reference.ts'
import { checkEntry } from './check.ts'
import { crossProblems, overlay } from './overlay.ts'

export type DraftChange = CataloguePreview['changes'][number]

export interface Resolved {
  readonly changes: readonly DraftChange[]
  readonly problems: readonly CatalogueProblem[]
  /** The reference data as it would be; what stands, while there are problems. */
  readonly whole: LoadedReference
}

export interface Author {
  readonly by: string
  readonly reason: string
}

export function resolveDraft(
  files: LoadedReference,
  present: readonly CurrentEntry[],
  draft: readonly CatalogueChange[],
): Resolved {
  const problems: CatalogueProblem[] = []
  const changes: DraftChange[] = []
  const rows = new Map(present.map((e) => [nameOf(e), e]))
  const seen = new Set<string>()
  for (const change of draft) {
    const { kind, id, body } = change
    const note = (zh: string, en: string): void => void problems.push({ kind, id, pointer: '', text: { zh, en } })
    if (seen.has(nameOf(change))) {
      note('同一条目改了两次', 'is changed twice')
      continue
    }
    seen.add(nameOf(change))
    const before = rows.get(nameOf(change))?.body ?? undefined
    if (body === undefined) {
      if (!REFERENCE_FILES[kind].list) note('不能删除', 'cannot be ended')
      else if (before === undefined) note('没有这个条目，无法结束', 'there is no such entry to end')
      else changes.push({ kind, id, how: 'ended', before })
      continue
    }
    const wrong = checkEntry(kind, id, body)
    problems.push(...wrong)
    if (before === undefined) changes.push({ kind, id, how: 'added', after: body })
    // Only what fits its schema is known to be shallow enough to compare.
    else if (wrong.length === 0 && hashOf(before) === hashOf(body))
      changes.push({ kind, id, how: 'same', before, after: body })
    else changes.push({ kind, id, how: 'changed', before, after: body })
  }
  // Cross checks on half a draft would bury the real mistake under its consequences.
  if (problems.length > 0) return { changes, problems, whole: overlay(files, present) }
  const next = toEntries(present, changes, { by: '', reason: '' })
  const replaced = new Set(next.map(nameOf))
  const whole = overlay(files, [
    ...present.filter((e) => !replaced.has(nameOf(e))),
    ...next.map((e) => ({ ...e, since: 0 })),
  ])
  return { changes, problems: crossProblems(whole), whole }
}

/**
 * The rows that the changes become. What an administrator puts is the desk's from then on; putting exactly what the city's file says
 * gives the entry back to the file. An entry ended at the desk keeps a row that says so.
 */
export function toEntries(
  present: readonly CurrentEntry[],
  changes: readonly DraftChange[],
  { by, reason }: Author,
): NextEntry[] {
  const rows = new Map(present.map((e) => [nameOf(e), e]))
  return changes.flatMap((change): NextEntry[] => {
    const { kind, id, how, after } = change
    if (how === 'same') return []
    const fileHash = rows.get(nameOf(change))?.fileHash ?? null
    if (how === 'ended') return [{ kind, id, body: null, hash: '', origin: 'desk', by, reason, fileHash }]
    const hash = hashOf(after)
    return [{ kind, id, body: after, hash, origin: hash === fileHash ? 'file' : 'desk', by, reason, fileHash }]
  })
}

/** The changes that turn what stands into what is wanted, for the kinds that `wanted` speaks of. */
export function changesTowards(
  present: readonly CurrentEntry[],
  wanted: ReadonlyMap<CatalogueKind, ReadonlyMap<string, unknown>>,
  same: (kind: CatalogueKind, before: unknown, after: unknown) => boolean,
): CatalogueChange[] {
  return CATALOGUE_KINDS.flatMap((kind): CatalogueChange[] => {
    const bodies = wanted.get(kind)
    if (bodies === undefined) return []
    const held = new Map(present.flatMap((e) => (e.kind === kind && e.body !== null ? [[e.id, e.body]] : [])))
    const put = [...bodies].filter(([id, body]) => !held.has(id) || !same(kind, held.get(id), body))
    const gone = REFERENCE_FILES[kind].list ? [...held.keys()].filter((id) => !bodies.has(id)) : []
    return [...put.map(([id, body]) => ({ kind, id, body })), ...gone.map((id) => ({ kind, id }))]
  })
}
