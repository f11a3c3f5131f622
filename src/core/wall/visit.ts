// 参观模式: what of a wall people from outside may not see, as the city says it. Pure.
import { isUnfiled } from '../incident/lifecycle.ts'
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

/** Where the city says nothing: whatever is not confirmed, and everything that looks at people or names crews. Reports: of all, confirmed or not. */
export const DEFAULT_VISIT: VisitRules = {
  states: ['pendingVerify', 'pendingFiling'],
  departments: [],
  layers: ['units', 'cameras', 'reports'],
  panels: ['cameras'],
}

/** Ends that only a case has which nobody confirmed. */
const DROPPED: readonly IncidentState[] = ['refused', 'cancelled']
/** Ends that a case may have before a department was given it: with another case, or by a leader's word. */
const ENDED: readonly IncidentState[] = ['merged', 'closed', 'forceClosed']

interface Seen {
  readonly state: IncidentState
  readonly lead?: string | undefined
  readonly assist: readonly string[]
  readonly ordersOf?: readonly string[] | undefined
}

/** It ended, and was not confirmed by then. */
const isUnconfirmed = ({ state, lead }: Seen): boolean =>
  DROPPED.includes(state) || (ENDED.includes(state) && lead === undefined)

/** Whether a case may be shown to visitors: confirmed, and no hidden department has a part in it. */
export function mayBeSeen(row: Seen, rules: VisitRules): boolean {
  if (rules.states.includes(row.state)) return false
  if (isUnconfirmed(row) && rules.states.some(isUnfiled)) return false
  const parties = [...(row.lead === undefined ? [] : [row.lead]), ...row.assist, ...(row.ordersOf ?? [])]
  return !parties.some((department) => rules.departments.some((hidden) => hidden === department))
}
