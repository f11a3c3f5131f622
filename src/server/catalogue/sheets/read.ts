// Reads a workbook back into entries, with the habits of spreadsheets forgiven and every doubt named by sheet, column and row.
// Checks no schema and changes nothing.
import type ExcelJS from 'exceljs'
import { newWorkbook } from '../../workbook.ts'
import type { Text } from '../../../core/text.ts'
import { CATALOGUE_KINDS, type CatalogueKind, type CatalogueProblem } from '../../../wire/catalogue.ts'
import { ProblemError } from '../../problems.ts'
import type { Imported } from '../imported.ts'
import { ABOUT, SHEETS, SINGLES, columnsOf, type SingleKind } from './columns.ts'
import { readEntries } from './entries.ts'
import { SINGLE_COLUMNS, emptySingle, putSingle } from './singles.ts'
import { cellAt, tableOf, type Note, type Table } from './table.ts'
import { safeWorkbook } from './unzip.ts'

/** Nodes that an import does not read, some of which cost much to read (a list of choices over a whole column, merged columns). */
const IGNORED = [
  'autoFilter',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'legacyDrawing',
  'mergeCells',
  'picture',
  'tableParts',
]
export async function readWorkbook(bytes: Buffer): Promise<Imported> {
  const safe = safeWorkbook(bytes)
  const book = await newWorkbook()
  try {
    // Its types know an older Buffer.
    await book.xlsx.load(safe as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED })
  } catch {
    throw new ProblemError(
      'invalid',
      {
        zh: '工作簿无法读取，请用 Excel 或 WPS 重新另存为 .xlsx',
        en: 'The workbook cannot be read; save it again as .xlsx',
      },
      { field: '/file' },
    )
  }
  const problems: CatalogueProblem[] = []
  const wanted = new Map<CatalogueKind, ReadonlyMap<string, unknown>>()
  const places = new Map<CatalogueKind, (id: string, pointer: string) => string | undefined>()
  for (const sheet of book.worksheets) {
    if (sheet.name.trim() === ABOUT || isBlank(sheet)) continue
    const kind = kindOf(sheet.name)
    const note = (at: string, text: Text, id?: string, pointer = ''): void =>
      void problems.push({ kind: kind ?? sheet.name, ...(id === undefined ? {} : { id }), pointer, at, text })
    if (kind === undefined)
      note(sheet.name, { zh: `不认识的工作表「${sheet.name}」`, en: `the sheet “${sheet.name}” is not known` })
    else if (wanted.has(kind)) note(sheet.name, { zh: '同一类有两张工作表', en: 'a second sheet of the same kind' })
    else {
      const plan = SHEETS.find((s) => s.kind === kind)
      const table = tableOf(sheet, plan === undefined ? SINGLE_COLUMNS : columnsOf(plan), plan, note)
      if (table === undefined) continue
      if (plan === undefined) {
        const single = readSingle(kind as SingleKind, table, note)
        wanted.set(kind, new Map([[kind, single]]))
        places.set(kind, () => table.name)
      } else {
        const read = readEntries(plan, table, note)
        wanted.set(kind, read.entries)
        places.set(kind, read.at)
      }
    }
  }
  if (wanted.size === 0 && problems.length === 0)
    throw new ProblemError(
      'invalid',
      {
        zh: '工作簿里没有目录的工作表，请以导出的文件为底',
        en: 'The workbook has no sheet of the catalogue; start from an export',
      },
      { field: '/file' },
    )
  return { wanted, problems, at: (kind, id, pointer) => places.get(kind as CatalogueKind)?.(id, pointer) }
}

function isBlank(sheet: ExcelJS.Worksheet): boolean {
  let blank = true
  sheet.eachRow(() => (blank = false))
  return blank
}

/** By the kind's own word, or by its Chinese title. */
function kindOf(name: string): CatalogueKind | undefined {
  const words = name.normalize('NFKC').trim().split(/\s+/)
  const titles = new Map<string, CatalogueKind>([
    ...SHEETS.map((s): [string, CatalogueKind] => [s.title.zh, s.kind]),
    ...(Object.keys(SINGLES) as SingleKind[]).map((k): [string, CatalogueKind] => [SINGLES[k].zh, k]),
  ])
  return (
    CATALOGUE_KINDS.find((kind) => words.includes(kind)) ?? words.map((w) => titles.get(w)).find((k) => k !== undefined)
  )
}

function readSingle(kind: SingleKind, table: Table, note: Note): Record<string, unknown> {
  const body = emptySingle(kind)
  const cell = (row: ExcelJS.Row, path: string): ExcelJS.CellValue => row.getCell(table.columns.get(path) ?? 1).value
  for (const row of table.rows) {
    const field = row.getCell(table.columns.get('field') ?? 1).text.trim()
    const [value, second] = [cell(row, 'value'), cell(row, 'second')]
    if (field === '' && (value ?? second ?? '') === '') continue
    for (const { column, text } of putSingle(kind, body, { field, value, second }))
      note(cellAt(table, row.number, column), text, kind)
  }
  return body
}
