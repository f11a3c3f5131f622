// Plans (预案) and the emergencies run by them. Shapes only; what may happen next is decided in decide.ts.
import type { DepartmentId, IncidentId, MatterCode } from '../ids.ts'
import type { Role } from '../incident/types.ts'
import type { Sureness } from '../indicate/types.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'

/** 自然灾害, 事故灾难, 公共卫生事件, 社会安全事件 (突发事件应对法 2024, §2). */
export const EMERGENCY_CLASSES = ['natural', 'accident', 'health', 'security'] as const
export type EmergencyClass = (typeof EMERGENCY_CLASSES)[number]

export interface PlanStep {
  readonly id: string
  readonly text: Text
  /** Whose it is: a department of the plan, or a post of the desk. */
  readonly owner: { readonly department: DepartmentId } | { readonly post: Role }
  /** From the declaration on, ms. */
  readonly withinMs: number
}

/** A unit that has a part. The first lead (牵头) coordinates. Contacts are posts with a number, never people. */
export interface PlanParty {
  readonly department: DepartmentId
  readonly lead: boolean
  readonly task: Text
  readonly contact: { readonly post: Text; readonly phone: string }
}

export interface PlanResource {
  readonly id: string
  readonly name: Text
  readonly quantity: number
  readonly unit: Text
  readonly department: DepartmentId
  readonly place?: { readonly name: Text; readonly lng: number; readonly lat: number }
}

/** What gets stricter while it runs. `factor`: of the limit, < 1 for «above», > 1 for «below». Real emergencies only. */
export interface Tightening {
  readonly rule: string
  readonly factor: number
}

export interface Plan {
  readonly id: string
  readonly name: Text
  readonly class: EmergencyClass
  /** Cases of these matters and warnings of these kinds suggest it. */
  readonly matters: readonly MatterCode[]
  readonly warnings: readonly string[]
  readonly steps: readonly PlanStep[]
  readonly parties: readonly PlanParty[]
  readonly resources: readonly PlanResource[]
  /** How long units have for their 就位/未就位, ms. */
  readonly rollCallMs: number
  /** First report (首报) and how often it goes on (续报), ms from the declaration. */
  readonly reports: { readonly firstMs: number; readonly everyMs: number }
  readonly tighten: readonly Tightening[]
  readonly source: string
  readonly sure: Sureness
}

export const ROLL_ANSWERS = ['ready', 'notReady'] as const
export type RollAnswer = (typeof ROLL_ANSWERS)[number]
export const REPORT_KINDS = ['first', 'follow', 'final'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** One line of its log; append-only. `by` is the post or department, `person` stays in the store and never reaches a wall. */
export interface EmergencyActor {
  readonly role: Role
  readonly department?: DepartmentId
}

/** A unit's part as it stands: its order signed for, its answer to the roll call. */
export interface PartyState {
  readonly department: DepartmentId
  readonly lead: boolean
  readonly signedAt?: number
  readonly answer?: RollAnswer
  readonly answeredAt?: number
  readonly note?: string
}

export interface StepState {
  readonly id: string
  readonly dueAt: number
  readonly doneAt?: number
  readonly by?: EmergencyActor
  readonly note?: string
}

/** A report due or written. The text is the log's own draft until the desk has written it over. */
export interface ReportState {
  readonly n: number
  readonly kind: ReportKind
  readonly dueAt: number
  readonly submittedAt?: number
}

export interface Emergency {
  readonly id: string
  readonly drill: boolean
  /** Frozen when declared. */
  readonly plan: Plan
  readonly incident?: IncidentId
  readonly title: Text
  readonly level: Level
  readonly place?: { readonly name: Text; readonly lng: number; readonly lat: number }
  readonly declaredAt: number
  readonly declaredBy: EmergencyActor
  readonly rollDueAt: number
  readonly parties: readonly PartyState[]
  readonly steps: readonly StepState[]
  readonly reports: readonly ReportState[]
  readonly endedAt?: number
  readonly endedBy?: EmergencyActor
  readonly endReason?: string
  /** Counts the lines of its log. */
  readonly version: number
}
