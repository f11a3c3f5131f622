// What goes with the sentences: the same rows whoever asks, the same numbers as the sentences, places only of cases that are named.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import { departmentRows } from '../../../src/core/brief/departments.ts'
import { pageOf } from '../../../src/core/brief/page.ts'
import type { BriefFacts, BriefTable } from '../../../src/core/brief/types.ts'
import { CALM, EMPTY } from './days.ts'
import { MONTH, RENAMED, WEEK, WHOLE_STORM } from './moreDays.ts'

const table = (facts: BriefFacts, id: string): BriefTable => {
  const found = composeBrief(facts).tables.find((t) => t.id === id)
  if (found === undefined) throw new Error(`no table ${id}`)
  return found
}

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
