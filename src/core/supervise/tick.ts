// Reminders (催办) by time alone: some days before the due date, then every so many days after it, at one hour of the city's day.
import { DAY_MS, MINUTE_MS, cityDay, dayStart } from '../clock/calendar.ts'
import type { LineBody, Tracked } from './log.ts'
import type { ReminderRules } from './types.ts'

type Offset = { readonly utcOffsetMinutes: number }
type Why = 'before' | 'after'
interface Slot {
  readonly at: number
  readonly why: Why
}
type Reminded = Pick<Tracked, 'state' | 'dueAt' | 'dueSetAt' | 'reminded'>

/** Reminded while a department has it in hand: what waits for the check waits for the giver. */
const isRunning = ({ state }: Reminded): boolean => state === 'pendingSign' || state === 'inProgress'

const slotOn = (day: number, why: Why, { atMinute }: ReminderRules, city: Offset): Slot => ({
  at: dayStart(day, city) + atMinute * MINUTE_MS,
  why,
})

/** After this nothing is due that was due before: the due date was set, or a reminder was given. */
const since = ({ dueSetAt, reminded }: Reminded): number => Math.max(dueSetAt, ...reminded.map(({ at }) => at))

/** First slot later than `after`, epoch ms. Undefined for one that is not reminded. */
function nextSlot(m: Reminded, after: number, rules: ReminderRules, city: Offset): Slot | undefined {
  if (!isRunning(m)) return undefined
  const dueDay = cityDay(m.dueAt, city)
  const before = rules.beforeDays
    .map((days) => slotOn(dueDay - days, 'before', rules, city))
    .filter(({ at }) => at > after && at < m.dueAt)
  const first = slotOn(dueDay + 1, 'after', rules, city)
  const step = Math.max(1, rules.afterEveryDays) * DAY_MS
  const missed = Math.max(0, Math.floor((after - first.at) / step) + 1)
  return [...before, { at: first.at + missed * step, why: 'after' as const }].sort((a, b) => a.at - b.at)[0]
}

/** When time alone says something next; undefined: never. */
export const nextReminderAt = (m: Reminded, rules: ReminderRules, city: Offset): number | undefined =>
  nextSlot(m, since(m), rules, city)?.at

/**
 * The reminder that is due: one, however many were missed while nothing ran, and none twice. A missed «due soon» is not said once
 * it is late.
 */
export function dueReminder(m: Reminded, now: number, rules: ReminderRules, city: Offset): LineBody | undefined {
  let found: Slot | undefined
  for (let slot = nextSlot(m, since(m), rules, city); slot && slot.at <= now;) {
    found = slot
    slot = nextSlot(m, slot.at, rules, city)
    // Years late: the last one is enough.
    if (slot && slot.why === 'after' && found.why === 'after') break
  }
  if (!found || (found.why === 'before' && now >= m.dueAt)) return undefined
  return { type: 'reminded', why: found.why }
}
