// Every word is there in its own language and tells its key from the others of its table.
import { describe, expect, test } from 'vitest'
import type { Text } from '../../src/core/text.ts'
import { ACTS } from '../../src/wire/acts.ts'
import * as dataWords from '../../src/wire/dataWords.ts'
import * as signWords from '../../src/wire/signWords.ts'
import * as words from '../../src/wire/words.ts'

const { levelWords, limitUnit, say: _, ...rest } = { ...dataWords, ...signWords, ...words }
const tables = Object.entries(rest) as [string, Readonly<Record<string, Text>>][]

test('all tables are here', () => {
  expect(tables.map(([name]) => name).sort()).toEqual([
    'ACT_WORDS',
    'ALARM_STATE_WORDS',
    'CLOCK_STAGE_WORDS',
    'CLOCK_STATUS_WORDS',
    'EVENT_WORDS',
    'GROUND_WORDS',
    'GROUP_WORDS',
    'LEVEL_WORDS',
    'LIMIT_UNIT_WORDS',
    'POLARITY_WORDS',
    'QUALITY_WORDS',
    'RATING_WORDS',
    'REDUCTION_WORDS',
    'REJECT_WORDS',
    'ROLE_WORDS',
    'SOURCE_WORDS',
    'STATE_WORDS',
    'SURE_WORDS',
    'UNKNOWN_WORDS',
  ])
})

describe.each(tables)('%s', (_, table) => {
  test('Chinese is Chinese, English is not', () => {
    for (const { zh, en } of Object.values(table)) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/[A-Za-z]/)
      expect(en).not.toMatch(/\p{Script=Han}/u)
    }
  })
  test('no two keys read the same', () => {
    const values = Object.values(table)
    expect(new Set(values.map((t) => t.zh)).size).toBe(values.length)
    expect(new Set(values.map((t) => t.en)).size).toBe(values.length)
  })
})

test('a refusal says what happened and what to do', () => {
  for (const { zh, en } of Object.values(dataWords.REJECT_WORDS)) {
    expect(zh).toMatch(/^[^：]+：[^。]+。$/)
    expect(en).toMatch(/^[A-Z][^:]+: .+\.$/)
  }
})

test('every act has words: those a screen can send, and the one that time alone does', () => {
  expect(Object.keys(words.ACT_WORDS).sort()).toEqual([...ACTS, 'escalate'].sort())
})

test.each([
  [1, 'Ⅰ级 红'],
  [4, 'Ⅳ级 蓝'],
  [0, '无级别'],
  [5, '无级别'],
])('levelWords(%i)', (level, zh) => {
  expect(levelWords(level).zh).toBe(zh)
})

test('one unit of a limit is not many', () => {
  expect(limitUnit({ amount: 1, unit: 'workDay' })).toEqual({ zh: '工作日', en: 'working day' })
  expect(limitUnit({ amount: 0.5, unit: 'urgentHour' }).en).toBe('urgent hours')
})
