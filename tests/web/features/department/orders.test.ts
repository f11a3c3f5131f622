// Orders of a department: whose turn, by deadline, and the figures it is measured by.
import { describe, expect, it } from 'vitest'
import { figuresOf, fitsFilter, ordersOf, type OrderFilter } from '../../../../src/web/features/department/orders.ts'
import { HOUR, row, T0 } from '../../../support/cases.ts'

const clock = (dueAt: number, more: object = {}) => ({
  stage: 'handle' as const,
  limit: { amount: 2, unit: 'urgentHour' as const },
  startedAt: T0 - 2 * HOUR,
  dueAt,
  warnAt: dueAt - 0.4 * HOUR,
  ...more,
})
const rows = [
  row('late', { state: 'handling', lead: 'water', clock: clock(T0 - 1) }),
  row('soon', { state: 'pendingHandle', lead: 'water', clock: clock(T0 + 0.1 * HOUR) }),
  row('easy', { state: 'pendingHandle', lead: 'water', clock: clock(T0 + 9 * HOUR), level: 1 }),
  row('helping', {
    state: 'handling',
    lead: 'police',
    assist: ['water'],
    ordersOf: ['water'],
    clock: clock(T0 - HOUR),
  }),
  row('helped', { state: 'handling', lead: 'police', assist: ['water'], clock: clock(T0 - HOUR) }),
  row('asked', { state: 'pendingClose', lead: 'water', replyOwed: true }),
  row('forced', { state: 'forceClosed', lead: 'water', updatedAt: T0 - 20 }),
  row('asleep', { state: 'suspended', lead: 'water', clock: clock(T0 - 1, { pausedAt: T0 - HOUR }) }),
  row('checked', { state: 'pendingCheck', lead: 'water' }),
  row('ok', { state: 'closed', lead: 'water', updatedAt: T0 - 9 }),
  row('bad', { state: 'closed', lead: 'water', updatedAt: T0 - 1 }),
  row('foreign', { state: 'handling', lead: 'police' }),
]

describe('orders', () => {
  it.each([
    ['toDo', ['late', 'soon', 'asked', 'easy'], ['helping']],
    ['paused', ['asleep'], []],
    ['elsewhere', ['checked'], ['helped']],
    ['ended', ['bad', 'ok', 'forced'], []],
  ] as const)('%s: led and assisted apart', (group, led, assisted) => {
    const { lead, assist } = ordersOf(rows, 'water', group)
    expect(lead.map((r) => r.id)).toEqual(led)
    expect(assist.map((r) => r.id)).toEqual(assisted)
  })
})

describe('own figures', () => {
  it('count led cases only; a paused clock is not overdue', () => {
    expect(figuresOf(rows, 'water', T0)).toEqual({ open: 4, overdue: 1, nearDue: 1, contact: 0 })
  })
  it('are zero for a department without cases', () => {
    expect(figuresOf([], 'water', T0)).toEqual({ open: 0, overdue: 0, nearDue: 0, contact: 0 })
  })
  it('count reporters still to be called, of led cases that have not ended', () => {
    const due = { contact: 'due' as const, lead: 'water' }
    const called = [
      row('a', { ...due, state: 'handling' }),
      row('b', { ...due, state: 'pendingCheck' }),
      row('c', { ...due, state: 'closed' }),
      row('d', { ...due, lead: 'police', state: 'handling' }),
      row('e', { contact: 'reached', lead: 'water', state: 'handling' }),
    ]
    expect(figuresOf(called, 'water', T0).contact).toBe(2)
  })
})

it.each<[OrderFilter, boolean]>([
  [{ contact: false }, true],
  [{ contact: true }, true],
  [{ crew: 'c1', contact: true }, true],
  [{ crew: 'c2', contact: false }, false],
])('the filter %o', (filter, expected) => {
  expect(fitsFilter({ crew: 'c1', contact: 'due' }, filter)).toBe(expected)
  expect(fitsFilter({}, filter)).toBe(filter.crew === undefined && !filter.contact)
})
