// What a figure of a brief is asked from: a question that can be put again, as data. The answering is evidence's (server) and
// counting's (pure); a test holds the two together for every printed figure.
import type { DepartmentId, IncidentId, IndicatorId, MatterCode } from '../ids.ts'
import type { Level } from '../level.ts'

/** Sets of cases by name; what makes a case belong to one is in counting.ts, in code and in words. */
export const CASE_SETS = [
  'opened',
  'filed',
  'dispatched',
  'closed',
  'open',
  'due',
  'onTime',
  'late',
  'undisposed',
  'overdue',
  'soonDue',
  'done',
  'majors',
] as const
export type CaseSet = (typeof CASE_SETS)[number]

/** Narrower: all that are given must hold. */
export interface CaseFilter {
  readonly level?: Level
  readonly matter?: MatterCode
  readonly source?: string
  readonly lead?: DepartmentId
  /** An area code; what lies in it belongs too. */
  readonly area?: string
  readonly supervised?: boolean
  /** Cases named one by one: a topic of alike reports. */
  readonly ids?: readonly string[]
  /** Begun in [from, to), epoch ms: a day of a longer window. */
  readonly begun?: { readonly from: number; readonly to: number }
}

/** Windows other than the brief's own. */
export type Than = 'before' | 'lastWeek' | 'lastYear'

/** Everything is asked of the brief's window and as of the brief's cut-off and `knownAt`. */
export type Query =
  | { readonly ask: 'cases'; readonly set: CaseSet; readonly filter?: CaseFilter; readonly than?: Than }
  /** Calls of the window before that are alike to this report, the first of a topic. */
  | { readonly ask: 'alike'; readonly to: IncidentId }
  | {
      readonly ask: 'indicator'
      readonly indicator: IndicatorId
      readonly measure: 'last' | 'min' | 'max' | 'mean' | 'coverage'
      readonly than?: Than
    }
  | { readonly ask: 'foretold'; readonly indicator: IndicatorId; readonly measure: 'value' | 'low' | 'high' }
  | { readonly ask: 'alarms'; readonly set: 'raised' | 'standing'; readonly level?: Level }
  | {
      readonly ask: 'feeds'
      readonly measure: 'known' | 'silent' | 'accepted' | 'rejected' | 'received'
      readonly feed?: string
    }
  | { readonly ask: 'indicators'; readonly measure: 'known' | 'unknown' | 'listed'; readonly level?: Level }
  | { readonly ask: 'warnings'; readonly level?: Level }
  | { readonly ask: 'supervised'; readonly set: 'given' | 'running' | 'overdue' | 'soonDue' | 'closed' }
  /** Made of other figures: a share (%), a difference (absolute), a change (% of the base), a difference in percentage points. */
  | {
      readonly ask: 'made'
      readonly how: 'share' | 'difference' | 'change' | 'points'
      readonly of: readonly [Query, Query]
    }
  /** A number that stands in the log itself: the n of a published head. */
  | { readonly ask: 'head'; readonly chain: 'cases' | 'audit' }
