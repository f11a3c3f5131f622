// From what a file asks for to the changes it would make, with every problem at its place in the file. Changes nothing.
import type { CatalogueKind, CatalogueProblem } from '../../wire/catalogue.ts'
import type { LoadedReference } from '../reference/load.ts'
import { hashOf, type CurrentEntry } from '../store/reference.ts'
import { changesTowards, resolveDraft, type Resolved } from './draft.ts'
import type { Imported } from './imported.ts'

/** A trip through a spreadsheet costs a text its outer spaces and its kind of line break, which nobody means to change. */
function settled(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').trim()
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, settled(inner)]))
}

export function readImported(
  files: LoadedReference,
  present: readonly CurrentEntry[],
  { wanted, problems: unread, at }: Imported,
): { readonly resolved: Resolved; readonly problems: readonly CatalogueProblem[] } {
  const changes = changesTowards(
    present,
    wanted,
    (_kind, before, after) => hashOf(settled(before)) === hashOf(settled(after)),
  )
  const empty = [...wanted].filter(([kind, bodies]) => bodies.size === 0 && present.some((e) => holds(e, kind)))
  // Rows that could not be read are not rows that are gone.
  const resolved = resolveDraft(
    files,
    present,
    unread.length + empty.length > 0 ? changes.filter((c) => c.body !== undefined) : changes,
  )
  return {
    resolved,
    problems: [
      ...unread,
      ...empty.map(([kind]) => ({
        kind,
        pointer: '',
        text: {
          zh: '没有一个条目；不想改动这一类，请把它整个删去',
          en: 'has not one entry; leave the whole kind out to leave it alone',
        },
      })),
      // What a file's unread part would have made whole must not be told as missing.
      ...(unread.length > 0 ? resolved.problems.filter((p) => isOwn(p, wanted)) : resolved.problems).map((p) => {
        const place = p.id === undefined ? undefined : at(p.kind, p.id, p.pointer)
        return place === undefined ? p : { ...p, at: place }
      }),
    ],
  }
}

const holds = (entry: CurrentEntry, kind: CatalogueKind): boolean => entry.kind === kind && entry.body !== null

/** A problem of an entry that the file holds. */
const isOwn = (problem: CatalogueProblem, wanted: Imported['wanted']): boolean =>
  problem.id !== undefined && wanted.get(problem.kind as CatalogueKind)?.has(problem.id) === true
