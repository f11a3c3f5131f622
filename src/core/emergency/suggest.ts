// Which plans fit what is going on. A proposal in order of fit; the duty chief decides.
import type { MatterCode } from '../ids.ts'
import type { Plan } from './types.ts'

/** What is known: the matter of a case, and the kinds of the warnings in force. */
export interface Situation {
  readonly matter?: MatterCode
  readonly warnings: readonly string[]
}

export interface Suggestion {
  readonly plan: string
  readonly because: { readonly matter: boolean; readonly warnings: readonly string[] }
}

/** A case speaks of what is, a warning of what may come: the matter counts more than any number of warnings. */
const MATTER_WEIGHT = 100

/** Plans that fit, best first; equal ones in the order of the list. */
export function suggestPlans(plans: readonly Plan[], { matter, warnings }: Situation): Suggestion[] {
  return plans
    .map((plan) => {
      const because = {
        matter: matter !== undefined && plan.matters.includes(matter),
        warnings: plan.warnings.filter((kind) => warnings.includes(kind)),
      }
      return { plan: plan.id, because, weight: (because.matter ? MATTER_WEIGHT : 0) + because.warnings.length }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ plan, because }) => ({ plan, because }))
}
