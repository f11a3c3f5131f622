// Writes the catalogue as a workbook that people edit in a spreadsheet and the hub reads back. Reads nothing.
import type ExcelJS from 'exceljs'
import { newWorkbook } from '../../workbook.ts'
import type { Text } from '../../../core/text.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import type { Reference } from '../../../wire/reference.ts'
import { entriesOf } from '../../store/reference.ts'
import { numFmtOf, toCell } from './cells.ts'
import {
  ABOUT,
  SHEETS,
  SINGLES,
  columnsOf,
  sheetName,
  type Column,
  type SheetPlan,
  type SingleKind,
} from './columns.ts'
import { atPath } from './paths.ts'
import { SINGLE_COLUMNS, singleRows } from './singles.ts'

/** Said on the first sheet. */
export interface About {
  readonly city: string
  /** City time in words. */
  readonly at: string
  readonly version: string
  readonly by: string
}

const PALE = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } } as const
const GREY = { argb: 'FF808080' } as const

export async function writeWorkbook(reference: Reference, about: About): Promise<Buffer> {
  const book = await newWorkbook()
  writeAbout(book, about)
  for (const plan of SHEETS) {
    const columns = columnsOf(plan)
    const sheet = addSheet(book, plan.kind, plan.title, columns)
    for (const body of entriesOf(reference, plan.kind)) writeEntry(sheet, plan, body)
  }
  for (const kind of Object.keys(SINGLES) as SingleKind[]) {
    const sheet = addSheet(book, kind, SINGLES[kind], SINGLE_COLUMNS)
    for (const row of singleRows(kind, reference)) {
      sheet.addRow(row).eachCell((cell) => {
        if (typeof cell.value === 'number') cell.numFmt = 'General'
      })
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function addSheet(
  book: ExcelJS.Workbook,
  kind: CatalogueKind,
  title: SheetPlan['title'],
  columns: readonly Column[],
): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(sheetName(kind, title), { views: [{ state: 'frozen', ySplit: 2, xSplit: 1 }] })
  for (const [i, { width, form }] of columns.entries()) {
    const column = sheet.getColumn(i + 1)
    column.width = width
    // For the whole column: also rows that people add keep their codes, and what looks like a formula stays a text.
    column.numFmt = numFmtOf(form)
    if (form.type === 'word') offer(sheet, column.letter, form.words)
  }
  const labels = sheet.addRow(columns.map((c) => `${c.label.zh}\n${c.label.en}`))
  labels.font = { bold: true }
  labels.alignment = { wrapText: true, vertical: 'top' }
  labels.eachCell((cell) => (cell.fill = PALE))
  const keys = sheet.addRow(columns.map((c) => c.path))
  keys.font = { color: GREY, size: 9 }
  return sheet
}

/** Rows below the header in which the words of a column are offered. */
const OFFERED_TO = 5000

function offer(sheet: ExcelJS.Worksheet, letter: string, words: Readonly<Record<string, Text>>): void {
  // One rule for the range; its types know rules of single cells only, which cost as much as all other cells together.
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void }
  }
  const choices = Object.values(words).map((w) => w.zh)
  dataValidations.add(`${letter}3:${letter}${OFFERED_TO}`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${choices.join(',')}"`],
  })
}

function writeEntry(sheet: ExcelJS.Worksheet, plan: SheetPlan, body: unknown): void {
  const items = plan.items === undefined ? [] : (atPath(body, plan.items.path) as readonly unknown[])
  const keys = plan.keys.map((c) => toCell(c.form, atPath(body, c.path)))
  const head = plan.head.map((c) => toCell(c.form, atPath(body, c.path)))
  for (const [n, item] of (items.length > 0 ? items : [undefined]).entries()) {
    const own = (plan.items?.columns ?? []).map((c) => toCell(c.form, atPath(item, c.path)))
    sheet.addRow([...keys, ...(n === 0 ? head : head.map(() => null)), ...own])
  }
}

function writeAbout(book: ExcelJS.Workbook, { city, at, version, by }: About): void {
  const sheet = book.addWorksheet(ABOUT)
  sheet.getColumn(1).width = 22
  sheet.getColumn(2).width = 90
  const lines: readonly (readonly [string, string])[] = [
    ['城市 City', city],
    ['导出时间 Exported at', at],
    ['目录版本 Version', version],
    ['导出人 Exported by', by],
    [
      '说明 Note',
      '「示例」表示该数字取自其他城市公开的标准，供本市参考，须由本市确认。 “示例” marks figures of other cities’ published standards, to be confirmed by this city.',
    ],
    [
      '如何修改 How to edit',
      '每张工作表是该类的全部条目：改一行即改该条目，加一行即新增，删去的行即结束。不想改动的类别可删去整张工作表。第二行是程序读取的列名，请勿删除。导入只给出预览，提交后才生效。',
    ],
    [
      '',
      'Each sheet holds all entries of its kind: rows that are gone end their entries; a sheet that is gone leaves its kind alone. Keep the second row, it names the columns. An import only shows what would change; nothing changes before it is committed.',
    ],
  ]
  for (const line of lines) {
    const row = sheet.addRow(line)
    row.getCell(1).font = { bold: true }
    row.eachCell((cell) => {
      cell.numFmt = '@'
      cell.alignment = { wrapText: true, vertical: 'top' }
    })
  }
}
