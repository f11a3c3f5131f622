// A case (案卷) as its log folds to. What can be logged is in events.ts, what may be asked in inputs.ts, what is lawful in lifecycle.ts.
import type { AlarmId, AreaCode, ConditionId, DepartmentId, IncidentId, MatterCode, PersonId, PhotoId } from '../ids.ts'
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
  | 'merged'
  | 'closed'
  | 'forceClosed'
  | 'refused'
  | 'cancelled'

/** Posts of the two axes. `collector` 监督员 is out in the grids. `system` is the hub itself, acting by a rule. */
export type Role =
  'wall' | 'collector' | 'acceptor' | 'dispatcher' | 'dutyChief' | 'department' | 'leader' | 'administrator' | 'system'

/** Who acts. `department` is set for department staff only. */
export interface Actor {
  readonly id: PersonId
  readonly name: string
  readonly role: Role
  readonly department?: DepartmentId
}

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

/** A reminder already given, named by the clock it was given for: a moved or restarted clock is reminded anew. */
export interface Reminder {
  readonly stage: ClockStage
  readonly why: 'nearDue' | 'overdue' | 'desk' | 'escalated' | 'supervised'
  readonly startedAt: number
  readonly dueAt: number
}

/** The order of an assisting department: its own state under the lead's clock, its part of the joint result. */
export interface AssistOrder {
  readonly department: DepartmentId
  readonly state: 'pending' | 'handling' | 'finished'
  /** What it is asked to do; absent when it was named with the dispatch. */
  readonly task?: string
  readonly handler?: string
  readonly note?: string
  readonly photos: readonly PhotoId[]
}

/** 督办: by a leader's instruction, urgent, or normal; the hub's own are normal. */
export type SupervisionLevel = 'normal' | 'urgent' | 'leader'
export interface Supervision {
  readonly level: SupervisionLevel
  readonly text: string
  readonly by: string
  readonly at: number
  readonly dueAt?: number
  readonly reply?: { readonly text: string; readonly by: string; readonly at: number }
}

/** 超时申诉: once per case. `granted` exempts from overdue statistics; the overdue fact stays. */
export interface Appeal {
  readonly reason: string
  readonly state: 'asked' | 'reviewed' | 'granted' | 'refused'
  readonly reviewer?: PersonId
}

/** 好差评 (国办发〔2019〕51号): five levels, best first; the last two are bad ratings. */
export const RATINGS = ['verySatisfied', 'satisfied', 'fairlySatisfied', 'dissatisfied', 'veryDissatisfied'] as const
export type Rating = (typeof RATINGS)[number]

/** 回访. Whoever could not be reached says nothing about the case; the call may be repeated. */
export interface CallBack {
  readonly reached: boolean
  readonly rating?: Rating
  /** 诉求人认可解决. */
  readonly solved?: boolean
  readonly note?: string
  readonly by: string
  readonly at: number
}

/** Why a case does not count in the three rates, after review (domain: 咨询, 不合理, 超出职权). */
export const GROUNDS = ['consultation', 'unreasonable', 'outOfPower'] as const
export type Ground = (typeof GROUNDS)[number]

/** Events whose act may be taken back while nobody has gone on from it. */
export const UNDOABLE = [
  'verifyRequested',
  'filed',
  'dispatched',
  'accepted',
  'extensionRequested',
  'suspensionRequested',
  'excluded',
] as const
export type Undoable = (typeof UNDOABLE)[number]

/** What may be taken back. `was`: what a filing or a dispatch put something else in the place of. */
export interface LastAct {
  /** Its event. */
  readonly n: number
  readonly of: Undoable
  readonly by: PersonId
  readonly at: number
  readonly was?: {
    readonly clocks: Incident['clocks']
    readonly level: Level
    readonly snapshot?: MatterSnapshot
  }
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
  /** 首接负责: set by the dispatch, ends with another dispatch. */
  readonly firstResponsible?: boolean
  readonly assist: readonly DepartmentId[]
  /** One per assisting department, in the order of `assist`. */
  readonly orders: readonly AssistOrder[]
  readonly handler?: string
  /** The crew of the lead department that has it in hand (id of its list). */
  readonly crew?: string
  /** Somebody who reported it can be called: the fact, never the person. */
  readonly callable?: boolean
  /** 联系诉求人: the first time somebody reached whoever reported it, since the last dispatch. */
  readonly contactedAt?: number
  /** Since the last closure. Absent: none. */
  readonly callBacks?: readonly CallBack[]
  readonly excluded?: { readonly ground: Ground; readonly reason: string }
  /** The last act of a person that changed the case (notes and calls aside), while nothing else has happened since. */
  readonly lastAct?: LastAct
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
  readonly reopenings: number
  readonly appeal?: Appeal
  readonly supervised: boolean
  readonly supervisions: readonly Supervision[]
  /** Absent until the first reminder. */
  readonly reminders?: readonly Reminder[]
  /** Persons who disposed (submitted, finished an order, or confirmed): they may neither check nor close. */
  readonly disposers: readonly PersonId[]
  readonly alarms: readonly AlarmId[]
  readonly reports: readonly string[]
  readonly photos: readonly PhotoId[]
  readonly areas: readonly AreaCode[]
  /** Cases merged into this one. */
  readonly absorbed: readonly IncidentId[]
  /** The case this one is merged into, also after its end was shared; and where it goes back to when taken out again. */
  readonly mergedInto?: IncidentId
  readonly mergedFrom?: IncidentState
}
