// The table as its page asks it: chapters, sets of states by name, and what a post may do from a state. Pure; the words are elsewhere.
import { LIFECYCLE, stageOf, type Transition } from '../../../core/incident/lifecycle.ts'
import type { Act } from '../../../core/incident/inputs.ts'
import type { IncidentState, Role } from '../../../core/incident/types.ts'
import { CHAPTER_WORDS } from '../../../core/incident/words.ts'
import { STATES } from '../../incident/stateGroups.ts'

export interface Asked {
  readonly state?: IncidentState
  readonly role?: Role
}
/** Its words are `CHAPTER_WORDS` of the act it begins with. */
export interface Chapter {
  readonly begins: Act
  readonly rows: readonly Transition[]
}

/** The rows in the table's order by chapter, those alone that fit; chapters without one are left out. */
export function chapters({ state, role }: Asked, table: readonly Transition[] = LIFECYCLE): Chapter[] {
  const all: { begins: Act; rows: Transition[] }[] = []
  for (const row of table) {
    if (all.length === 0 || row.act in CHAPTER_WORDS) all.push({ begins: row.act, rows: [] })
    const fits = (state === undefined || row.from.includes(state)) && (role === undefined || row.by.includes(role))
    if (fits) all.at(-1)?.rows.push(row)
  }
  return all.filter(({ rows }) => rows.length > 0)
}

/** Posts that do anything at all, in the order of their first act. */
export const POSTS: readonly Role[] = [...new Set(LIFECYCLE.flatMap((row) => row.by))]

const OPEN: readonly IncidentState[] = STATES.filter((state) => stageOf(state) !== undefined)
const TIMED: readonly IncidentState[] = OPEN.filter((state) => state !== 'suspended')

/** Where an act begins: a named set with what is beside it, or the states one by one. */
export function fromOf({ from }: Transition): {
  readonly set?: 'open' | 'timed'
  readonly states: readonly IncidentState[]
} {
  for (const [set, states] of [['open', OPEN] as const, ['timed', TIMED] as const])
    if (states.every((state) => from.includes(state))) return { set, states: from.filter((s) => !states.includes(s)) }
  return { states: from }
}
