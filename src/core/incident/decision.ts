// What a decision on a case is made with, and what it says. Shapes only.
import type { Because } from '../because.ts'
import type { Calendar, Escalation, Limit } from '../clock/types.ts'
import type { ConditionId, DepartmentId, IncidentId, MatterCode } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { EventBody } from './events.ts'
import type { Actor, Incident, MatterSnapshot } from './types.ts'

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
  readonly escalation: Escalation
  /** A closed case may be reopened for this long, on the city's calendar. */
  readonly reopenWithin: Limit
  /** 联系诉求人: whoever reported it is spoken to within this, from the dispatch on. */
  readonly respondWithin: Limit
  /** 回访: called back within this, from the closure on. */
  readonly callBackWithin: Limit
  /** How long an act may be taken back, minutes. */
  readonly undoWithinMinutes: number
  readonly snapshotOf: SnapshotOf
  readonly isDepartment: (id: DepartmentId) => boolean
  /** First recommendation at the time of dispatch. */
  readonly recommended?: DepartmentId
  readonly because: readonly Because[]
  /** The other case of a merge or an unmerge, as it stands, or the one that a called-back case ended with; undefined: none. */
  readonly other?: Incident
  /** A newer case answers for what this one was about: a call-back does not reopen it. */
  readonly superseded?: boolean
}

/** No events. `code` is `state`, `role`, `time`, or the name of the guard or need that refused; `field` points into the input. */
export interface Refusal {
  readonly ok: false
  readonly code: string
  readonly reason: Text
  readonly field?: string
}

/** Events of this case, and of the other case that the act concerns as well. */
export type Decision =
  | {
      readonly ok: true
      readonly events: EventBody[]
      readonly other?: { readonly incident: IncidentId; readonly events: EventBody[] }
    }
  | Refusal
