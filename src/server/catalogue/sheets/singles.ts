// Calendar and loop as rows «field, value, second value»: they are one entry each, with values of many kinds.
import type ExcelJS from 'exceljs'
import Type, { type TSchema } from 'typebox'
import type { Calendar } from '../../../core/clock/types.ts'
import type { Text } from '../../../core/text.ts'
import type { Reference } from '../../../wire/reference.ts'
import { LoopSchema } from '../../../wire/reference/loop.ts'
import { LIMIT_UNIT_WORDS } from '../../../wire/words.ts'
import { fromCell, fromMinutes, toCell, toMinutes, type Read } from './cells.ts'
import type { Column, Form, SingleKind } from './columns.ts'
import { atPath, putPath } from './paths.ts'

const TEXT: Form = { type: 'text' }
const NUMBER: Form = { type: 'number' }
const UNIT: Form = { type: 'word', words: LIMIT_UNIT_WORDS }

export const SINGLE_COLUMNS: readonly Column[] = [
  { path: 'label', label: { zh: '项目', en: 'What' }, form: TEXT, width: 30 },
  { path: 'field', label: { zh: '字段', en: 'Field' }, form: TEXT, width: 26 },
  { path: 'value', label: { zh: '值或开始', en: 'Value or start' }, form: TEXT, width: 18 },
  { path: 'second', label: { zh: '单位或结束', en: 'Unit or end' }, form: TEXT, width: 16 },
]

type Row = readonly [label: string, field: string, value: ExcelJS.CellValue, second: ExcelJS.CellValue]

const CALENDAR_LABELS: Readonly<Record<keyof Calendar, string>> = {
  utcOffsetMinutes: '时区偏移（分钟）',
  sessions: '工作时段',
  knownFrom: '放假安排已知自',
  knownTo: '放假安排已知至',
  holidays: '放假日',
  workdays: '调休上班日',
}

function calendarRows(calendar: Calendar): Row[] {
  const row = (field: keyof Calendar, value: ExcelJS.CellValue, second: ExcelJS.CellValue = null): Row => [
    CALENDAR_LABELS[field],
    field,
    value,
    second,
  ]
  return [
    row('utcOffsetMinutes', calendar.utcOffsetMinutes),
    ...calendar.sessions.map(([from, to]) => row('sessions', fromMinutes(from), fromMinutes(to))),
    row('knownFrom', calendar.knownFrom),
    row('knownTo', calendar.knownTo),
    ...calendar.holidays.map((day) => row('holidays', day)),
    ...calendar.workdays.map((day) => row('workdays', day)),
  ]
}

const LOOP_LABELS: Readonly<Record<string, string>> = {
  'stages.filing': '受理立案时限',
  'stages.dispatch': '派遣时限',
  'stages.check': '核查时限',
  'escalation.chiefAfter': '超时后多久提请值班长',
  'escalation.superviseAfter': '超时后多久督办',
  reopenWithin: '结案后多久内可重新办理',
  'alike.withinM': '相似案件：距离（米）',
  'alike.withinHours': '相似案件：时间（小时）',
  'alike.words': '相似案件：文字重合度（0–1）',
  'learning.windowDays': '派遣经验：统计天数',
  'learning.minCases': '派遣经验：最少案件数',
  'learning.share': '派遣经验：最低占比（0–1）',
  source: '数字来源',
}

type Leaf = { readonly path: string; readonly form: 'limit' | 'number' | 'text' }

/** The values of the loop as its schema has them: limits as one row, other values one row each. */
function leavesOf(schema: TSchema, path = ''): Leaf[] {
  if (Type.IsObject(schema)) {
    const { amount, unit } = schema.properties
    if (amount !== undefined && unit !== undefined) return [{ path, form: 'limit' }]
    return Object.entries(schema.properties).flatMap(([name, inner]) =>
      leavesOf(inner, path === '' ? name : `${path}.${name}`),
    )
  }
  return [{ path, form: Type.IsNumber(schema) || Type.IsInteger(schema) ? 'number' : 'text' }]
}

const LOOP_LEAVES = leavesOf(LoopSchema)

const loopRows = (loop: Reference['loop']): Row[] =>
  LOOP_LEAVES.flatMap(({ path, form }): Row[] => {
    const value = atPath(loop, path)
    if (value === undefined) return []
    const label = LOOP_LABELS[path] ?? path
    if (form !== 'limit') return [[label, path, toCell(form === 'number' ? NUMBER : TEXT, value), null]]
    return [[label, path, toCell(NUMBER, atPath(value, 'amount')), toCell(UNIT, atPath(value, 'unit'))]]
  })

export const singleRows = (kind: SingleKind, reference: Reference): Row[] =>
  kind === 'calendar' ? calendarRows(reference.calendar) : loopRows(reference.loop)

/** One row as read. `put` places what it says; what it cannot place it answers as a problem with the column it is in. */
export interface SingleRow {
  readonly field: string
  readonly value: ExcelJS.CellValue
  readonly second: ExcelJS.CellValue
}
export type SingleProblem = { readonly column: 'field' | 'value' | 'second'; readonly text: Text }

const unknownField = (field: string): SingleProblem => ({
  column: 'field',
  text: { zh: `没有这个字段：${field}`, en: `no such field: ${field}` },
})

export function putSingle(
  kind: SingleKind,
  body: Record<string, unknown>,
  { field, value, second }: SingleRow,
): SingleProblem[] {
  const problems: SingleProblem[] = []
  const take = (column: 'value' | 'second', read: Read): unknown => {
    if (read.problem !== undefined) problems.push({ column, text: read.problem })
    return read.value
  }
  if (kind === 'loop') {
    const leaf = LOOP_LEAVES.find((l) => l.path === field)
    if (leaf === undefined) return [unknownField(field)]
    if (leaf.form === 'limit')
      putPath(body, field, {
        amount: take('value', fromCell(NUMBER, value)),
        unit: take('second', fromCell(UNIT, second)),
      })
    else putPath(body, field, take('value', fromCell(leaf.form === 'number' ? NUMBER : TEXT, value)))
    return problems
  }
  switch (field) {
    case 'utcOffsetMinutes':
      body[field] = take('value', fromCell(NUMBER, value))
      break
    case 'sessions':
      listIn(body, field).push([take('value', toMinutes(value)), take('second', toMinutes(second))])
      break
    case 'knownFrom':
    case 'knownTo':
      body[field] = take('value', fromCell({ type: 'date' }, value))
      break
    case 'holidays':
    case 'workdays':
      listIn(body, field).push(take('value', fromCell({ type: 'date' }, value)))
      break
    default:
      return [unknownField(field)]
  }
  return problems
}

function listIn(body: Record<string, unknown>, field: string): unknown[] {
  const list = Array.isArray(body[field]) ? (body[field] as unknown[]) : []
  body[field] = list
  return list
}

/** What a sheet without such rows means. */
export const emptySingle = (kind: SingleKind): Record<string, unknown> =>
  kind === 'calendar' ? { holidays: [], workdays: [] } : {}
