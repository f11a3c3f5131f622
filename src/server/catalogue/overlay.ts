// The city's files with what the store holds of the catalogue laid over them, and problems named by entry instead of by place in a
// file. Reads and writes nothing.
import { CATALOGUE_KINDS, type CatalogueKind, type CatalogueProblem } from '../../wire/catalogue.ts'
import { REFERENCE_FILES, type Reference, type ReferenceKind } from '../../wire/reference.ts'
import { crossCheck, type LoadedReference } from '../reference/load.ts'
import { BadReferenceError, type ReferenceProblem } from '../reference/problem.ts'
import { entriesOf, entryId, type CurrentEntry, type StoredKind } from '../store/reference.ts'
import { checkEntry } from './check.ts'

export const isCatalogueKind = (kind: string): kind is CatalogueKind => CATALOGUE_KINDS.some((known) => known === kind)

/** Entries of one kind as they are held: id and body, in the order in which the city's files have them, new ones last. */
type Held = ReadonlyMap<string, unknown>

function heldOf(files: Reference, kind: CatalogueKind, present: readonly CurrentEntry[]): Held {
  const rows = new Map(present.flatMap((e) => (e.kind === kind ? [[e.id, e]] : [])))
  const order = [...new Set([...entriesOf(files, kind).map((body) => entryId(kind, body)), ...[...rows.keys()].sort()])]
  return new Map(
    order.flatMap((id): [string, unknown][] => {
      const body = rows.get(id)?.body ?? null
      return body === null ? [] : [[id, body]]
    }),
  )
}

/**
 * The whole reference data with the catalogue as the store holds it. Bodies are taken for what their kinds say:
 * files, drafts and desk entries are checked against the schemas before they come here.
 */
export function overlay(files: LoadedReference, present: readonly CurrentEntry[]): LoadedReference {
  const list = <T>(kind: CatalogueKind): T[] => [...heldOf(files, kind, present).values()] as T[]
  const only = <T>(kind: CatalogueKind, inFile: T): T => list<T>(kind)[0] ?? inFile
  return {
    ...files,
    matters: list('matter'),
    components: list('component'),
    formerCodes: list('formerCode'),
    responsibilities: list('responsibility'),
    calendar: only('calendar', files.calendar),
    loop: only('loop', files.loop),
    desk: only('desk', files.desk),
    evaluation: only('evaluation', files.evaluation),
    alarmRules: list('alarmRule'),
    indicators: list('indicator'),
    limitTables: list('limitTable'),
    classTables: list('classTable'),
  }
}

const KIND_OF_FILE = new Map(
  (Object.keys(REFERENCE_FILES) as ReferenceKind[]).map((kind) => [REFERENCE_FILES[kind].file as string, kind]),
)

/** Names the entry a problem is about, where its pointer leads into a list. */
function nameProblem(reference: Reference, { file, pointer, text }: ReferenceProblem): CatalogueProblem {
  const kind = KIND_OF_FILE.get(file)
  if (kind === undefined) return { kind: file, pointer, text }
  if (kind === 'sensor' || !REFERENCE_FILES[kind].list)
    return { kind, ...(isCatalogueKind(kind) ? { id: kind } : {}), pointer, text }
  const [, index = '', ...rest] = pointer.split('/')
  const id = index === '' ? undefined : idAt(reference, kind, Number(index))
  return id === undefined
    ? { kind, pointer, text }
    : { kind, id, pointer: rest.map((part) => `/${part}`).join(''), text }
}

function idAt<K extends StoredKind>(reference: Reference, kind: K, index: number): string | undefined {
  const body = entriesOf(reference, kind)[index]
  return body === undefined ? undefined : entryId(kind, body)
}

/** What does not fit together in the whole, by entry. */
export const crossProblems = (reference: Reference): CatalogueProblem[] =>
  crossCheck(reference).map((problem) => nameProblem(reference, problem))

/**
 * Refuses a start in which the city's files no longer fit what was put at the desk: throws {@link BadReferenceError}, which names
 * each entry and says which of the two it comes from.
 */
export function mustFit(files: LoadedReference, present: readonly CurrentEntry[], folder: string): LoadedReference {
  const desk = new Map(present.flatMap((e) => (e.origin === 'desk' ? [[`${e.kind}/${e.id}`, e]] : [])))
  if (desk.size === 0) return overlay(files, present)
  const broken = [...desk.values()].flatMap((e) =>
    e.body === null || !isCatalogueKind(e.kind) ? [] : checkEntry(e.kind, e.id, e.body),
  )
  const merged = overlay(files, present)
  const problems = broken.length > 0 ? broken : crossProblems(merged)
  if (problems.length === 0) return merged
  throw new BadReferenceError(folder, [
    {
      file: 'catalogue',
      pointer: '',
      text: {
        zh: '城市文件与管理员在后台修改的目录不能并存；请修改文件，使下列条目成立',
        en: 'the city’s files and what administrators changed in the catalogue do not fit together; change the files so that these entries hold',
      },
    },
    ...problems.map(({ kind, id, pointer, text }) => {
      const entry = desk.get(`${kind}/${id ?? ''}`)
      return {
        file: id === undefined ? `catalogue/${kind}` : `catalogue/${kind}/${id}`,
        pointer,
        text:
          entry === undefined
            ? text
            : {
                zh: `${text.zh}（${entry.by ?? ''} 在后台修改）`,
                en: `${text.en} (put at the desk by ${entry.by ?? ''})`,
              },
      }
    }),
  ])
}
