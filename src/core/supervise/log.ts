// The log of a matter under supervision: what a line can say, and the matter with what only the hub needs to know. Decides nothing.
import type { DepartmentId, IncidentId, PhotoId } from '../ids.ts'
import type { Text } from '../text.ts'
import type { Anchor, Doer, Grade, Origin, ReminderRules, SupervisedMatter } from './types.ts'

/** What is given. `id` and `code` are the store's. */
export interface Giving {
  readonly id: string
  readonly code: string
  readonly origin: Origin
  readonly grade: Grade
  readonly title: string
  /** Word for word; no later line changes it. */
  readonly text: string
  readonly anchor: Anchor
  readonly lead: DepartmentId
  readonly assist: readonly DepartmentId[]
  readonly dueAt: number
  readonly simulated: boolean
}

/** What one line says. Those said by time or by the hub itself have the role `system`. */
export type LineBody =
  | ({ readonly type: 'given' } & Giving)
  | { readonly type: 'signed'; readonly department: DepartmentId }
  | {
      readonly type: 'reported'
      readonly final: boolean
      readonly text: string
      readonly photos: readonly PhotoId[]
      readonly incidents: readonly IncidentId[]
    }
  /** `withoutEvidence`: why it was closed though the final report shows neither photo nor case. */
  | { readonly type: 'closed'; readonly conclusion: string; readonly withoutEvidence?: string }
  | { readonly type: 'sentBack'; readonly reason: string; readonly dueAt?: number }
  | { readonly type: 'added'; readonly text: string }
  | { readonly type: 'reminded'; readonly why: 'before' | 'after' | 'person'; readonly text?: string }
  | { readonly type: 'rescheduled'; readonly from: number; readonly dueAt: number; readonly reason: string }
  | { readonly type: 'withdrawn'; readonly reason: string }
  | { readonly type: 'read' }
  /** What became of its case: marked as supervised, or its supervision answered; `needless`: nothing waited; `failure`: why not. */
  | {
      readonly type: 'caseWorked'
      readonly act: CaseAct
      readonly n: number
      readonly incident: IncidentId
      readonly needless?: true
      readonly failure?: Text
    }

/** What is done to the case for a matter, so that nobody has to enter it twice. */
export type CaseAct = 'supervise' | 'reply'

/** One line. Times are epoch ms. */
export interface Line {
  /** Place in the log of its matter, from 1. */
  readonly n: number
  readonly at: number
  readonly by: Doer
  readonly body: LineBody
}

/** Something still to be done to the case, because of line `n`. */
export interface CaseWork {
  readonly act: CaseAct
  readonly n: number
  readonly incident: IncidentId
}

/** The matter with what only the hub needs. */
export interface Tracked extends SupervisedMatter {
  /** When the due date that stands was set: what was to be said before is not said again. */
  readonly dueSetAt: number
  readonly caseWork: readonly CaseWork[]
  /** The last line that the giver has not written and should read; 0: none. */
  readonly cameBack: number
  /** When the lead handed in the final report that stands. */
  readonly finalAt?: number
}

/** City data (`city.json` supervision): reminders, and what the hub proposes to be put under supervision. */
export interface SupervisionRules extends ReminderRules {
  /** A case is proposed once it is overdue by more than this. */
  readonly overdueHours: number
  /** A place is proposed once there were so many reports of the same matter within the days, within the metres of each other. */
  readonly repeated: { readonly times: number; readonly days: number; readonly withinM: number }
}
