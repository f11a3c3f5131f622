// A series as a file for other programs: what it is, over what, by which standard, from which feeds; then the figures. Reads what
// it is given and changes nothing.
import { newWorkbook } from '../workbook.ts'
import type { Text } from '../../core/text.ts'
import type { SIGN_FORMATS } from '../../wire/signs.ts'

export type SheetFormat = (typeof SIGN_FORMATS)[number]
export type Cell = string | number | null

export interface SignSheet {
  /** File name without ending; ASCII. */
  readonly name: string
  /** What stands before the figures: name and content. */
  readonly about: readonly (readonly [Text, string])[]
  readonly heads: readonly Text[]
  readonly rows: readonly (readonly Cell[])[]
}

export interface SheetFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<SheetFormat, string>

export async function writeSheet(sheet: SignSheet, format: SheetFormat): Promise<SheetFile> {
  const bytes = format === 'csv' ? toCsv(sheet) : await toXlsx(sheet)
  return { name: `${sheet.name}.${format}`, type: TYPES[format], bytes }
}

/** Texts that a spreadsheet would take for a formula are led by an apostrophe; names of sensors come from outside. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = safe(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Spreadsheets take UTF-8 for what it is only behind this mark. */
const BOM = '\uFEFF'

function toCsv({ about, heads, rows }: SignSheet): Buffer {
  const lines = [
    ...about.map(([name, content]) => [`# ${name.zh} ${name.en}`, content]),
    [],
    heads.map((head) => `${head.zh} ${head.en}`),
    ...rows,
  ]
  return Buffer.from(BOM + lines.map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n')
}

async function toXlsx({ about, heads, rows }: SignSheet): Promise<Buffer> {
  const book = await newWorkbook()
  const first = book.addWorksheet('说明 About')
  first.getColumn(1).width = 26
  first.getColumn(2).width = 90
  for (const [name, content] of about) {
    const row = first.addRow([`${name.zh} ${name.en}`, content])
    row.getCell(1).font = { bold: true }
    row.eachCell((cell) => {
      cell.numFmt = '@'
      cell.alignment = { wrapText: true, vertical: 'top' }
    })
  }
  const sheet = book.addWorksheet('数值 Values', { views: [{ state: 'frozen', ySplit: 1 }] })
  const head = sheet.addRow(heads.map(({ zh, en }) => `${zh}\n${en}`))
  head.font = { bold: true }
  head.alignment = { wrapText: true, vertical: 'top' }
  for (const [i] of heads.entries()) sheet.getColumn(i + 1).width = i === 0 ? 18 : 12
  for (const row of rows) sheet.addRow([...row])
  return Buffer.from(await book.xlsx.writeBuffer())
}
