// What visitors do not see of cases.
import { describe, expect, it } from 'vitest'
import { DEFAULT_VISIT, mayBeSeen, type VisitRules } from '../../../src/core/wall/visit.ts'
import city from '../../../city/yangzhou/city.json' with { type: 'json' }
import type { DepartmentId } from '../../../src/core/ids.ts'

const rules: VisitRules = { ...DEFAULT_VISIT, departments: ['gongan' as DepartmentId] }
const row = { state: 'handling' as const, lead: 'paishui', assist: [] as string[] }

describe('visit mode', () => {
  it.each([
    ['a case at work', row, true],
    ['not yet verified', { ...row, state: 'pendingVerify' as const }, false],
    ['not yet filed', { ...row, state: 'pendingFiling' as const }, false],
    ['led by the police', { ...row, lead: 'gongan' }, false],
    ['the police assist', { ...row, assist: ['gongan'] }, false],
    ['the police have an order', { ...row, ordersOf: ['chengguan', 'gongan'] }, false],
    ['nobody leads yet', { ...row, lead: undefined }, true],
    ['closed after a department had it', { ...row, state: 'closed' as const }, true],
    ['refused: it was never filed', { ...row, state: 'refused' as const }, false],
    ['cancelled before it was filed', { ...row, state: 'cancelled' as const, lead: undefined }, false],
    ['merged before a department had it', { ...row, state: 'merged' as const, lead: undefined }, false],
    ['closed with another one, never verified itself', { ...row, state: 'closed' as const, lead: undefined }, false],
    ['closed, led by the police', { ...row, state: 'closed' as const, lead: 'gongan' }, false],
  ] as const)('%s', (_what, seen, may) => expect(mayBeSeen(seen, rules)).toBe(may))
  it('shows what was never confirmed where the city does not hide it', () => {
    const open: VisitRules = { ...rules, states: [] }
    expect(mayBeSeen({ ...row, state: 'pendingVerify' }, open)).toBe(true)
    expect(mayBeSeen({ ...row, state: 'refused' }, open)).toBe(true)
  })
  it('leaves out the heat of reports, in this city and in any that says nothing', () => {
    expect(DEFAULT_VISIT.layers).toContain('reports')
    expect(city.visit.layers).toContain('reports')
  })
})
