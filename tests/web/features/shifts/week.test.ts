// A week of the roster as dates and cells.
import { expect, it } from 'vitest'
import type { RosterEntry } from '../../../../src/wire/shifts.ts'
import { addDays, copied, isDate, mondayOf, weekOf, withCell } from '../../../../src/web/features/shifts/week.ts'

const on = (date: string, shift: string, account: string): RosterEntry => ({
  date,
  shift,
  account,
  name: account,
  role: 'acceptor',
})

it.each([
  ['2026-11-16', '2026-11-16'],
  ['2026-11-22', '2026-11-16'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (date, monday) => expect(mondayOf(date)).toBe(monday))

it('counts days over the end of a year, and knows a date from what is none', () => {
  expect(weekOf('2026-12-28').at(-1)).toBe('2027-01-03')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect([isDate('2026-11-22'), isDate('2026-13-40'), isDate(undefined)]).toEqual([true, false, false])
})

it('replaces one cell and keeps the other shifts of the day', () => {
  const entries = [on('2026-11-22', 'day', 'a'), on('2026-11-22', 'night', 'b'), on('2026-11-23', 'day', 'c')]
  expect(withCell(entries, '2026-11-22', 'day', ['x', 'y'])).toEqual({
    date: '2026-11-22',
    entries: [
      { shift: 'night', account: 'b' },
      { shift: 'day', account: 'x' },
      { shift: 'day', account: 'y' },
    ],
  })
})

it('copies the week before from today on, without people who are gone', () => {
  const before = [on('2026-11-14', 'day', 'a'), on('2026-11-15', 'day', 'gone'), on('2026-11-13', 'day', 'a')]
  expect(copied(before, '2026-11-16', '2026-11-21', new Set(['a']))).toEqual([
    { date: '2026-11-21', entries: [{ shift: 'day', account: 'a' }] },
    { date: '2026-11-22', entries: [] },
  ])
})
