// What visitors do not see of cases.
import { describe, expect, it } from 'vitest'
import { DEFAULT_VISIT, mayBeSeen, type VisitRules } from '../../../src/core/wall/visit.ts'
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
  ] as const)('%s', (_what, seen, may) => expect(mayBeSeen(seen, rules)).toBe(may))
})
