// How a case begins: from an alarm or from a report. Gives the first events of its log.
import { type Level, worse } from '../level.ts'
import type { AlarmId, ConditionId, DepartmentId, MatterCode } from '../ids.ts'
import type { Place } from '../place.ts'
import type { Text } from '../text.ts'
import type { SnapshotOf } from './decision.ts'
import { type ClockContext, filedEvents, started } from './effects.ts'
import { titleFor } from './title.ts'
import type { EventBody } from './events.ts'
import type { IncidentSource } from './types.ts'

/** What made the hub open a case. */
export type Cause =
  | {
      readonly type: 'alarm'
      readonly alarm: AlarmId
      readonly level: Level
      /** What the alarm says, e.g. «积水深度 28 cm，超过 Ⅱ 级 27 cm». */
      readonly text: Text
      /** File at once under the matter and condition of the alarm's rule. */
      readonly autofile: boolean
    }
  | { readonly type: 'report'; readonly report: string; readonly source: Exclude<IncidentSource, 'sensor'> }

export interface OpenFacts {
  /** Case number as people read it. */
  readonly code: string
  readonly place: Place
  /** The place in words for the title: road or address, else the area's name. */
  readonly placeText?: Text
  /** Description in the reporter's or the rule's words. */
  readonly text: string
  /** Given, or suggested from the text; not filed by that. */
  readonly matter?: MatterCode
  readonly condition?: ConditionId
  /** Level a desk officer gives. */
  readonly level?: Level
  readonly owner?: DepartmentId
  readonly maintainer?: DepartmentId
  /** Same fingerprint, same open case. */
  readonly fingerprint?: string
  readonly simulated: boolean
  /** Whoever reported it left a number. */
  readonly callable?: boolean
  readonly cause: Cause
}

export interface OpenContext extends ClockContext {
  readonly snapshotOf: SnapshotOf
}

/** Level of a case nobody has judged yet. */
const UNJUDGED: Level = 4

/**
 * First events of a new case. An alarm that files itself goes on to `pendingDispatch`; every other begins in `pendingFiling`,
 * a camera's in `pendingVerify` (its picture has to be looked at). The filing clock starts with the opening and runs through
 * verification, which is part of getting a case filed.
 */
export function openIncident(facts: OpenFacts, ctx: OpenContext): EventBody[] {
  const { cause, placeText, level: given, matter, condition, ...rest } = facts
  const known = matter !== undefined && condition !== undefined ? ctx.snapshotOf(matter, condition) : undefined
  const level =
    cause.type === 'alarm' ? (worse(cause.level, given) ?? cause.level) : (given ?? known?.level ?? UNJUDGED)
  const filing = started('filing', ctx.stages.filing, ctx)
  const events: EventBody[] = [
    {
      type: 'opened',
      ...rest,
      ...(matter !== undefined && { matter }),
      ...(condition !== undefined && { condition }),
      source: cause.type === 'alarm' ? 'sensor' : cause.source,
      title: titleFor({
        ...(placeText && { place: placeText }),
        ...(known && { matter: known.name }),
        text: facts.text,
      }),
      level,
      state: cause.type === 'report' && cause.source === 'camera' ? 'pendingVerify' : 'pendingFiling',
    },
    cause.type === 'alarm'
      ? { type: 'alarmLinked', alarm: cause.alarm, level: cause.level, text: cause.text }
      : { type: 'reportLinked', report: cause.report, text: facts.text, source: cause.source },
    filing,
  ]
  if (cause.type !== 'alarm' || !cause.autofile || !known) return events
  const { level: _, ...snapshot } = known
  const clocks = filing.type === 'clocked' ? { filing: filing.clock } : {}
  return [...events, ...filedEvents({ clocks }, snapshot, level, ctx)]
}
