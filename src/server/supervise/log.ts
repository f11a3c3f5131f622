// The logs of matters under supervision in the store: the chained log, with the columns that lists are filtered by.
import { caseOf, foldLines, isEnded } from '../../core/supervise/fold.ts'
import type { Line, LineBody, SupervisionRules, Tracked } from '../../core/supervise/log.ts'
import { nextReminderAt } from '../../core/supervise/tick.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Doer } from '../../core/supervise/types.ts'
import { chainedLog, type ChainedLog, type LogActor, type LogLine } from '../store/chainedLog.ts'

export interface LogRules {
  readonly rules: () => SupervisionRules
  readonly city: () => { readonly utcOffsetMinutes: number }
}

const instant = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at))

export const anchorKey = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind}/${id}`

export const toDoer = ({ id, name, role, department }: LogActor): Doer => ({
  account: id,
  name,
  role,
  ...(department !== undefined && { department }),
})
/** Whoever did something, to do something else in that name. */
export const toActor = ({ account, name, role, department }: Doer): Actor => ({
  id: account,
  name,
  role,
  ...(department !== undefined && { department }),
})

export const toLine = ({ n, at, by, body }: LogLine<LineBody>): Line => ({ n, at, by: toDoer(by), body })

export function openLog({ rules, city }: LogRules): ChainedLog<Tracked, LineBody> {
  return chainedLog<Tracked, LineBody>({
    heads: 'supervision',
    lines: 'supervision_event',
    fold(lines, before) {
      const after = foldLines(lines.map(toLine), before)
      if (!after) throw new Error('a log that gives nothing')
      return after
    },
    columns(after) {
      const { code, state, parts, anchor, givenAt, dueAt, closedAt, caseWork } = after
      return {
        code,
        state,
        departments: parts.map(({ department }) => department),
        brief: anchor.brief ?? null,
        anchor: anchorKey(anchor),
        incident: caseOf(anchor) ?? null,
        given_at: new Date(givenAt),
        due_at: new Date(dueAt),
        ended_at: instant(isEnded(after) ? closedAt : undefined),
        next_at: instant(nextReminderAt(after, rules(), city())),
        case_work: caseWork.length > 0,
      }
    },
  })
}
