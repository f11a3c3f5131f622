// A matter under supervision (督办事项), tracked from the instruction (批示) or another cause to its close. Shapes only.
// Frame: 政府督查工作条例 (国务院令 733 号); practice of the loop in the field: 立项 → 交办 → 签收 → 催办 → 反馈 → 核查 → 办结/退回重办.
import type { DepartmentId, IndicatorId, IncidentId, PersonId, PhotoId } from '../ids.ts'
import type { Role } from '../incident/types.ts'
import type { Text } from '../text.ts'

/** What it came from. */
export const ORIGINS = ['instruction', 'overdue', 'repeated', 'meeting'] as const
export type Origin = (typeof ORIGINS)[number]

/** 阅示, 批示, 重要批示. */
export const GRADES = ['read', 'instruct', 'important'] as const
export type Grade = (typeof GRADES)[number]

/** 待签收, 办理中, 待核查, 办结, 撤销. */
export const SUPERVISED_STATES = ['pendingSign', 'inProgress', 'pendingCheck', 'closed', 'withdrawn'] as const
export type SupervisedState = (typeof SUPERVISED_STATES)[number]

/** 蓝 normal, 黄 due soon, 红 overdue; of ended ones the colour they ended with. Never one of the four alarm levels. */
export const COLOURS = ['blue', 'yellow', 'red'] as const
export type Colour = (typeof COLOURS)[number]

/** What the pen was put beside, and what stood there then. Never changed afterwards. */
export interface Anchor {
  readonly kind: 'statement' | 'indicator' | 'incident' | 'none'
  /** Statement id in `brief`, indicator id, case id; empty for `none`. */
  readonly id: string
  /** Key of the brief it was read in. */
  readonly brief?: string
  /** Printed code of the statement, `三-2`. */
  readonly code?: string
  /** The sentence, or name and value, as it was read. */
  readonly seen: Text
  readonly value?: number
  readonly unit?: string
  readonly level?: number
  /** Of when what was seen is. */
  readonly asOf: number
  readonly indicator?: IndicatorId
  readonly incident?: IncidentId
}

/** Who did something, as the log keeps it. */
export interface Doer {
  readonly account: PersonId
  readonly name: string
  readonly role: Role
  readonly department?: DepartmentId
}

/** How reminders are given: city data (`city.json` supervision), days before the due date, and how often after it. */
export interface ReminderRules {
  readonly beforeDays: readonly number[]
  readonly afterEveryDays: number
  /** Hour of the city's day at which reminders go out. */
  readonly atMinute: number
}

/** One department's part: the lead answers for the whole, an assisting one for its own. */
export interface Part {
  readonly department: DepartmentId
  readonly lead: boolean
  readonly signedAt?: number
  readonly signedBy?: string
}

/** One word of progress. `final` asks for the check. */
export interface Progress {
  readonly n: number
  readonly at: number
  readonly by: Doer
  readonly final: boolean
  readonly text: string
  readonly photos: readonly PhotoId[]
  /** Cases that show it done. */
  readonly incidents: readonly IncidentId[]
}

/** The fold of a log. `version` is the last line's `n`. */
export interface SupervisedMatter {
  readonly id: string
  /** Printed number, `YZ-DB-2026-0007`. */
  readonly code: string
  readonly version: number
  readonly origin: Origin
  readonly grade: Grade
  readonly state: SupervisedState
  readonly title: string
  /** The instruction word for word; additions are lines of their own. */
  readonly text: string
  readonly anchor: Anchor
  readonly by: Doer
  readonly givenAt: number
  readonly dueAt: number
  readonly lead: DepartmentId
  readonly parts: readonly Part[]
  readonly progress: readonly Progress[]
  /** Words added by whoever gave it, or who checks; the first text never changes. */
  readonly additions: readonly { readonly at: number; readonly by: Doer; readonly text: string }[]
  readonly returns: number
  readonly closedAt?: number
  readonly closedBy?: Doer
  readonly conclusion?: string
  /** The giver has read what came back up to this line. */
  readonly readUpTo: number
  /** Reminders already given, by the day they were given for. */
  readonly reminded: readonly { readonly at: number; readonly why: 'before' | 'after' }[]
  readonly simulated: boolean
}
