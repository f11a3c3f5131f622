// Who is told what when a case moves: from the events of one decision to notices. Delivers nothing.
import type { DepartmentId, IncidentId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { Role } from './types.ts'

/** A post on the desk, or a department. */
export type Audience =
  | {
      readonly type: 'post'
      readonly post: Extract<Role, 'collector' | 'acceptor' | 'dispatcher' | 'dutyChief' | 'leader'>
    }
  | { readonly type: 'department'; readonly department: DepartmentId }

export const NOTICE_KINDS = [
  'toFile',
  'toVerify',
  'toDispatch',
  'returned',
  'order',
  'assist',
  'released',
  'rework',
  'reopened',
  'request',
  'decided',
  'toCheck',
  'toClose',
  'nearDue',
  'overdue',
  'reminded',
  'escalated',
  'supervised',
  'replied',
  'appeal',
  'appealDecided',
  'ended',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** One notice: nothing personal is in it. `n` is the event it rests on. */
export interface Notice {
  readonly to: Audience
  readonly kind: NoticeKind
  readonly incident: IncidentId
  readonly n: number
  readonly level: Level
  readonly text: Text
}
