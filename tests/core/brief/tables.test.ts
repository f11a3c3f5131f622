// What goes with the sentences: the same rows whoever asks, the same numbers as the sentences, places only of cases that are named.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import { departmentRows } from '../../../src/core/brief/departments.ts'
import { pageOf } from '../../../src/core/brief/page.ts'
import type { BriefFacts, BriefTable } from '../../../src/core/brief/types.ts'
import { CALM, EMPTY, indicatorOf } from './days.ts'
import { MONTH, RENAMED, WEEK, WHOLE_STORM } from './moreDays.ts'

const table = (facts: BriefFacts, id: string): BriefTable => {
  const found = composeBrief(facts).tables.find((t) => t.id === id)
  if (found === undefined) throw new Error(`no table ${id}`)
  return found
}

const NO_DATA = { zh: '无数据', en: 'no data' }

describe('tables', () => {
  it.each([
    ['a calm day', CALM],
    ['a storm', WHOLE_STORM],
    ['a week', WEEK],
    ['a month', MONTH],
  ])('of %s have a cell for every column, numbers that are numbers, and no empty table', (_, facts) => {
    for (const { id, columns, rows } of composeBrief(facts).tables) {
      expect([id, rows.length]).not.toEqual([id, 0])
      for (const row of rows) {
        expect([id, row.length]).toEqual([id, columns.length])
        for (const cell of row) if (typeof cell === 'number') expect(Number.isFinite(cell)).toBe(true)
      }
    }
  })

  it('of cases hold those begun, due or ended in the window or still open, the gravest first, in city time', () => {
    const { rows } = table(WHOLE_STORM, 'cases')
    expect(rows.map((row) => row[0])).toEqual([
      'YZ-20261013-000011',
      'YZ-20261013-000012',
      'YZ-20261013-000013',
      'YZ-20261013-000014',
      'YZ-20261012-000003',
      'YZ-20261013-000015',
      'YZ-20261013-000016',
    ])
    expect(rows[1]?.slice(7, 10)).toEqual(['2026-10-13 17:20', '2026-10-13 19:30', null])
  })

  it('of departments add up to the figures of the whole', () => {
    const { statements } = composeBrief(WEEK)
    const value = (key: string) => statements.flatMap((s) => s.figures).find((f) => f.key === key)?.value
    const { rows } = table(WEEK, 'departments')
    const sum = (column: number): number => rows.reduce((n, row) => n + Number(row[column]), 0)
    expect([sum(1), sum(2), sum(4)]).toEqual([value('cases.due'), value('cases.onTime'), value('cases.overdue')])
  })

  it('of matters and of sources add up to the new cases', () => {
    for (const id of ['matters', 'sources'])
      expect(table(WEEK, id).rows.reduce((n, row) => n + Number(row.at(-1)), 0)).toBe(30)
  })

  it('of indicators leave unknown what is unknown', () => {
    const gas = table(WHOLE_STORM, 'indicators').rows.find((row) => (row[0] as { zh: string }).zh === '燃气浓度报警点')
    expect(gas?.slice(2, 9)).toEqual([null, '2026-10-13 23:55', null, null, null, null, null])
  })
})

describe('the table of days', () => {
  const DAY_MS = 86_400_000
  const aqi = indicatorOf('aqi', { zh: '空气质量指数', en: 'Air quality index' })
  const signs = { indicators: [{ ...aqi, series: [40, 52, 61, null, 38, null, 45] }] }
  const days = (facts: Partial<BriefFacts>) => table({ ...WEEK, ...signs, ...facts }, 'days')

  it('has a row for each, and adds up to the figures of the whole', () => {
    const { columns, rows } = days({})
    expect(columns.map(({ name }) => name.zh).join(' ')).toBe(
      '日期 新增 结案 应处置 按期处置 按期处置率 有效预警 新增告警 备注 空气质量指数',
    )
    expect(rows.map(([date]) => date)).toEqual([12, 13, 14, 15, 16, 17, 18].map((day) => `2026-10-${day}`))
    const { statements } = composeBrief(WEEK)
    const value = (key: string) => statements.flatMap((s) => s.figures).find((f) => f.key === key)?.value
    const sum = (column: number): number => rows.reduce((n, row) => n + Number(row[column] ?? 0), 0)
    expect([1, 2, 3, 4].map(sum)).toEqual(['cases.opened', 'cases.closed', 'cases.due', 'cases.onTime'].map(value))
    const [, , , due, onTime, rate, warnings, alarms, note, air] = rows[1] ?? []
    expect(rate).toBe(Math.round((Number(onTime) / Number(due)) * 1000) / 10)
    expect([warnings, alarms, note, air]).toEqual([2, 3, null, 52])
  })

  it('without numbers says so, never zero; what is known of a day is told though its signs are not', () => {
    const { rows } = days({})
    expect(rows[5]?.slice(1)).toEqual([null, null, null, null, null, null, null, NO_DATA, null])
    // Nothing happened, and the hub was there to know it.
    expect(rows[4]?.slice(1)).toEqual([0, 0, 0, 0, null, 0, 0, null, 38])
    const opened = { ...WEEK.cases[0]!, id: 'lone', openedAt: WEEK.from + 5.5 * DAY_MS }
    expect(days({ cases: [...WEEK.cases, opened] }).rows[5]?.[1]).toBe(1)
  })

  it('that runs still is told up to when, and those to come are not told', () => {
    const { rows } = days({ now: WEEK.from + 2.5 * DAY_MS })
    expect(rows.map((row) => row[8])).toEqual([null, null, { zh: '截至12:00', en: 'up to 12:00' }])
  })

  it('is of weeks and months alone', () => {
    expect(table(MONTH, 'days').rows).toHaveLength(31)
    expect(composeBrief(WHOLE_STORM).tables.map(({ id }) => id)).not.toContain('days')
  })
})

describe('departments', () => {
  it('that were renamed are one, under the later name', () => {
    const rows = departmentRows(pageOf(RENAMED))
    expect(rows.map((r) => [r.name.zh, r.formerly.map((n) => n.zh), r.due])).toEqual([
      ['市城管局', ['市容管理局'], 12],
      ['市排水管理中心', [], 11],
    ])
  })
  it('are named best and worst only with ten due, and only where they differ', () => {
    const rates = (facts: BriefFacts) => composeBrief(facts).statements.find((s) => s.id === 'departments.rates')
    expect(rates(RENAMED)?.figures.map((f) => f.value)).toEqual([100, 81.8, 91.3])
    expect(rates({ ...RENAMED, cases: RENAMED.cases.slice(0, 21) })).toBeUndefined()
    const alike = RENAMED.cases.filter((c) => c.lead === 'cityAdmin' || c.closedAt! < RENAMED.to - 7 * 3_600_000)
    expect(rates({ ...RENAMED, cases: alike })).toBeUndefined()
  })
})

describe('sparks and places', () => {
  it('are of the indicators that have a series, holes kept', () => {
    expect(composeBrief(WHOLE_STORM).sparks).toEqual({ 'ponding-max': [0, 0.1, null, 0.31] })
  })
  it('are of the cases that a sentence names', () => {
    const { places, statements } = composeBrief(WHOLE_STORM)
    expect(places).toHaveLength(4)
    for (const { statement } of places) expect(statements.some((s) => s.id === statement)).toBe(true)
    expect(composeBrief(EMPTY).places).toEqual([])
  })
})
