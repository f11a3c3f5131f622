// The brief (简报) as statements, each with the query that its figures rest on, and the facts that it is composed from.
import type { Because } from '../because.ts'
import type { AlarmId, DepartmentId, IncidentId, IndicatorId, MatterCode } from '../ids.ts'
import type { IncidentState } from '../incident/types.ts'
import type { Level } from '../level.ts'
import type { SupervisedState, Colour } from '../supervise/types.ts'
import type { Text } from '../text.ts'
import type { CaseFilter, Query, Than } from './query.ts'
import type { BriefKind } from './key.ts'

/** One figure in a sentence: the number, its unit, what is counted, and the query that gives it as of `asOf`. */
export interface Figure {
  readonly key: string
  readonly value: number
  readonly unit: string
  readonly definition: Text
  readonly asOf: number
  /** What is asked to get this number again. Absent in briefs issued before queries were kept. */
  readonly query?: Query
  readonly sources: readonly Because[]
}

/** In the order they are printed. `verdict` stands above the numbered sections; one without statements is left out. */
export const BRIEF_SECTIONS = [
  'verdict',
  'changes',
  'incidents',
  'weather',
  'vitals',
  'cases',
  'hotline',
  'departments',
  'instructions',
  'watch',
  'quality',
  'duty',
] as const
export type BriefSection = (typeof BRIEF_SECTIONS)[number]

export interface Statement {
  readonly id: string
  readonly section: BriefSection
  readonly text: Text
  readonly level?: Level
  readonly figures: readonly Figure[]
  /** What opens when the sentence itself is chosen. */
  readonly sources: readonly Because[]
}

/** A table of the brief, for those who calculate on: the same rows whoever asks, frozen with it. */
export interface BriefTable {
  readonly id: string
  readonly title: Text
  readonly columns: readonly { readonly name: Text; readonly unit?: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly (Text | string | number | null)[])[]
}

export interface Brief {
  readonly key: string
  readonly kind: BriefKind
  readonly title: Text
  /** First city date the brief is about, `YYYY-MM-DD`. */
  readonly date: string
  readonly from: number
  readonly to: number
  /** Data cut-off; before `to` the day is incomplete and the brief says so. */
  readonly asOf: number
  readonly complete: boolean
  /** Version of the data: what the hub had come to know by then is in it, nothing later is. */
  readonly knownAt: number
  readonly light: 'green' | 'yellow' | 'orange' | 'red'
  readonly statements: readonly Statement[]
  /** Small multiples by indicator: equal steps over the window, null where nothing was known. */
  readonly sparks: Readonly<Record<IndicatorId, readonly (number | null)[]>>
  /** Where the major incidents are, for the small map. */
  readonly places: readonly {
    readonly incident: IncidentId
    readonly statement: string
    readonly level: Level
    readonly lng: number
    readonly lat: number
  }[]
  readonly tables: readonly BriefTable[]
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
  /** District and street, for topics of an area. */
  readonly area?: string
  readonly lng?: number
  readonly lat?: number
  /** What the reporter or the rule said, for finding alike ones; never printed as it is. */
  readonly words?: string
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
  /** Of the same window a week earlier and a year earlier; absent where nothing is stored of then. */
  readonly lastWeek?: number
  readonly lastYear?: number
  /** Hourly (daily in longer briefs) values over the window. */
  readonly series?: readonly (number | null)[]
  /** Foretold highest and lowest of the hours after the window, with the interval it keeps to 80 %. */
  readonly ahead?: {
    readonly at: number
    readonly value: number
    readonly low: number
    readonly high: number
    /** The level that the foretold value would be at. */
    readonly level?: Level
  }
}

/** How much of something there was in the same window before: yesterday, last week, last year. */
export interface Before {
  readonly opened: number
  readonly closed: number
  readonly due: number
  readonly onTime: number
  /** False: the hub did not know that window whole, nothing is compared. */
  readonly complete: boolean
}

/** An official warning that stood in the window. */
export interface BriefWarning {
  readonly id: string
  readonly title: Text
  readonly level: Level
  readonly issuedAt: number
  readonly expiresAt?: number
  readonly cancelledAt?: number
  readonly sender: string
  readonly simulated: boolean
}

/** A matter under supervision as the brief tells of it. */
export interface BriefSupervised {
  readonly id: string
  readonly code: string
  readonly title: Text
  readonly origin: string
  readonly state: SupervisedState
  readonly colour: Colour
  readonly by: Text
  readonly leadName: Text
  readonly givenAt: number
  readonly dueAt: number
  readonly signedAt?: number
  readonly closedAt?: number
  readonly lastWord?: Text
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

/** Who was on duty: a shift of the window with the people of it. */
export interface BriefShift {
  readonly name: Text
  readonly from: number
  readonly to: number
  readonly people: readonly { readonly name: string; readonly post: Text }[]
}

/** All that a brief is composed from; times are epoch ms. */
export interface BriefFacts {
  readonly key: string
  readonly kind: BriefKind
  readonly date: string
  readonly from: number
  readonly to: number
  readonly now: number
  /** City time = UTC + this; absent: `from` is taken for the city's midnight of `date`. */
  readonly utcOffsetMinutes?: number
  /** Cases opened in the window, plus those still open or closed or due within it. */
  readonly cases: readonly BriefCase[]
  /** The period before; while the window is incomplete, its same elapsed part. */
  readonly previous: Before
  /** The same weekday a week earlier and the same date a year earlier; for days only. */
  readonly lastWeek?: Before
  readonly lastYear?: Before
  /**
   * Calls of the period before (its same elapsed part) near the first reports of this one's topics, as they stand at the cut-off:
   * around which reports was looked, and what was found there.
   */
  readonly callsBefore?: { readonly around: readonly IncidentId[]; readonly cases: readonly BriefCase[] }
  /** What the window is when it is no plain day: a noun, 国庆节假期 / 国庆节调休上班日; the National Day holiday. */
  readonly calendar?: Text
  /** The same of the windows compared with. */
  readonly calendars?: Partial<Readonly<Record<Than, Text>>>
  /** Of a special topic: what it is called, and what it is narrowed to. */
  readonly title?: Text
  readonly filter?: CaseFilter
  readonly warnings: readonly BriefWarning[]
  readonly supervised: readonly BriefSupervised[]
  readonly shifts: readonly BriefShift[]
  readonly indicators: readonly BriefIndicator[]
  readonly alarms: readonly {
    readonly id: AlarmId
    readonly level: Level
    readonly raisedAt: number
    readonly clearedAt?: number
  }[]
  readonly feeds: readonly BriefFeed[]
  /** Departments that came to be called otherwise within the window; cases name theirs as it was called at the cut-off. */
  readonly renamed?: readonly {
    readonly department: DepartmentId
    readonly was: Text
    readonly is: Text
    readonly at: number
  }[]
  /** Published last before the day ended, or first after it; absent while none was. */
  readonly heads?: readonly BriefHead[]
  readonly simulated: boolean
}
