// Calendar, loop, desk and evaluation as rows «field, value, second value»: they are one entry each, with values of many kinds.
import type ExcelJS from 'exceljs'
import type { Calendar } from '../../../core/clock/types.ts'
import type { Text } from '../../../core/text.ts'
import type { Reference } from '../../../wire/reference.ts'
import { DeskSchema } from '../../../wire/reference/desk.ts'
import { EvaluationRulesSchema } from '../../../wire/reference/evaluation.ts'
import { LoopSchema } from '../../../wire/reference/loop.ts'
import { LIMIT_UNIT_WORDS } from '../../../wire/words.ts'
import { fromCell, fromMinutes, toCell, toMinutes, type Read } from './cells.ts'
import type { Column, Form, SingleKind } from './columns.ts'
import { leafAt, leavesOf, leafValues, putLeaf, type Leaf, type LeafForm } from './leaves.ts'
import { atPath } from './paths.ts'

const TEXT: Form = { type: 'text' }
const NUMBER: Form = { type: 'number' }
const TRUTH: Form = { type: 'word', words: { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } }
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
  'escalation.chiefAfter': '超期后多久提请值班长',
  'escalation.superviseAfter': '超期后多久督办',
  reopenWithin: '结案后多久内可重新办理',
  'alike.withinM': '相似案件：距离（米）',
  'alike.withinHours': '相似案件：时间（小时）',
  'alike.words': '相似案件：文字重合度（0–1）',
  'learning.windowDays': '派遣经验：统计天数',
  'learning.minCases': '派遣经验：最少案件数',
  'learning.share': '派遣经验：最低占比（0–1）',
  source: '数字来源',
}

const DESK_LABELS: Readonly<Record<string, string>> = {
  respondWithin: '派遣后多久内联系诉求人',
  callBackWithin: '结案后多久内回访',
  satisfiedFrom: '满意起算档',
  undoWithinMinutes: '多少分钟内可撤销',
  'photos.withinM': '照片距案件（米）',
  'photos.withinHours': '照片早于提交（小时）',
  'shifts.*.id': '班次编号',
  'shifts.*.name.zh': '班次名称',
  'shifts.*.name.en': '班次名称（英文）',
  'shifts.*.from': '班次开始',
  'shifts.*.to': '班次结束',
  source: '数字来源',
}

const EVALUATION_LABELS: Readonly<Record<string, string>> = {
  smallBelow: '少于几件不排名',
  'composites.*.object': '评价对象',
  'composites.*.post': '岗位（空为其余岗位）',
  'composites.*.name.zh': '得分名称',
  'composites.*.name.en': '得分名称（英文）',
  'composites.*.parts.*.indicator': '指标',
  'composites.*.parts.*.weight': '权重（合计 100）',
  'composites.*.parts.*.inverse': '按 1 减该值计',
  'composites.*.source': '权重来源',
  'grades.*.id': '等级编号',
  'grades.*.name.zh': '等级名称',
  'grades.*.name.en': '等级名称（英文）',
  'grades.*.from': '等级起始分',
  source: '数字来源',
}

/** Kinds whose values are named by path. */
const BY_PATH = {
  loop: { leaves: leavesOf(LoopSchema), labels: LOOP_LABELS },
  desk: { leaves: leavesOf(DeskSchema), labels: DESK_LABELS },
  evaluation: { leaves: leavesOf(EvaluationRulesSchema), labels: EVALUATION_LABELS },
} as const satisfies Partial<Record<SingleKind, { leaves: readonly Leaf[]; labels: Readonly<Record<string, string>> }>>

const FORMS: Readonly<Record<Exclude<LeafForm, 'limit' | 'minute'>, Form>> = {
  number: NUMBER,
  truth: TRUTH,
  text: TEXT,
}

function pathRows(kind: keyof typeof BY_PATH, body: unknown): Row[] {
  const { leaves, labels } = BY_PATH[kind]
  return leafValues(leaves, body).map(({ path, leaf, value }): Row => {
    const label = labels[leaf.path] ?? leaf.path
    if (leaf.form === 'limit')
      return [label, path, toCell(NUMBER, atPath(value, 'amount')), toCell(UNIT, atPath(value, 'unit'))]
    if (leaf.form === 'minute') return [label, path, fromMinutes(Number(value)), null]
    return [label, path, toCell(FORMS[leaf.form], value), null]
  })
}

export const singleRows = (kind: SingleKind, reference: Reference): Row[] =>
  kind === 'calendar' ? calendarRows(reference.calendar) : pathRows(kind, reference[kind])

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
  if (kind !== 'calendar') {
    const leaf = leafAt(BY_PATH[kind].leaves, field)
    if (leaf === undefined) return [unknownField(field)]
    putLeaf(body, field, readLeaf(leaf.form, value, second, take))
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

function readLeaf(
  form: LeafForm,
  value: ExcelJS.CellValue,
  second: ExcelJS.CellValue,
  take: (column: 'value' | 'second', read: Read) => unknown,
): unknown {
  if (form === 'limit')
    return { amount: take('value', fromCell(NUMBER, value)), unit: take('second', fromCell(UNIT, second)) }
  if (form === 'minute') return take('value', toMinutes(value))
  const read = take('value', fromCell(FORMS[form], value))
  return form === 'truth' && read !== undefined ? read === 'true' : read
}

function listIn(body: Record<string, unknown>, field: string): unknown[] {
  const list = Array.isArray(body[field]) ? (body[field] as unknown[]) : []
  body[field] = list
  return list
}

/** What a sheet without such rows means. */
export const emptySingle = (kind: SingleKind): Record<string, unknown> =>
  kind === 'calendar' ? { holidays: [], workdays: [] } : {}
