// The catalogue as one JSON document: its kinds in the shapes of the city's files. Checks only what is needed to name entries.
import { CATALOGUE_KINDS, type CatalogueKind, type CatalogueProblem } from '../../wire/catalogue.ts'
import { REFERENCE_FILES, type Reference } from '../../wire/reference.ts'
import { ProblemError } from '../problems.ts'
import { fitsEntry } from '../reference/read.ts'
import { entriesOf, entryId } from '../store/reference.ts'
import type { Imported } from './imported.ts'
import type { About } from './sheets/write.ts'
import { MAX_ROWS, tooLarge } from './sheets/unzip.ts'

/** Tells our documents from others. */
const FORMAT = 'yiwang-catalogue/1'

export function writeJson(reference: Reference, about: About): Buffer {
  const kinds = CATALOGUE_KINDS.map((kind): [CatalogueKind, unknown] => {
    const entries = entriesOf(reference, kind)
    return [kind, REFERENCE_FILES[kind].list ? entries : entries[0]]
  })
  return Buffer.from(`${JSON.stringify({ format: FORMAT, about, ...Object.fromEntries(kinds) }, null, 2)}\n`)
}

const refuse = (zh: string, en: string): ProblemError => new ProblemError('invalid', { zh, en }, { field: '/file' })

export function readJsonCatalogue(bytes: Buffer): Imported {
  let given: unknown
  try {
    given = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refuse('不是合法的 JSON 文件', `The file is not valid JSON: ${error instanceof Error ? error.message : ''}`)
  }
  if (typeof given !== 'object' || given === null || !('format' in given) || given.format !== FORMAT)
    throw refuse(
      '不是目录的导出文件，请以导出的 JSON 为底',
      `The file is no export of the catalogue (format ${FORMAT})`,
    )
  const problems: CatalogueProblem[] = []
  const wanted = new Map<CatalogueKind, ReadonlyMap<string, unknown>>()
  const places = new Map<string, string>()
  let count = 0
  for (const [name, value] of Object.entries(given)) {
    if (name === 'format' || name === 'about') continue
    const kind = CATALOGUE_KINDS.find((known) => known === name)
    const note = (at: string, pointer: string, zh: string, en: string): void =>
      void problems.push({ kind: name, pointer, at, text: { zh, en } })
    if (kind === undefined) {
      note(name, '', `没有「${name}」这一类`, `there is no kind “${name}”`)
      continue
    }
    const isList = REFERENCE_FILES[kind].list
    if (Array.isArray(value) !== isList) {
      note(name, '', isList ? '应为列表' : '应为对象', isList ? 'must be a list' : 'must be an object')
      continue
    }
    const bodies: readonly unknown[] = Array.isArray(value) ? value : [value]
    count += bodies.length
    if (count > MAX_ROWS) throw tooLarge(`超过 ${MAX_ROWS} 条`, `More than ${MAX_ROWS} entries`)
    const entries = new Map<string, unknown>()
    for (const [i, body] of bodies.entries()) {
      const at = isList ? `${name}[${i}]` : name
      if (!fitsEntry(kind, body, (pointer, zh, en) => note(at, pointer, zh, en))) continue
      // The schema of the kind has just vouched for the body.
      const id = entryId(kind, body as never)
      if (entries.has(id)) note(at, '', `与 ${places.get(`${kind} ${id}`) ?? ''} 重复：${id}`, `repeats ${id}`)
      entries.set(id, body)
      places.set(`${kind} ${id}`, at)
    }
    wanted.set(kind, entries)
  }
  return { wanted, problems, at: (kind, id) => places.get(`${kind} ${id}`) }
}
