// Everything that can be written in a case's log.
import type { Because } from '../because.ts'
import type { Clock, ClockStage } from '../clock/types.ts'
import type { AlarmId, ConditionId, DepartmentId, IncidentId, MatterCode, PhotoId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Place } from '../place.ts'
import type { Text } from '../text.ts'
import type {
  Actor,
  Ground,
  IncidentSource,
  IncidentState,
  MatterSnapshot,
  Rating,
  SupervisionLevel,
  Undoable,
} from './types.ts'

/** `type` decides the shape of the rest. */
export type EventBody =
  | {
      readonly type: 'opened'
      readonly code: string
      readonly source: IncidentSource
      readonly title: Text
      readonly text: string
      readonly level: Level
      readonly place: Place
      readonly matter?: MatterCode
      readonly condition?: ConditionId
      /** Department that owns / maintains the linked component or sensor. */
      readonly owner?: DepartmentId
      readonly maintainer?: DepartmentId
      readonly fingerprint?: string
      readonly simulated: boolean
      /** Somebody who reported it left a number. */
      readonly callable?: boolean
      readonly state: 'pendingVerify' | 'pendingFiling'
    }
  | { readonly type: 'alarmLinked'; readonly alarm: AlarmId; readonly level: Level; readonly text: Text }
  | { readonly type: 'reportLinked'; readonly report: string; readonly text: string; readonly source: IncidentSource }
  | { readonly type: 'verifyRequested'; readonly note?: string }
  | { readonly type: 'verified'; readonly found: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'filed'; readonly snapshot: MatterSnapshot; readonly level: Level }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'cancelled'; readonly reason: string }
  | {
      readonly type: 'dispatched'
      readonly lead: DepartmentId
      readonly assist: readonly DepartmentId[]
      /** False when the dispatcher chose another than the first recommendation. */
      readonly recommended: boolean
      /** 首接负责: the lead may not hand it on. */
      readonly firstResponsible?: boolean
      readonly note?: string
    }
  | { readonly type: 'returnedToAcceptor'; readonly reason: string }
  | { readonly type: 'accepted'; readonly handler: string; readonly crew?: string }
  /** Given to another handler or crew of the same department. */
  | { readonly type: 'assigned'; readonly handler: string; readonly crew?: string }
  | { readonly type: 'returned'; readonly reason: string; readonly proposed?: DepartmentId }
  | { readonly type: 'revoked'; readonly reason: string }
  | { readonly type: 'progressed'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'submitted'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'sentBack'; readonly reason: string }
  | { readonly type: 'confirmed'; readonly note?: string }
  | { readonly type: 'engaged'; readonly department: DepartmentId; readonly task: string }
  | { readonly type: 'released'; readonly department: DepartmentId; readonly reason: string }
  | { readonly type: 'orderAccepted'; readonly department: DepartmentId; readonly handler: string }
  | { readonly type: 'orderReturned'; readonly department: DepartmentId; readonly reason: string }
  | {
      readonly type: 'orderFinished'
      readonly department: DepartmentId
      readonly note: string
      readonly photos: readonly PhotoId[]
    }
  | { readonly type: 'checked'; readonly passed: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'reworked'; readonly reason: string }
  | { readonly type: 'closed'; readonly conditionMet: true; readonly note?: string }
  | { readonly type: 'forceClosed'; readonly reason: string }
  | { readonly type: 'reopened'; readonly reason: string }
  | { readonly type: 'extensionRequested'; readonly reason: string }
  | { readonly type: 'extensionDecided'; readonly granted: boolean; readonly reason?: string }
  | { readonly type: 'suspensionRequested'; readonly until: number; readonly reason: string }
  | { readonly type: 'suspensionDecided'; readonly granted: boolean; readonly until: number; readonly reason?: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'appealed'; readonly reason: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'appealReviewed'; readonly granted: boolean; readonly reason?: string }
  | { readonly type: 'appealDecided'; readonly granted: boolean; readonly reason?: string }
  | {
      readonly type: 'supervised'
      readonly text: string
      readonly urgency?: SupervisionLevel
      readonly dueAt?: number
      /** By the hub: the clock that had been overdue for too long. */
      readonly stage?: ClockStage
    }
  /** The lead department's answer to the latest supervision. */
  | { readonly type: 'replied'; readonly text: string }
  | {
      readonly type: 'reminded'
      readonly stage: ClockStage
      readonly why: 'nearDue' | 'overdue' | 'desk'
      readonly note?: string
    }
  /** Overdue for so long that the duty chief has to look at it. */
  | { readonly type: 'escalated'; readonly stage: ClockStage }
  | { readonly type: 'noted'; readonly text: string }
  /** 联系诉求人: whoever reported it was told who works on it, or could not be reached. */
  | { readonly type: 'contacted'; readonly reached: boolean; readonly note?: string }
  /** 回访. A bad rating, or «not solved», is followed by `reopened` in the same act where the case may still be reopened. */
  | {
      readonly type: 'calledBack'
      readonly reached: boolean
      readonly rating?: Rating
      readonly solved?: boolean
      readonly note?: string
    }
  /** 剔除考核, after review. */
  | { readonly type: 'excluded'; readonly ground: Ground; readonly reason: string }
  /** The act of event `n` is taken back: the case stands as before it, its clocks as well. */
  | { readonly type: 'undone'; readonly n: number; readonly of: Undoable }
  /** On the merged case, then on the case it was merged into. Clocks of the merged case stand meanwhile. */
  | { readonly type: 'merged'; readonly into: IncidentId; readonly reason?: string }
  | { readonly type: 'absorbed'; readonly incident: IncidentId }
  | { readonly type: 'unmerged'; readonly from: IncidentId; readonly reason: string }
  | { readonly type: 'separated'; readonly incident: IncidentId; readonly reason: string }
  /** The end of the case it was merged into is its own. */
  | {
      readonly type: 'outcomeShared'
      readonly from: IncidentId
      readonly state: Extract<IncidentState, 'closed' | 'forceClosed' | 'cancelled' | 'refused'>
    }
  /** Clocks as they stand after the events of the same act: started, moved, paused or stopped. */
  | { readonly type: 'clocked'; readonly clock: Clock }

export type EventType = EventBody['type']

/** One line of the log. `n` counts from 1 without holes; both times are epoch ms. */
export interface IncidentEvent {
  readonly incident: IncidentId
  readonly n: number
  readonly actor: Actor
  readonly occurredAt: number
  readonly recordedAt: number
  readonly because: readonly Because[]
  readonly body: EventBody
}
