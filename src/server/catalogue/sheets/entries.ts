// Entries of one kind from the rows of its sheet: rows with the same key are one entry, each further row one more item of its list.
import type { Text } from '../../../core/text.ts'
import { hashOf, entryId } from '../../store/reference.ts'
import { fromCell } from './cells.ts'
import type { Column, Form, SheetPlan } from './columns.ts'
import { atPath, putPath } from './paths.ts'
import { cellAt, type Note, type Table } from './table.ts'

interface Row {
  readonly number: number
  /** Values by path as the row of keys names them. */
  readonly values: ReadonlyMap<string, unknown>
}

interface Entry {
  readonly body: Record<string, unknown>
  readonly first: Row
  /** The row that a field was taken from. */
  readonly heads: Map<string, number>
  readonly items: Row[]
}

export interface Entries {
  readonly entries: ReadonlyMap<string, unknown>
  at(id: string, pointer: string): string | undefined
}

export function readEntries(plan: SheetPlan, table: Table, note: Note): Entries {
  const found = new Map<string, Entry>()
  const list = plan.items?.path ?? ''
  for (const sheetRow of table.rows) {
    const row = readRow(plan, table, sheetRow, note)
    if (row === undefined) continue
    const missing = plan.keys.filter((c) => !row.values.has(c.path) && plan.blank?.includes(c.path) !== true)
    if (missing.length > 0) {
      for (const { path, label } of missing)
        note(
          cellAt(table, row.number, path),
          { zh: `缺少${label.zh}`, en: `${label.en} is missing` },
          undefined,
          `/${path}`,
        )
      continue
    }
    const key = plan.keys.map((c) => String(row.values.get(c.path) ?? '*')).join('\n')
    const entry = found.get(key) ?? newEntry(row)
    if (found.has(key) && plan.items === undefined) {
      note(cellAt(table, row.number, plan.keys[0]?.path ?? ''), repeats(entry.first.number))
      continue
    }
    found.set(key, entry)
    takeHead(plan, table, entry, row, note)
    if (plan.items?.columns.some((c) => row.values.has(`${list}.${c.path}`)) === true) entry.items.push(row)
  }
  const entries = new Map<string, unknown>()
  const places = new Map<string, Entry>()
  for (const entry of found.values()) {
    const body = bodyOf(plan, entry)
    // All keys are there as texts, which is all that a name is made from.
    const id = entryId(plan.kind, body as never)
    entries.set(id, body)
    places.set(id, entry)
  }
  return {
    entries,
    at(id, pointer) {
      const entry = places.get(id)
      return entry === undefined ? undefined : placeOf(plan, table, entry, pointer)
    },
  }
}

const newEntry = (first: Row): Entry => ({ body: {}, first, heads: new Map(), items: [] })
const repeats = (row: number): Text => ({ zh: `与第 ${row} 行重复`, en: `repeats row ${row}` })

function readRow(plan: SheetPlan, table: Table, sheetRow: Table['rows'][number], note: Note): Row | undefined {
  const values = new Map<string, unknown>()
  const take = (columns: readonly Column[], prefix: string): void => {
    for (const { path, form } of columns) {
      const name = `${prefix}${path}`
      const read = fromCell(form, sheetRow.getCell(table.columns.get(name) ?? 1).value)
      if (read.problem !== undefined)
        note(cellAt(table, sheetRow.number, name), read.problem, undefined, `/${name.replaceAll('.', '/')}`)
      // What cannot be read is told once, here; a stand-in keeps the row together.
      if (read.value !== undefined && !(plan.blank?.includes(path) === true && read.value === '*'))
        values.set(name, read.value)
    }
  }
  take(plan.keys, '')
  take(plan.head, '')
  if (plan.items !== undefined) take(plan.items.columns, `${plan.items.path}.`)
  return values.size === 0 ? undefined : { number: sheetRow.number, values }
}

/** The entry's own fields stand in its first row; another row may repeat them, but not say something else. */
function takeHead(plan: SheetPlan, table: Table, entry: Entry, row: Row, note: Note): void {
  for (const { path } of [...plan.keys, ...plan.head]) {
    const value = row.values.get(path)
    if (value === undefined) continue
    const earlier = entry.heads.get(path)
    if (earlier === undefined) {
      putPath(entry.body, path, value)
      entry.heads.set(path, row.number)
    } else if (hashOf(value) !== hashOf(atPath(entry.body, path)))
      note(
        cellAt(table, row.number, path),
        { zh: `与同一条目第 ${earlier} 行所写不同`, en: `differs from row ${earlier} of the same entry` },
        undefined,
        `/${path.replaceAll('.', '/')}`,
      )
  }
}

/** What an empty cell says where a field cannot be missing. */
const EMPTY: Readonly<Partial<Record<Form['type'], () => unknown>>> = {
  list: () => [],
  numbers: () => [],
  steps: () => [],
  blankable: () => '',
}

function bodyOf(plan: SheetPlan, { body, items }: Entry): Record<string, unknown> {
  for (const { path, form } of plan.head)
    if (form.type in EMPTY) putPath(body, path, atPath(body, path) ?? EMPTY[form.type]?.())
  const list = plan.items
  if (list !== undefined)
    body[list.path] = items.map(({ values }) => {
      const item: Record<string, unknown> = {}
      for (const { path, form } of list.columns) {
        const value = values.get(`${list.path}.${path}`) ?? EMPTY[form.type]?.()
        if (value !== undefined) putPath(item, path, value)
      }
      return item
    })
  return body
}

/** The cell of a field that a check points at; the entry's first row where it has no cell of its own. */
function placeOf(plan: SheetPlan, table: Table, entry: Entry, pointer: string): string {
  const [, name = '', index = '', ...rest] = pointer.split('/')
  if (plan.items !== undefined && name === plan.items.path) {
    const row = entry.items[Number(index)]?.number ?? entry.first.number
    return cellAt(table, row, columnFor(plan.items.columns, rest, `${name}.`))
  }
  const path = columnFor([...plan.keys, ...plan.head], pointer.split('/').slice(1), '')
  return cellAt(table, entry.heads.get(path) ?? entry.first.number, path)
}

/** The column whose path is the longest beginning of the pointer. */
function columnFor(columns: readonly Column[], names: readonly string[], prefix: string): string {
  for (let n = names.length; n > 0; n--) {
    const path = names.slice(0, n).join('.')
    const column = columns.find((c) => c.path === path) ?? columns.find((c) => c.path.startsWith(`${path}.`))
    if (column !== undefined) return `${prefix}${column.path}`
  }
  return prefix
}
