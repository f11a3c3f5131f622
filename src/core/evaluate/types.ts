// What one post or department had to do with a case, and what of it counts in a period. Shapes only.
import type { DepartmentId, MatterCode, PersonId } from '../ids.ts'
import type { Rating, Role } from '../incident/types.ts'

/**
 * One thing somebody had to do. `close` is the whole case from filing to closure, on the total clock; `report` is the report
 * itself; `callBack` is the call after closure. The others are named like the work.
 */
export const OBLIGATION_STAGES = [
  'report',
  'verify',
  'filing',
  'dispatch',
  'handle',
  'assist',
  'check',
  'close',
  'respond',
  'callBack',
] as const
export type ObligationStage = (typeof OBLIGATION_STAGES)[number]

/**
 * How it stands, or how it ended. `refused`, `cancelled`: decided, but not filed. `returned`: sent back by whoever had it.
 * `forced`: a leader ended the case. `missed`: the case ended without it. `merged`: it is another case's now.
 * `void`: its ground fell away. `undone`: the act that laid it was taken back, so it never was.
 */
export const OUTCOMES = [
  'open',
  'done',
  'refused',
  'cancelled',
  'returned',
  'forced',
  'missed',
  'merged',
  'void',
  'undone',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Instants are epoch ms as recorded. Rows of one case are never removed, so their order names them. */
export interface Obligation {
  readonly stage: ObligationStage
  /** The event of the log that laid it. */
  readonly n: number
  /** Who leads (or assists) while it lasts; absent before dispatch. */
  readonly department?: DepartmentId
  /** Who did it; while open, the post it waits for. */
  readonly role?: Role
  readonly person?: PersonId
  readonly startedAt: number
  /** With extensions and pauses; absent while its clock stands, or where it has none. */
  readonly dueAt?: number
  readonly endedAt?: number
  /** The event that ended it. */
  readonly endedN?: number
  readonly outcome: Outcome
  /** Granted extensions. */
  readonly extensions: number
  /** A granted appeal: late, and not counted as late. */
  readonly exempt: boolean
  /** Work on it failed the check, or the desk sent it back to be done again. */
  readonly reworked: boolean
  /** What was decided in it came back: a filing to the acceptor, a dispatch from the department. */
  readonly returned: boolean
  /** The case is out of the three rates, after review. */
  readonly excluded: boolean
  readonly rating?: Rating
  readonly solved?: boolean
  /** Of a disposal: what it took, in the limit's own time. */
  readonly spentMs?: number
  readonly area: string
  readonly matter?: MatterCode
  readonly simulated: boolean
}

/** What is asked about: the instants [from, to), as known at `asOf`. A period that has not ended counts up to `asOf`. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly asOf: number
}

/** What matters of an obligation in one period; alike ones are counted together. */
export interface Facts {
  readonly stage: ObligationStage
  readonly department?: DepartmentId
  /** Nine digits at most: the street. */
  readonly area: string
  readonly role?: Role
  readonly person?: PersonId
  /** At the end of the period. */
  readonly outcome: Outcome
  /** Began in the period. */
  readonly begun: boolean
  /** Its deadline lies in the period, has come, and it was still owed then. */
  readonly owed: boolean
  /** Ended in the period. */
  readonly ended: boolean
  /** Ended after its deadline. */
  readonly late: boolean
  /** Open at the end of the period (or now), and past its deadline. */
  readonly overdue: boolean
  readonly extended: boolean
  readonly exempt: boolean
  readonly reworked: boolean
  readonly returned: boolean
  readonly excluded: boolean
  readonly rating?: Rating
  readonly solved?: boolean
  readonly simulated: boolean
}

/** So many obligations with the same facts; `spentMs` is their sum. */
export interface Tally extends Facts {
  readonly count: number
  readonly spentMs: number
}
