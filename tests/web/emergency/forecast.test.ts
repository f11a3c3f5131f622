// What a declaration will do, before it is made: plans that fit first, limits told from the catalogue even while they are stricter.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import { tightenRule } from '../../../src/core/emergency/tighten.ts'
import { asInCatalogue, planChoices, stricterLimits } from '../../../src/web/emergency/forecast.ts'
import { PLAN, emergency, planRow } from '../../fixtures/emergencies.ts'

const T = 1_795_000_000_000
const rule = (direction: 'above' | 'below', limits: readonly number[]): AlarmRule => ({
  id: 'ponding-depth',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Ponding' },
  direction,
  steps: limits.map((limit, i) => ({ level: ([4, 3, 2, 1] as const)[i] ?? 1, limit })),
  deadband: 0,
  onDelayMs: 0,
  offDelayMs: 0,
})
const wishing = (factor: number, over = {}) =>
  emergency(T, { plan: { ...PLAN, tighten: [{ rule: 'ponding-depth', factor }] }, ...over })

describe('limits', () => {
  it('are told from the catalogue, not on top of what runs', () => {
    const base = rule('above', [0.05, 0.15, 0.27, 0.4])
    const now = tightenRule(base, 0.8)
    expect(asInCatalogue(now, [wishing(0.9), wishing(0.8)])).toEqual(base)
    const [told] = stricterLimits(PLAN, [asInCatalogue(now, [wishing(0.8)])], new Map())
    expect(told?.text.zh).toContain('0.15→0.12')
  })
  it('stay where only a drill or one that has ended wishes it', () => {
    const base = rule('above', [0.05])
    expect(asInCatalogue(base, [wishing(0.8, { drill: true }), wishing(0.8, { endedAt: T })])).toBe(base)
  })
  it('come back for every rule, factor and sign', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('above' as const, 'below' as const),
        fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 8 }),
        (direction, tenths, share) => {
          const base = rule(
            direction,
            tenths.map((n) => n / 10),
          )
          const factor = direction === 'above' ? 1 - share / 10 : 1 + share / 10
          const back = asInCatalogue(tightenRule(base, factor), [wishing(factor)])
          back.steps.forEach(({ limit }, i) => expect(limit).toBeCloseTo(base.steps[i]?.limit ?? NaN, 2))
        },
      ),
    )
  })
})

describe('plans', () => {
  const other = { ...PLAN, id: 'heat', matters: [], warnings: ['heat'] }
  const rows = [planRow({ plan: other }), planRow()]
  it('that fit stand first, with why; the others after them', () => {
    expect(planChoices(rows, { matter: 'M001', warnings: [] }).map((one) => [one.plan.id, one.byMatter])).toEqual([
      [PLAN.id, true],
      ['heat', false],
    ])
    expect(planChoices(rows, { warnings: ['heat'] })[0]).toMatchObject({ byMatter: false, byWarnings: ['heat'] })
  })
  it('are all there when none fits', () => {
    expect(planChoices(rows, { warnings: [] }).map((one) => one.plan.id)).toEqual(['heat', PLAN.id])
  })
})
