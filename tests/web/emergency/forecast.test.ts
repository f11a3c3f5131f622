// What a declaration will do, before it is made: plans that fit first, limits told from the catalogue even while they are stricter.
import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import { tightenRule } from '../../../src/core/emergency/tighten.ts'
import { caseWork, fits, planChoices, stricterLimits } from '../../../src/web/emergency/forecast.ts'
import { useRules } from '../../../src/web/emergency/useRules.ts'
import { useCity } from '../../../src/web/stores/city.ts'
import { PLAN, planRow } from '../../fixtures/emergencies.ts'

const base: AlarmRule = {
  id: 'ponding-depth',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Ponding' },
  direction: 'above',
  steps: ([4, 3, 2, 1] as const).map((level, i) => ({ level, limit: [0.05, 0.15, 0.27, 0.4][i] ?? 0 })),
  deadband: 0,
  onDelayMs: 0,
  offDelayMs: 0,
}
const other: AlarmRule = { ...base, id: 'manhole-level' }

describe('limits', () => {
  const rulesOf = (reference: object): readonly AlarmRule[] => {
    setActivePinia(createPinia())
    useCity().reference = reference as never
    return useRules().value
  }
  it('are told from the catalogue, not on top of what runs', () => {
    const rules = rulesOf({ alarmRules: [tightenRule(base, 0.8), other], relaxedRules: [base] })
    expect(rules).toEqual([base, other])
    const [told] = stricterLimits(PLAN, rules, new Map())
    expect(told?.text.zh).toContain('0.15→0.12')
  })
  it('are those in force where nothing makes them stricter, also of a hub that does not say so', () => {
    for (const more of [{ relaxedRules: [] }, {}]) expect(rulesOf({ alarmRules: [base], ...more })).toEqual([base])
  })
})

describe('a case', () => {
  it.each<[ReturnType<typeof caseWork>, readonly IncidentState[]]>([
    ['onceFiled', ['pendingVerify', 'pendingFiling']],
    ['now', ['pendingDispatch', 'pendingHandle', 'handling']],
    ['none', ['suspended', 'pendingCheck', 'closed']],
  ])('is worked on %s', (when, states) => {
    for (const state of states) expect(caseWork(PLAN, state), state).toBe(when)
  })
})

describe('plans', () => {
  const heat = { ...PLAN, id: 'heat', matters: [], warnings: ['heat'] }
  const rows = [planRow({ plan: heat }), planRow()]
  it('that fit stand first, with why; the others after them', () => {
    expect(planChoices(rows, { matter: 'M001', warnings: [] }).map((one) => [one.plan.id, one.byMatter])).toEqual([
      [PLAN.id, true],
      ['heat', false],
    ])
    expect(planChoices(rows, { warnings: ['heat'] })[0]).toMatchObject({ byMatter: false, byWarnings: ['heat'] })
  })
  it('are all there when none fits', () => {
    const all = planChoices(rows, { warnings: [] })
    expect(all.map((one) => one.plan.id)).toEqual(['heat', PLAN.id])
    expect(all.some(fits)).toBe(false)
    expect(planChoices(rows, { warnings: ['heat'] }).map(fits)).toEqual([true, false])
  })
})
