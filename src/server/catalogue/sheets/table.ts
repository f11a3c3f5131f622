// A sheet as a table: which column holds which field, and how a place in it is named. Reads no entries.
import type ExcelJS from 'exceljs'
import type { Text } from '../../../core/text.ts'
import type { Column, SheetPlan } from './columns.ts'

/** The row of keys is looked for this far down. */
const HEADER_ROWS = 10

/** No sheet of ours has as many columns. */
const HEADER_CELLS = 60

/** A sheet whose columns are known. */
export interface Table {
  readonly name: string
  /** Column numbers by path. */
  readonly columns: ReadonlyMap<string, number>
  readonly rows: readonly ExcelJS.Row[]
}

export type Note = (at: string, text: Text, id?: string, pointer?: string) => void

/** `事项 matter!D12` */
export const cellAt = (table: Table, row: number, path: string): string => {
  const column = table.columns.get(path)
  return column === undefined ? rowAt(table, row) : `${table.name}!${letterOf(column)}${row}`
}
const rowAt = (table: Table, row: number): string => `${table.name}!${row}`

function letterOf(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? letterOf(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}

/** The columns by the row of keys, or by their Chinese labels where that row is gone. */
export function tableOf(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  plan: SheetPlan | undefined,
  note: Note,
): Table | undefined {
  const byName = new Map(
    columns.flatMap((c) => [
      [c.path, c.path],
      [c.label.zh, c.path],
    ]),
  )
  let best: { readonly row: number; readonly found: Map<string, number> } = { row: 0, found: new Map() }
  let headers = 0
  sheet.eachRow((row, number) => {
    if (number > HEADER_ROWS) return
    const found = new Map<string, number>()
    for (let n = 1; n <= Math.min(row.cellCount, HEADER_CELLS); n++) {
      const said = row.getCell(n).text.split('\n')[0]?.trim() ?? ''
      const path = byName.get(said)
      if (path !== undefined && !found.has(path)) found.set(path, n)
    }
    // A row of data may hold a word that is also a column's name; a header names most of them.
    if (found.size * 2 >= columns.length) headers = number
    if (found.size >= best.found.size) best = { row: number, found }
  })
  const needed = plan === undefined ? ['field', 'value', 'second'] : columns.map((c) => c.path)
  const missing = columns.filter((c) => needed.includes(c.path) && !best.found.has(c.path))
  if (missing.length > 0) {
    const names = missing.map((c) => c.path).join(', ')
    note(sheet.name, {
      zh: `缺少列：${missing.map((c) => c.label.zh).join('、')}（${names}）`,
      en: `columns are missing: ${names}`,
    })
    return undefined
  }
  const rows: ExcelJS.Row[] = []
  sheet.eachRow((row, number) => {
    if (number > Math.max(best.row, headers)) rows.push(row)
  })
  return { name: sheet.name, columns: best.found, rows }
}
