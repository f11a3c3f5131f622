// Time limits as the standards express them (domain: 紧急工作时, 工作时, 工作日, 自然日) and the calendar they run on.

export type LimitUnit = 'urgentHour' | 'workHour' | 'workDay' | 'naturalDay'

/** A limit: how much of which unit. */
export interface Limit {
  readonly amount: number
  readonly unit: LimitUnit
}

/** The work calendar of a city (reference data). Dates are `YYYY-MM-DD` in city time. */
export interface Calendar {
  /** City time = UTC + this. The city keeps no daylight saving. */
  readonly utcOffsetMinutes: number
  /** Working sessions in city minutes of the day, e.g. [[510, 720], [840, 1080]]. */
  readonly sessions: readonly (readonly [number, number])[]
  /** Statutory days off that fall on weekdays or weekends. */
  readonly holidays: readonly string[]
  /** Weekend days worked in exchange (调休). */
  readonly workdays: readonly string[]
  /** Days covered by `holidays`/`workdays`; outside, weekends alone count and the reading says so. */
  readonly knownFrom: string
  readonly knownTo: string
}

/** Stages that have a clock of their own. */
export type ClockStage = 'filing' | 'dispatch' | 'handle' | 'check' | 'respond' | 'callBack' | 'total'

/** One clock of one case. Instants are epoch ms. */
export interface Clock {
  readonly stage: ClockStage
  readonly limit: Limit
  readonly startedAt: number
  /** Moves only by a granted extension or by the end of a pause. */
  readonly dueAt: number
  /** When near-due begins (80 % of the limit used, in the limit's own unit). */
  readonly warnAt: number
  readonly stoppedAt?: number
  /** Set while the clock stands (suspension, merging): since when, and what was left then, ms of the limit's own time. */
  readonly pausedAt?: number
  readonly leftMs?: number
  /** When an overdue case goes up: to the duty chief, then under supervision. Fixed with the deadline, moved with it. */
  readonly chiefAt?: number
  readonly superviseAt?: number
}

/** How long after the deadline an overdue case goes up (local practice, so data). */
export interface Escalation {
  readonly chiefAfter: Limit
  readonly superviseAfter: Limit
}

export type ClockStatus = 'running' | 'nearDue' | 'overdue' | 'paused' | 'metOnTime' | 'metLate'
