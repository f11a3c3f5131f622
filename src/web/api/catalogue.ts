// The catalogue: entries in force, their history, a draft's preview and commit, a file's preview. Bodies are checked by their kind.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import {
  CatalogueEntrySchema,
  CataloguePreviewSchema,
  CatalogueVersionSchema,
  type CatalogueCommit,
  type CatalogueDraft,
  type CatalogueEntry,
  type CatalogueKind,
  type CataloguePage,
  type CataloguePreview,
  type CatalogueVersion,
} from '../../wire/catalogue.ts'
import { REFERENCE_FILES } from '../../wire/reference.ts'
import { get, send } from './client.ts'

const page = (kind: CatalogueKind) =>
  Type.Object({
    version: Type.String(),
    entries: Type.Array(
      Type.Intersect([CatalogueEntrySchema, Type.Object({ body: REFERENCE_FILES[kind].schema as Type.TSchema })]),
    ),
  })
const PAGES = new Map<CatalogueKind, ReturnType<typeof page>>()
/** One schema object per kind: checks are compiled once for each. */
function pageOf(kind: CatalogueKind): ReturnType<typeof page> {
  let schema = PAGES.get(kind)
  if (schema === undefined) PAGES.set(kind, (schema = page(kind)))
  return schema
}

export async function getEntries(kind: CatalogueKind): Promise<CataloguePage> {
  const answer = await get(paths.catalogueKind(kind), pageOf(kind))
  return { version: answer.version, entries: answer.entries as CatalogueEntry[] }
}

const History = Type.Array(CatalogueVersionSchema)
export const getHistory = (kind: CatalogueKind, id: string): Promise<CatalogueVersion[]> =>
  get(paths.catalogueHistory(kind, id), History)

export const previewDraft = (draft: CatalogueDraft): Promise<CataloguePreview> =>
  send('POST', paths.cataloguePreview, draft, CataloguePreviewSchema)

const Committed = Type.Object({ version: Type.String() })
/** Answers the version of the catalogue after the change. */
export const commitChanges = async (commit: CatalogueCommit): Promise<string> =>
  (await send('POST', paths.catalogue, commit, Committed)).version

/** What a workbook or JSON file would change. Nothing is changed by it. */
export function previewFile(file: File): Promise<CataloguePreview> {
  const form = new FormData()
  form.append('file', file, file.name)
  return send('POST', paths.catalogueImport, form, CataloguePreviewSchema)
}
/** Address of a download. */
export const exportUrl = (format: 'xlsx' | 'json'): string => paths.catalogueExport(format)
