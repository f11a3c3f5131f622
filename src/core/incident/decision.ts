// What a decision on a case is made with, and what it says. Shapes only.
import type { Because } from '../because.ts'
import type { Calendar, Limit } from '../clock/types.ts'
import type { ConditionId, DepartmentId, MatterCode } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { Actor, EventBody, MatterSnapshot } from './types.ts'

/** Limits of the desk's own stages (city data). */
export interface StageLimits {
  readonly filing: Limit
  readonly dispatch: Limit
  readonly check: Limit
}

/** What applies to a filing condition on the day it is asked, with the level a case under it is given; undefined: not in force. */
export type SnapshotOf = (matter: MatterCode, condition: ConditionId) => (MatterSnapshot & { level: Level }) | undefined

/** All that a decision needs besides the case and the input. Instants are epoch ms. */
export interface DecideContext {
  readonly actor: Actor
  /** When we come to know: clocks run by this one, so nobody beats a deadline by dating an act back. */
  readonly now: number
  /** When it happened in the city; never after `now`. */
  readonly occurredAt: number
  readonly calendar: Calendar
  readonly stages: StageLimits
  readonly snapshotOf: SnapshotOf
  readonly isDepartment: (id: DepartmentId) => boolean
  /** First recommendation at the time of dispatch. */
  readonly recommended?: DepartmentId
  readonly because: readonly Because[]
}

/** No events. `code` is `state`, `role`, `time`, or the name of the guard or need that refused; `field` points into the input. */
export interface Refusal {
  readonly ok: false
  readonly code: string
  readonly reason: Text
  readonly field?: string
}

export type Decision = { readonly ok: true; readonly events: EventBody[] } | Refusal
