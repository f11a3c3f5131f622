// What the files of this room share: reference data, time, the appender, and the hub as an actor.
import type { ConditionId, MatterCode } from '../../core/ids.ts'
import type { DecideContext } from '../../core/incident/decide.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Now } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { Transact } from './append.ts'
import type { NextCode } from './code.ts'

export interface CaseContext {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  readonly transact: Transact
  readonly nextCode: NextCode
}

/** The hub itself, acting by a rule. */
export const SYSTEM: Actor = { id: 'system', name: '系统', role: 'system' }

/** What rules ask about the city, as of one moment. */
export function cityRules(
  { reference }: Pick<CaseContext, 'reference'>,
  now: number,
): Pick<
  DecideContext,
  | 'calendar'
  | 'stages'
  | 'escalation'
  | 'reopenWithin'
  | 'respondWithin'
  | 'callBackWithin'
  | 'undoWithinMinutes'
  | 'snapshotOf'
  | 'isDepartment'
> {
  const { stages, escalation, reopenWithin } = reference.loop
  const { respondWithin, callBackWithin, undoWithinMinutes } = reference.desk
  return {
    calendar: reference.calendar,
    stages,
    escalation,
    reopenWithin,
    respondWithin,
    callBackWithin,
    undoWithinMinutes,
    snapshotOf: (matter: MatterCode, condition: ConditionId) => reference.snapshotOf(matter, condition, now),
    isDepartment: (id) => reference.departments.has(id),
  }
}
