// The log of an emergency: what a line can say, and the emergency as its lines fold to. Decides nothing.
import type { DepartmentId, IncidentId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { Emergency, EmergencyActor, Plan, ReportKind, RollAnswer } from './types.ts'

/** Of what a device kept while it had no signal: when it was done, epoch ms, before the hub heard of it. */
export interface Kept {
  readonly occurredAt?: number
}

/** What one line says. Those said by time or by the hub itself have the actor `system`. */
export type LineBody =
  | {
      readonly type: 'declared'
      readonly drill: boolean
      readonly plan: Plan
      readonly incident?: IncidentId
      readonly title: Text
      readonly level: Level
      readonly place?: Emergency['place']
    }
  | ({ readonly type: 'stepDone'; readonly step: string; readonly note?: string } & Kept)
  | { readonly type: 'stepUndone'; readonly step: string }
  | ({ readonly type: 'signed'; readonly department: DepartmentId } & Kept)
  | ({
      readonly type: 'answered'
      readonly department: DepartmentId
      readonly answer: RollAnswer
      readonly note?: string
    } & Kept)
  | { readonly type: 'rollCalled' }
  | { readonly type: 'reported'; readonly n: number; readonly kind: ReportKind; readonly text: string }
  | { readonly type: 'noted'; readonly text: string }
  | { readonly type: 'ended'; readonly reason: string }
  /** The roll call's time is up; `missing` have not answered. */
  | { readonly type: 'rollClosed'; readonly missing: readonly DepartmentId[] }
  | { readonly type: 'stepOverdue'; readonly step: string }
  | { readonly type: 'reportOverdue'; readonly n: number; readonly kind: ReportKind }
  /** What became of its case: departments that were sent, and what could not be done, in words. */
  | {
      readonly type: 'caseWorked'
      readonly lead?: DepartmentId
      readonly engaged: readonly DepartmentId[]
      readonly failures: readonly Text[]
    }

/** One line. `person` and `account` stay in the store and at the desk; they never reach a wall. Times are epoch ms. */
export interface Line {
  /** Place in the log of its emergency, from 1. */
  readonly n: number
  readonly at: number
  readonly by: EmergencyActor
  readonly person?: string
  readonly account?: string
  readonly body: LineBody
}

/**
 * An emergency with what only the hub needs to know of it. `told`: deadlines already spoken of (`deadlineKey` of tick.ts), so that
 * each is said once. `caseWork`: whether its case is still to be worked on.
 */
export interface Running extends Emergency {
  readonly told: readonly string[]
  readonly caseWork: 'none' | 'due' | 'done'
}
