// Who is told what when a case moves: from the events of one decision to notices. Delivers nothing.
import type { DepartmentId, IncidentId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { IncidentEvent } from './events.ts'
import { toldByEvent } from './told/byEvent.ts'
import { toldByState } from './told/byState.ts'
import { concerned, department, say, type Said } from './told/said.ts'
import type { Incident, Role } from './types.ts'

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
  'toCallBack',
  'undone',
  /** Of an emergency or a drill, not of a case. */
  'emergency',
  /** A department is asked for its part of a brief; what else happens to a brief. */
  'briefInput',
  'brief',
  /** Of a matter under supervision: what a department is asked, and what becomes of it. */
  'instruction',
  'supervision',
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

/** What the sentences need besides the case. */
export interface NoticeNames {
  /** Short name of a department. */
  readonly department: (id: DepartmentId) => Text
  /** Public title of the case, as lists show it. */
  readonly title: (incident: Incident) => Text
  /** City date and time of an instant (epoch ms), e.g. `11-22 16:00`. */
  readonly time: (at: number) => string
}

/** One decision: the case before and after, and the events between. */
export interface Change {
  readonly before?: Incident
  readonly after: Incident
  readonly events: readonly IncidentEvent[]
}

/** Name of an audience in the store and on screens: a post's name, or `department:<id>`. */
export const audienceName = (to: Audience): string => (to.type === 'post' ? to.post : `department:${to.department}`)

/**
 * Who is told what after one decision: one notice per audience and kind, the latest event deciding. A department is not told
 * what it did itself; a post is many people and is told. Simulated cases say so.
 */
export function noticesOf(change: Change, names: NoticeNames): Notice[] {
  const { after, events } = change
  const title = names.title(after)
  const said = [
    ...toldByState(change, names),
    ...events.flatMap((event) => toldByEvent(change, event, names)),
    ...left(change),
  ]
  const doers = new Set(events.map((event) => event.actor.department))
  const chosen = new Map<string, Notice>()
  for (const { to, kind, n, ask } of said) {
    if (to.type === 'department' && doers.has(to.department)) continue
    const mark: Text = after.simulated ? { zh: '【模拟】', en: '[simulated] ' } : { zh: '', en: '' }
    chosen.set(`${audienceName(to)}/${kind}`, {
      to,
      kind,
      n,
      incident: after.id,
      level: after.level,
      text: {
        zh: `${mark.zh}${after.code} ${title.zh}：${ask.zh}`,
        en: `${mark.en}${after.code} ${title.en}: ${ask.en}`,
      },
    })
  }
  // Late already: that it was nearly due is no news.
  for (const [key, { to, kind }] of chosen)
    if (kind === 'nearDue' && chosen.has(`${audienceName(to)}/overdue`)) chosen.delete(key)
  return [...chosen.values()]
}

/** Departments that no longer take part, though they did not leave by themselves. */
function left({ before, after, events }: Change): Said[] {
  if (!before) return []
  const stay = new Set(concerned(after))
  const n = events.at(-1)?.n ?? after.version
  return concerned(before)
    .filter((id) => !stay.has(id))
    .map((id) => ({
      to: department(id),
      kind: 'released',
      n,
      ask: say('已不需本部门办理', 'your department is no longer needed'),
    }))
}
