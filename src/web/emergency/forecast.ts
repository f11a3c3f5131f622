// What a declaration will do, before it is made: who is told, which limits get stricter, what is due when. Pure.
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Plan } from '../../core/emergency/types.ts'
import { suggestPlans, type Situation } from '../../core/emergency/suggest.ts'
import { isStricter, tightenWords } from '../../core/emergency/tighten.ts'
import { nextCaseAct } from '../../core/emergency/reach.ts'
import { isUnfiled } from '../../core/incident/lifecycle.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { PlanRow } from '../../wire/emergencies.ts'
import type { SensorKind } from '../../wire/reference.ts'

export interface PlanChoice {
  readonly plan: Plan
  /** It covers the matter of the case. */
  readonly byMatter: boolean
  /** Kinds of warnings in force that it covers. */
  readonly byWarnings: readonly string[]
}

export const fits = ({ byMatter, byWarnings }: PlanChoice): boolean => byMatter || byWarnings.length > 0

/** Those that fit first, best first; the others after them in the order of the list. */
export function planChoices(rows: readonly PlanRow[], situation: Situation): readonly PlanChoice[] {
  const plans = rows.map(({ plan }) => plan)
  const fit = suggestPlans(plans, situation)
  const chosen = new Set(fit.map((one) => one.plan))
  return [
    ...fit.flatMap(({ plan: id, because }) => {
      const plan = plans.find((one) => one.id === id)
      return plan === undefined ? [] : [{ plan, byMatter: because.matter, byWarnings: because.warnings }]
    }),
    ...plans.filter(({ id }) => !chosen.has(id)).map((plan) => ({ plan, byMatter: false, byWarnings: [] })),
  ]
}

export interface Stricter {
  readonly rule: string
  readonly name: Text
  readonly text: Text
}
/** Limits of the plan that would get stricter; those it cannot change are left out. */
export function stricterLimits(
  plan: Plan,
  rules: readonly AlarmRule[],
  kinds: ReadonlyMap<string, SensorKind>,
): readonly Stricter[] {
  return plan.tighten.flatMap(({ rule: id, factor }) => {
    const rule = rules.find((one) => one.id === id)
    if (rule === undefined || !isStricter(rule, factor)) return []
    const unit = kinds.get(rule.kind)?.metrics.find((m) => m.id === rule.metric)?.unit ?? ''
    return [{ rule: id, name: rule.name, text: tightenWords(rule, factor, unit) }]
  })
}

/** What the hub does with a case in this state, in earnest: sends units now, once it is filed, or never. */
export function caseWork(plan: Plan, state: Incident['state']): 'now' | 'onceFiled' | 'none' {
  if (isUnfiled(state)) return 'onceFiled'
  return nextCaseAct(plan, { state, assist: [] }, []) === undefined ? 'none' : 'now'
}
