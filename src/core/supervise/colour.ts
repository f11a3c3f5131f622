// 蓝 normal, 黄 due soon, 红 overdue. A final report stops the department's time; sent back, it goes on.
import { DAY_MS } from '../clock/calendar.ts'
import { isEnded } from './fold.ts'
import type { Tracked } from './log.ts'
import { COLOURS, type Colour, type ReminderRules } from './types.ts'

type Timed = Pick<Tracked, 'state' | 'givenAt' | 'dueAt' | 'closedAt' | 'finalAt'>

/** Up to when its time has run: until the final report, or its end. Epoch ms. */
const runUntil = (m: Timed, now: number): number => m.finalAt ?? (isEnded(m) ? (m.closedAt ?? now) : now)

/** Done in time, or not late so far. */
export const isOverdue = (m: Timed, now: number): boolean => runUntil(m, now) > m.dueAt

/**
 * Yellow begins with the first reminder before the due date, but never before half of the time given is over: what is due today is
 * not «due soon» from its first minute. Ended ones keep the colour they ended with.
 */
export function colourOf(m: Timed, now: number, { beforeDays }: Pick<ReminderRules, 'beforeDays'>): Colour {
  if (isOverdue(m, now)) return 'red'
  const ahead = Math.min(Math.max(0, ...beforeDays) * DAY_MS, (m.dueAt - m.givenAt) / 2)
  return runUntil(m, now) >= m.dueAt - ahead ? 'yellow' : 'blue'
}

/** The most urgent first: open before ended, red before yellow before blue, then by due date; ended ones by their end, newest first. */
export function byUrgency(
  a: { readonly matter: Timed; readonly colour: Colour },
  b: { readonly matter: Timed; readonly colour: Colour },
): number {
  const [x, y] = [isEnded(a.matter), isEnded(b.matter)]
  if (x !== y) return x ? 1 : -1
  if (x) return (b.matter.closedAt ?? 0) - (a.matter.closedAt ?? 0)
  return COLOURS.indexOf(b.colour) - COLOURS.indexOf(a.colour) || a.matter.dueAt - b.matter.dueAt
}
