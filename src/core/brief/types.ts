// The daily brief (城市运行日报) as statements, each with the sources of its figures.
import type { Because } from '../because.ts'
import type { AlarmId, DepartmentId, IncidentId, IndicatorId, MatterCode } from '../ids.ts'
import type { IncidentState } from '../incident/types.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'

/** One figure in a sentence: the number, its unit, what is counted, and what it rests on as of `asOf`. */
export interface Figure {
  readonly key: string
  readonly value: number
  readonly unit: string
  readonly definition: Text
  readonly asOf: number
  readonly sources: readonly Because[]
}

export type BriefSection = 'verdict' | 'changes' | 'incidents' | 'vitals' | 'cases' | 'hotline' | 'watch' | 'quality'

export interface Statement {
  readonly id: string
  readonly section: BriefSection
  readonly text: Text
  readonly level?: Level
  readonly figures: readonly Figure[]
  /** What opens when the sentence itself is chosen. */
  readonly sources: readonly Because[]
}

export interface Brief {
  /** City date the brief is about, `YYYY-MM-DD`. */
  readonly date: string
  readonly from: number
  readonly to: number
  /** Data cut-off; before `to` the day is incomplete and the brief says so. */
  readonly asOf: number
  readonly complete: boolean
  readonly light: 'green' | 'yellow' | 'orange' | 'red'
  readonly statements: readonly Statement[]
  readonly simulated: boolean
}

/** A case as the brief sees it. */
export interface BriefCase {
  readonly id: IncidentId
  readonly code: string
  readonly title: Text
  readonly state: IncidentState
  readonly level: Level
  /** Under supervision (督办): always among the major incidents. */
  readonly supervised?: boolean
  readonly matter?: MatterCode
  readonly matterName?: Text
  readonly source: string
  readonly areaName: Text
  readonly lead?: DepartmentId
  readonly leadName?: Text
  readonly openedAt: number
  readonly filedAt?: number
  readonly dispatchedAt?: number
  readonly confirmedAt?: number
  readonly closedAt?: number
  /** Deadline of disposal. */
  readonly dueAt?: number
  /** An appeal was granted: late, but not counted as late. */
  readonly exempt?: boolean
}

export interface BriefIndicator {
  readonly id: IndicatorId
  readonly name: Text
  readonly unit: string
  readonly decimals: number
  readonly polarity: 'higherBetter' | 'lowerBetter' | 'neutral'
  readonly rate: boolean
  readonly value?: number
  readonly level?: Level
  readonly at?: number
  readonly coverage: number
  /** The same indicator a day earlier at the same hour. */
  readonly previous?: number
  readonly min?: number
  readonly max?: number
}

export interface BriefFeed {
  readonly id: string
  readonly name: Text
  readonly accepted: number
  readonly rejected: number
  readonly lastAt?: number
  readonly silent: boolean
}

/** The end of one of the two logs as it was published: what is printed here can no longer be rewritten there. */
export interface BriefHead {
  readonly chain: 'cases' | 'audit'
  /** Lines up to this end. */
  readonly seq: number
  /** Hex SHA-256. */
  readonly hash: string
  readonly at: number
}

/** All that a brief is composed from; times are epoch ms. */
export interface BriefFacts {
  readonly date: string
  readonly from: number
  readonly to: number
  readonly now: number
  /** City time = UTC + this; absent: `from` is taken for the city's midnight of `date`. */
  readonly utcOffsetMinutes?: number
  /** Cases opened in the window, plus those still open or closed or due within it. */
  readonly cases: readonly BriefCase[]
  /** The day before; while the day is incomplete, its same elapsed part. */
  readonly previous: { readonly opened: number; readonly closed: number; readonly complete: boolean }
  readonly indicators: readonly BriefIndicator[]
  readonly alarms: readonly {
    readonly id: AlarmId
    readonly level: Level
    readonly raisedAt: number
    readonly clearedAt?: number
  }[]
  readonly feeds: readonly BriefFeed[]
  /** Published last before the day ended, or first after it; absent while none was. */
  readonly heads?: readonly BriefHead[]
  readonly simulated: boolean
}
