// One value in one cell, both ways: written so that a spreadsheet leaves it alone, read with what spreadsheets do to values all the same.
import type ExcelJS from 'exceljs'
import type { AlarmStep } from '../../../core/alarm/types.ts'
import type { Text } from '../../../core/text.ts'
import type { Form } from './columns.ts'

/** What a cell says, or why it cannot be read. An empty cell has neither. */
export interface Read {
  readonly value?: unknown
  readonly problem?: Text
}

const problem = (zh: string, en: string): Read => ({ problem: { zh, en } })

/** Between texts of one cell, as people type them. */
const SEPARATORS = /[、，,；;\n]/

export function toCell(form: Form, value: unknown): ExcelJS.CellValue {
  if (value === undefined || value === null) return null
  switch (form.type) {
    case 'number':
      return Number(value)
    case 'word':
      return form.words[String(value)]?.zh ?? String(value)
    case 'list': {
      const texts = (value as readonly unknown[]).map(String)
      if (texts.length === 0) return null
      const plain = texts.every((t) => t.trim() === t && t !== '' && !SEPARATORS.test(t) && !t.startsWith('['))
      return plain ? texts.join('、') : JSON.stringify(texts)
    }
    case 'numbers':
      return (value as readonly number[]).join('、') || null
    case 'steps':
      return (value as readonly AlarmStep[]).map(({ level, limit }) => `${level}=${limit}`).join('、') || null
    case 'json':
      return JSON.stringify(value)
    default:
      return String(value)
  }
}

/** A text that a spreadsheet would take for a formula stays a text, also when somebody edits the cell. */
export const numFmtOf = (form: Form): string => (form.type === 'number' ? 'General' : '@')

/** Full-width digits and letters, as Chinese input methods give them, become plain ones. Not for prose: its punctuation is meant. */
const plain = (text: string): string => text.normalize('NFKC').trim()

/** A spreadsheet's own bound; what is longer was not made by one, and is not looked at. */
const LONGEST_CELL = 32_767
const MOST_RUNS = 1000
const TOO_LONG = '#LONG!'
const NO_RESULT = '#ERROR!'

/** A cell's plain content: results of formulas, links and formatted text are taken for what they show. */
function contentOf(cell: ExcelJS.CellValue): string | number | boolean | Date | undefined {
  if (cell === null || cell === undefined) return undefined
  if (typeof cell === 'string') return cell.length > LONGEST_CELL ? TOO_LONG : cell
  if (typeof cell !== 'object') return cell
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? NO_RESULT : cell
  if ('error' in cell) return NO_RESULT
  if ('richText' in cell)
    return cell.richText.length > MOST_RUNS
      ? TOO_LONG
      : contentOf(cell.richText.reduce((text, run) => (text.length > LONGEST_CELL ? text : text + run.text), ''))
  if ('hyperlink' in cell) return contentOf(cell.text as ExcelJS.CellValue)
  if ('result' in cell) return contentOf(cell.result as ExcelJS.CellValue)
  return undefined
}

const EXCEL_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|ERROR!)$/

export function fromCell(form: Form, cell: ExcelJS.CellValue): Read {
  const shown = contentOf(cell)
  // A column formatted as dates by accident shows its numbers as days.
  const content = shown instanceof Date && (form.type === 'code' || form.type === 'number') ? serialOf(shown) : shown
  if (content === undefined) return {}
  if (content === TOO_LONG) return problem('内容过长', 'the content is too long')
  if (typeof content === 'string' && EXCEL_ERROR.test(content)) return problem('公式出错', 'the formula has no result')
  const text = textOf(content)
  if (text.trim() === '') return {}
  switch (form.type) {
    case 'text':
    case 'blankable':
      return { value: text.replace(/\r\n?/g, '\n').trim() }
    case 'code': {
      const code = plain(text).replace(/\s/g, '')
      return {
        value: typeof content === 'number' && form.digits !== undefined ? code.padStart(form.digits, '0') : code,
      }
    }
    case 'date':
      return toDate(content)
    case 'number': {
      const number = typeof content === 'number' ? content : Number(plain(text))
      return Number.isFinite(number)
        ? { value: number }
        : problem(`应为数字，而不是「${text}」`, `must be a number, not “${text}”`)
    }
    case 'word':
      return toWord(form.words, text)
    case 'list':
      return toList(text)
    case 'numbers':
      return toNumbers(text)
    case 'steps':
      return toSteps(text)
    case 'json':
      return toJson(text)
  }
}

function textOf(content: string | number | boolean | Date): string {
  if (content instanceof Date) return isoDay(content)
  return String(content)
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10)

/** Days of a spreadsheet are counted from 1899-12-30; these are 2000-01-01 and 2100-01-01. */
const SERIAL_2000 = 36_526
const SERIAL_2100 = 73_051
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(1899, 11, 30)

const serialOf = (day: Date): number => (day.getTime() - FIRST_DAY) / DAY_MS

function toDate(content: string | number | boolean | Date): Read {
  if (content instanceof Date) return { value: isoDay(content) }
  if (typeof content === 'number' && content >= SERIAL_2000 && content < SERIAL_2100)
    return { value: isoDay(new Date(FIRST_DAY + Math.floor(content) * DAY_MS)) }
  const text = plain(String(content))
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts === null)
    return problem(`应为日期（2026-07-01），而不是「${text}」`, `must be a date (2026-07-01), not “${text}”`)
  const [, year = '', month = '', day = ''] = parts
  return { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
}

function toWord(words: Readonly<Record<string, Text>>, text: string): Read {
  const said = plain(text).toLowerCase()
  const found = Object.entries(words).find(([key, { zh, en }]) =>
    [key, zh, en].some((name) => name.toLowerCase() === said),
  )
  if (found !== undefined) return { value: found[0] }
  const known = Object.values(words)
  return problem(
    `「${text.trim()}」应为 ${known.map((w) => w.zh).join('、')}`,
    `“${text.trim()}” must be one of ${Object.keys(words).join(', ')}`,
  )
}

function toList(text: string): Read {
  if (text.trim().startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text)
      if (Array.isArray(list)) return { value: list }
    } catch {
      return problem('列表无法读取', 'the list cannot be read')
    }
  }
  return {
    value: text
      .split(SEPARATORS)
      .map((t) => t.trim())
      .filter((t) => t !== ''),
  }
}

const partsOf = (text: string): string[] =>
  text
    .split(SEPARATORS)
    .map(plain)
    .filter((t) => t !== '')

function toNumbers(text: string): Read {
  const parts = partsOf(text)
  const wrong = parts.find((part) => !Number.isFinite(Number(part)))
  return wrong === undefined
    ? { value: parts.map(Number) }
    : problem(`应为数字，而不是「${wrong}」`, `must be a number, not “${wrong}”`)
}

/** Levels as digits or as Roman numerals. */
const LEVEL_NAMES = ['I', 'II', 'III', 'IV']

function toSteps(text: string): Read {
  const steps: AlarmStep[] = []
  for (const part of partsOf(text)) {
    const [, name = '', limit = ''] = /^([1-4]|I{1,3}|IV)\s*[=:]\s*(\S+)$/.exec(part) ?? []
    if (name === '' || !Number.isFinite(Number(limit)))
      return problem(`应写作「4=101」，而不是「${part}」`, `must be written as “4=101”, not “${part}”`)
    const level = LEVEL_NAMES.includes(name) ? LEVEL_NAMES.indexOf(name) + 1 : Number(name)
    steps.push({ level: level as AlarmStep['level'], limit: Number(limit) })
  }
  return { value: steps }
}

function toJson(text: string): Read {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return problem('不是合法的 JSON', `is not valid JSON: ${why}`)
  }
}

/** Minutes of the day from `08:30`, a time cell or a fraction of a day. */
export function toMinutes(cell: ExcelJS.CellValue): Read {
  const content = contentOf(cell)
  if (content instanceof Date) return { value: content.getUTCHours() * 60 + content.getUTCMinutes() }
  if (typeof content === 'number' && content >= 0 && content <= 1) return { value: Math.round(content * 1440) }
  const text = plain(String(content ?? ''))
  const parts = /^(\d{1,2}):([0-5]\d)(?::00)?$/.exec(text)
  if (parts === null) return problem(`应为时刻（08:30），而不是「${text}」`, `must be a time (08:30), not “${text}”`)
  return { value: Number(parts[1]) * 60 + Number(parts[2]) }
}

export const fromMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
