// How the department loop is run, against itself.
import { limitMs } from '../../../core/clock/limit.ts'
import type { LimitUnit } from '../../../core/clock/types.ts'
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'

/** Units that run on the same hours: only within a group is one limit longer than another whatever the day. */
const HOURS: Readonly<Record<LimitUnit, string>> = {
  urgentHour: 'always',
  naturalDay: 'always',
  workHour: 'sessions',
  workDay: 'workdays',
}

export function checkLoop({ loop }: Reference, note: Note): void {
  const { chiefAfter, superviseAfter } = loop.escalation
  if (HOURS[chiefAfter.unit] === HOURS[superviseAfter.unit] && limitMs(chiefAfter) >= limitMs(superviseAfter))
    note(
      '/escalation/superviseAfter',
      '督办不晚于上报值班长',
      'supervision does not come after the duty chief has been told',
    )
}
