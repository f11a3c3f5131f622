// Tables of the desks: crews, roster, handovers, and what is owed under each case. Instants are timestamptz.
import type { ColumnType } from 'kysely'
import type { ObligationStage, Outcome } from '../../core/evaluate/types.ts'
import type { Rating, Role } from '../../core/incident/types.ts'
import type { Handover } from '../../wire/shifts.ts'
import type { Instant, Json, MaybeInstant } from './columns.ts'

export interface CrewTable {
  id: string
  department: string
  name: string
  leader: string | null
  phone: string | null
  members: number | null
  active: boolean
}

export interface RosterTable {
  /** City date on which the shift begins. */
  date: string
  shift: string
  account: string
}

export interface HandoverTable {
  id: string
  date: string
  shift: string
  state: 'draft' | 'offered' | 'signed'
  version: number
  as_of: Instant
  body: Json<Handover>
  /** Lower-case words of its items, note and officers: what a search looks through. */
  search: string
  seal: string | null
}

export interface ObligationTable {
  incident: string
  /** Place in the list of its case, from 0. */
  k: number
  stage: ObligationStage
  n: number
  department: string | null
  role: Role | null
  person: string | null
  started_at: Instant
  due_at: MaybeInstant
  ended_at: MaybeInstant
  ended_n: number | null
  outcome: Outcome
  extensions: number
  exempt: boolean
  reworked: boolean
  returned: boolean
  excluded: boolean
  rating: Rating | null
  solved: boolean | null
  /** Read as text. */
  spent_ms: ColumnType<string | null, number | null, number | null>
  area: string
  matter: string | null
  simulated: boolean
}

/** Which version of the rules each table made from the log was made with. */
export interface ProjectionTable {
  name: string
  version: number
}
