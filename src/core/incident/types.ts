// A case (案卷): a log of events, folded. What may happen when is in lifecycle.ts, nowhere else.
import type { AlarmId, AreaCode, ConditionId, DepartmentId, IncidentId, MatterCode, PersonId, PhotoId } from '../ids.ts'
import type { Because } from '../because.ts'
import type { Clock, ClockStage, Limit } from '../clock/types.ts'
import type { Level } from '../level.ts'
import type { Place } from '../place.ts'
import type { Text } from '../text.ts'

export type IncidentState =
  | 'pendingVerify'
  | 'pendingFiling'
  | 'pendingDispatch'
  | 'pendingHandle'
  | 'handling'
  | 'pendingConfirm'
  | 'pendingCheck'
  | 'pendingClose'
  | 'suspended'
  | 'closed'
  | 'refused'
  | 'cancelled'

/** Posts of the two axes. `system` is the hub itself, acting by a rule. */
export type Role =
  'wall' | 'acceptor' | 'dispatcher' | 'dutyChief' | 'department' | 'leader' | 'administrator' | 'system'

/** Who acts. `department` is set for department staff only. */
export interface Actor {
  readonly id: PersonId
  readonly name: string
  readonly role: Role
  readonly department?: DepartmentId
}

/** Acts an actor may do on a case; the lifecycle table says when and by whom. */
export type Act =
  | 'requestVerify'
  | 'verify'
  | 'file'
  | 'refuse'
  | 'cancel'
  | 'dispatch'
  | 'returnToAcceptor'
  | 'accept'
  | 'return'
  | 'revoke'
  | 'progress'
  | 'submit'
  | 'sendBack'
  | 'confirm'
  | 'check'
  | 'rework'
  | 'close'
  | 'requestExtension'
  | 'decideExtension'
  | 'requestSuspension'
  | 'decideSuspension'
  | 'resume'
  | 'supervise'
  | 'remind'
  | 'note'

/** What applied when the case was filed, frozen: standards change, history does not. */
export interface MatterSnapshot {
  readonly standard: string
  readonly code: MatterCode
  readonly kind: 'matter' | 'component' | 'monitored' | 'emergency'
  readonly name: Text
  readonly condition: ConditionId
  readonly conditionText: Text
  readonly closingText: Text
  readonly limit: Limit
  readonly basis: readonly string[]
}

export type IncidentSource = 'sensor' | 'hotline' | 'patrol' | 'camera' | 'citizen' | 'platform' | 'desk'

/** Everything that can be written in a case's log. `type` decides the shape of the rest. */
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
      readonly note?: string
    }
  | { readonly type: 'returnedToAcceptor'; readonly reason: string }
  | { readonly type: 'accepted'; readonly handler: string }
  | { readonly type: 'returned'; readonly reason: string; readonly proposed?: DepartmentId }
  | { readonly type: 'revoked'; readonly reason: string }
  | { readonly type: 'progressed'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'submitted'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'sentBack'; readonly reason: string }
  | { readonly type: 'confirmed'; readonly note?: string }
  | { readonly type: 'checked'; readonly passed: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly type: 'reworked'; readonly reason: string }
  | { readonly type: 'closed'; readonly conditionMet: true; readonly note?: string }
  | { readonly type: 'extensionRequested'; readonly reason: string }
  | { readonly type: 'extensionDecided'; readonly granted: boolean; readonly reason?: string }
  | { readonly type: 'suspensionRequested'; readonly until: number; readonly reason: string }
  | { readonly type: 'suspensionDecided'; readonly granted: boolean; readonly until: number; readonly reason?: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'supervised'; readonly text: string }
  | {
      readonly type: 'reminded'
      readonly stage: ClockStage
      readonly why: 'nearDue' | 'overdue' | 'desk'
      readonly note?: string
    }
  | { readonly type: 'noted'; readonly text: string }
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

/** A reminder already given, named by the clock it was given for: a moved or restarted clock is reminded anew. */
export interface Reminder {
  readonly stage: ClockStage
  readonly why: 'nearDue' | 'overdue' | 'desk'
  readonly startedAt: number
  readonly dueAt: number
}

/** The fold of a log. `version` is the last event's `n`. */
export interface Incident {
  readonly id: IncidentId
  readonly code: string
  readonly version: number
  readonly state: IncidentState
  /** Where a suspended case goes on. */
  readonly resumeState?: 'pendingHandle' | 'handling'
  readonly source: IncidentSource
  readonly title: Text
  readonly text: string
  readonly level: Level
  readonly place: Place
  readonly simulated: boolean
  readonly fingerprint?: string
  readonly matter?: MatterCode
  readonly condition?: ConditionId
  readonly snapshot?: MatterSnapshot
  readonly owner?: DepartmentId
  readonly maintainer?: DepartmentId
  readonly lead?: DepartmentId
  readonly assist: readonly DepartmentId[]
  readonly handler?: string
  readonly openedAt: number
  readonly recordedAt: number
  readonly updatedAt: number
  readonly filedAt?: number
  readonly dispatchedAt?: number
  readonly confirmedAt?: number
  readonly closedAt?: number
  readonly clocks: Readonly<Partial<Record<ClockStage, Clock>>>
  readonly extensions: number
  readonly suspensions: number
  readonly request?:
    | { readonly type: 'extension'; readonly reason: string }
    | { readonly type: 'suspension'; readonly reason: string; readonly until: number }
  readonly suspendedUntil?: number
  readonly reworks: number
  readonly returns: number
  readonly returnedBy: readonly DepartmentId[]
  readonly supervised: boolean
  /** Absent until the first reminder. */
  readonly reminders?: readonly Reminder[]
  /** Persons who disposed (submitted or confirmed): they may neither check nor close. */
  readonly disposers: readonly PersonId[]
  readonly alarms: readonly AlarmId[]
  readonly reports: readonly string[]
  readonly photos: readonly PhotoId[]
  readonly areas: readonly AreaCode[]
}

/** What an actor sends; the input of each act is checked by wire/acts.ts. */
export type ActInput =
  | { readonly act: 'requestVerify'; readonly note?: string }
  | { readonly act: 'verify'; readonly found: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'file'; readonly matter: MatterCode; readonly condition: ConditionId; readonly level?: Level }
  | {
      readonly act: 'refuse' | 'cancel' | 'returnToAcceptor' | 'revoke' | 'sendBack' | 'rework'
      readonly reason: string
    }
  | {
      readonly act: 'dispatch'
      readonly lead: DepartmentId
      readonly assist: readonly DepartmentId[]
      readonly note?: string
    }
  | { readonly act: 'accept'; readonly handler?: string }
  | { readonly act: 'return'; readonly reason: string; readonly proposed?: DepartmentId }
  | { readonly act: 'progress' | 'submit'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'confirm'; readonly note?: string }
  | { readonly act: 'check'; readonly passed: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'close'; readonly conditionMet: true; readonly note?: string }
  | { readonly act: 'requestExtension'; readonly reason: string }
  | { readonly act: 'decideExtension' | 'decideSuspension'; readonly granted: boolean; readonly reason?: string }
  | { readonly act: 'requestSuspension'; readonly reason: string; readonly until: number }
  | { readonly act: 'resume' }
  | { readonly act: 'supervise' | 'note'; readonly text: string }
  | { readonly act: 'remind'; readonly note?: string }
