// 参观模式: what of a wall people from outside may not see, as the city says it. Pure.
import type { DepartmentId } from '../ids.ts'
import type { IncidentState } from '../incident/types.ts'

/** `visit` of `city.json`. */
export interface VisitRules {
  /** Reports nobody has confirmed yet are of these states. */
  readonly states: readonly IncidentState[]
  /** Nothing of these departments: no case of theirs, no line with their name. */
  readonly departments: readonly DepartmentId[]
  /** Layers of the map that are left out. */
  readonly layers: readonly string[]
  /** Kinds of panels that are left out. */
  readonly panels: readonly string[]
}

/** Where the city says nothing: whatever is not confirmed, and everything that looks at people or names crews. */
export const DEFAULT_VISIT: VisitRules = {
  states: ['pendingVerify', 'pendingFiling'],
  departments: [],
  layers: ['units', 'cameras'],
  panels: ['cameras'],
}

interface Seen {
  readonly state: IncidentState
  readonly lead?: string | undefined
  readonly assist: readonly string[]
  readonly ordersOf?: readonly string[] | undefined
}

/** Whether a case may be shown to visitors: confirmed, and no hidden department has a part in it. */
export function mayBeSeen(row: Seen, rules: VisitRules): boolean {
  if (rules.states.includes(row.state)) return false
  const parties = [...(row.lead === undefined ? [] : [row.lead]), ...row.assist, ...(row.ordersOf ?? [])]
  return !parties.some((department) => rules.departments.some((hidden) => hidden === department))
}
