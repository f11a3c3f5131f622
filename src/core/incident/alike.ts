// Whether two cases may be one: near in place and time, of the same kind, alike in words. Offers; a person merges.
import type { IncidentId } from '../ids.ts'
import type { Incident } from './types.ts'

/** How near counts as near (local practice: 50 m and 24 h), and how alike words must be, 0–1. City data. */
export interface AlikeRules {
  readonly withinM: number
  readonly withinHours: number
  readonly words: number
}

/** What is compared. `text` is the reporter's or the rule's words. */
export type Comparable = Pick<Incident, 'id' | 'place' | 'openedAt' | 'matter' | 'text' | 'state' | 'mergedInto'>

export interface Alike {
  readonly incident: IncidentId
  /** 0–1, the order of the offer. */
  readonly score: number
  readonly distanceM: number
  readonly apartMs: number
  readonly sameMatter: boolean
  /** Shared two-character pieces over all of them, 0–1. */
  readonly words: number
}
