// Stricter limits, and which plans are proposed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import { suggestPlans } from '../../../src/core/emergency/suggest.ts'
import { isStricter, tightenRule, tightenRules, tightenWords } from '../../../src/core/emergency/tighten.ts'
import { PLAN } from './made.ts'

const rule = (direction: 'above' | 'below', limits: readonly number[], id = 'depth'): AlarmRule => ({
  id,
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '积水', en: 'Ponding' },
  direction,
  steps: limits.map((limit, i) => ({ level: (4 - i) as 1 | 2 | 3 | 4, limit })),
  deadband: 0.01,
  onDelayMs: 0,
  offDelayMs: 0,
})

describe('limits', () => {
  it.each([
    ['above', [0.05, 0.15, 0.27], 0.8, [0.04, 0.12, 0.216]],
    ['above', [0.05], 1.2, [0.05]],
    ['below', [0.5, 0.2], 1.3, [0.65, 0.26]],
    ['below', [0.5], 0.8, [0.5]],
    ['below', [-10], 1.2, [-8]],
    ['above', [-10, 5], 0.8, [-12, 4]],
    ['below', [0], 2, [0]],
  ] as const)('%s %j by %d', (direction, limits, factor, expected) => {
    expect(tightenRule(rule(direction, limits), factor).steps.map(({ limit }) => limit)).toEqual(expected)
  })

  it('no limit ever becomes laxer, their order stays, and what asks for nothing changes nothing', () => {
    const limits = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        limits,
        fc.constantFrom('above' as const, 'below' as const),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (given, direction, factor) => {
          const sorted = [...given].sort((a, b) => (direction === 'above' ? a - b : b - a))
          const before = rule(direction, sorted)
          const after = tightenRule(before, factor)
          for (const [i, { limit }] of after.steps.entries()) {
            const was = before.steps[i]?.limit ?? 0
            expect(direction === 'above' ? limit <= was : limit >= was).toBe(true)
          }
          if (!isStricter(before, factor)) expect(after).toBe(before)
        },
      ),
    )
  })

  it('of several wishes the strictest holds, and they do not add up; the rest are the same objects', () => {
    const [depth, other] = [rule('above', [1]), rule('above', [1], 'other')]
    const rules = new Map([depth, other].map((one) => [one.id, one]))
    const after = tightenRules(rules, [
      { rule: 'depth', factor: 0.9 },
      { rule: 'depth', factor: 0.7 },
      { rule: 'depth', factor: 0.8 },
      { rule: 'gone', factor: 0.5 },
    ])
    expect(after.get('depth')?.steps[0]?.limit).toBe(0.7)
    expect(after.get('other')).toBe(other)
    expect(tightenRules(rules, [{ rule: 'gone', factor: 0.5 }])).toBe(rules)
    expect(tightenRules(rules, [])).toBe(rules)
  })

  it('is said mildest first, with the unit', () => {
    expect(tightenWords(rule('above', [0.05, 0.15]), 0.8, 'm')).toEqual({
      zh: '报警上限收紧：Ⅳ级 0.05→0.04、Ⅲ级 0.15→0.12 m',
      en: 'upper limits stricter: level IV 0.05→0.04, level III 0.15→0.12 m',
    })
    expect(tightenWords(rule('below', [0.5]), 1.2, '').zh).toBe('报警下限收紧：Ⅳ级 0.5→0.6')
  })
})

describe('which plan', () => {
  const plans = [
    { ...PLAN, id: 'a', matters: [], warnings: ['rainstorm', 'typhoon'] },
    { ...PLAN, id: 'b', matters: ['M001'], warnings: [] },
    { ...PLAN, id: 'c', matters: ['M009'], warnings: ['typhoon'] },
  ]
  it.each([
    [{ matter: 'M001', warnings: ['rainstorm', 'typhoon'] }, ['b', 'a', 'c']],
    [{ warnings: ['typhoon'] }, ['a', 'c']],
    [{ matter: 'M777', warnings: [] }, []],
  ] as const)('%j', (situation, expected) => {
    expect(suggestPlans(plans, situation).map(({ plan }) => plan)).toEqual(expected)
  })
  it('says why', () => {
    expect(suggestPlans(plans, { matter: 'M009', warnings: ['typhoon'] })[0]).toEqual({
      plan: 'c',
      because: { matter: true, warnings: ['typhoon'] },
    })
  })
})
