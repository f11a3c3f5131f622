// What a handover is written from, and the items it is made of. Gathers nothing, writes no sentence.
import type { Emergency } from '../emergency/types.ts'
import type { AlarmId, DepartmentId, IncidentId } from '../ids.ts'
import type { Incident } from '../incident/types.ts'
import type { Level } from '../level.ts'
import type { Shift } from '../shift.ts'
import type { Text } from '../text.ts'

/** Sections of a handover, in the order they are read. */
export const HANDOVER_SECTIONS = ['red', 'promises', 'alarms', 'feeds', 'instructions', 'notes'] as const
export type HandoverSection = (typeof HANDOVER_SECTIONS)[number]

/** An alarm as the desk has it. Instants are epoch ms. */
export interface HandoverAlarm {
  readonly id: AlarmId
  readonly name: Text
  readonly sensorName: string
  readonly areaName: Text
  readonly level: Level
  readonly raisedAt: number
  readonly clearedAt?: number
  readonly acknowledgedAt?: number
  readonly shelvedUntil?: number
  readonly shelvedReason?: string
  readonly incident?: IncidentId
  readonly simulated: boolean
}

/** A feed that does not deliver as its contract says. */
export interface HandoverFeed {
  readonly id: string
  readonly name: Text
  readonly state: 'late' | 'silent'
  readonly lastSeenAt?: number
}

/** A note written on a case during the shift. `n` is its place in the case's log. */
export interface HandoverNote {
  readonly incident: Incident
  readonly n: number
  readonly by: string
  readonly text: string
}

export interface HandoverFacts {
  /** As of when, epoch ms. */
  readonly now: number
  readonly shift: Shift
  /** Ends of suspensions and deadlines up to then are handed over: the end of the day that follows the shift. */
  readonly until: number
  /** Cases that are not closed, merged ones aside. */
  readonly open: readonly Incident[]
  /** Closed cases whose caller is still to be called back. */
  readonly toCallBack: readonly Incident[]
  /** Emergencies and drills that have not ended, or owe a report. */
  readonly emergencies: readonly Emergency[]
  readonly alarms: readonly HandoverAlarm[]
  readonly feeds: readonly HandoverFeed[]
  readonly notes: readonly HandoverNote[]
  readonly counts: { readonly opened: number; readonly closed: number; readonly alarms: number }
  readonly names: {
    /** Public title of a case, as lists show it. */
    readonly title: (incident: Incident) => Text
    readonly department: (id: DepartmentId) => Text
    /** City date and time of an instant, e.g. `11-22 16:00`. */
    readonly time: (at: number) => string
  }
}

/** One line. `id` stays the same as long as it is about the same thing, so that what was written beside it stays with it. */
export interface HandoverLine {
  readonly id: string
  readonly section: HandoverSection
  readonly text: Text
  readonly level?: Level
  readonly subject?: { readonly kind: 'incident' | 'alarm' | 'feed' | 'emergency'; readonly id: string }
  readonly dueAt?: number
  readonly mustOpen: boolean
}

export interface HandoverFigure {
  readonly id: 'opened' | 'closed' | 'open' | 'overdue' | 'alarms'
  readonly name: Text
  readonly value: number
  readonly unit: Text
}

/** More lines of one kind than somebody takes in at a change of shift; the others are counted, worst and first due come first. */
export const MOST_OF_A_KIND = 30
