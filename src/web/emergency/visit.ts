// An emergency as visitors before a wall may see it: no line of a department that the city hides from them. Pure.
import type { VisitRules } from '../../core/wall/visit.ts'
import type { EmergencyRow } from '../../wire/emergencies.ts'

export function asVisited(row: EmergencyRow, rules: VisitRules | undefined): EmergencyRow {
  if (rules === undefined || rules.departments.length === 0) return row
  const hidden = new Set<string>(rules.departments)
  const seen = ({ department }: { readonly department: string }): boolean => !hidden.has(department)
  const steps = row.plan.steps.filter(({ owner }) => !('department' in owner) || seen(owner))
  const ids = new Set(steps.map(({ id }) => id))
  return {
    ...row,
    plan: {
      ...row.plan,
      steps,
      parties: row.plan.parties.filter(seen),
      resources: row.plan.resources.filter(seen),
    },
    parties: row.parties.filter(seen),
    steps: row.steps.filter(({ id }) => ids.has(id)),
  }
}
