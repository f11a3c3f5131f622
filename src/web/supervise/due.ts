// Usual due dates of an instruction, in city time. Pure.
import { DAY_MS, HOUR_MS, cityDay, dayStart } from '../../core/clock/calendar.ts'

/** End of a working day, hours after midnight; today's when it is later: the end of the day itself. */
const EVENING = 18
const LAST_MS = 60_000

type Offset = { readonly utcOffsetMinutes: number }

/** Due in so many days: at 18:00, today at 23:59 once less than two hours are left until then. Epoch ms. */
export function dueIn(days: number, now: number, city: Offset): number {
  const day = dayStart(cityDay(now, city) + days, city)
  const evening = day + EVENING * HOUR_MS
  return evening - now >= 2 * HOUR_MS ? evening : day + DAY_MS - LAST_MS
}
