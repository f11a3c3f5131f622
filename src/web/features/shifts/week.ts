// A week of the roster as dates and cells. City dates are text here; nothing asks what time it is.
import { DAY_MS } from '../../../core/clock/calendar.ts'
import type { RosterDay, RosterEntry } from '../../../wire/shifts.ts'

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`)
export const addDays = (date: string, days: number): string =>
  new Date(at(date) + days * DAY_MS).toISOString().slice(0, 10)
/** Monday of the week a date is in. */
export const mondayOf = (date: string): string => addDays(date, -((new Date(at(date)).getUTCDay() + 6) % 7))
export const weekOf = (monday: string): string[] => Array.from({ length: 7 }, (_, n) => addDays(monday, n))
export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text))

/** Who is on one shift of one date. */
export const cellOf = (entries: readonly RosterEntry[], date: string, shift: string): RosterEntry[] =>
  entries.filter((one) => one.date === date && one.shift === shift)

/** The day with one shift's people replaced, as the hub takes it. */
export function withCell(
  entries: readonly RosterEntry[],
  date: string,
  shift: string,
  accounts: readonly string[],
): RosterDay {
  const others = entries.filter((one) => one.date === date && one.shift !== shift)
  return {
    date,
    entries: [
      ...others.map((one) => ({ shift: one.shift, account: one.account })),
      ...accounts.map((account) => ({ shift, account })),
    ],
  }
}

/** The days of a week as the week before had them; days that are over and people who may no longer be put are left out. */
export function copied(
  before: readonly RosterEntry[],
  monday: string,
  today: string,
  officers: ReadonlySet<string>,
): RosterDay[] {
  return weekOf(monday)
    .filter((date) => date >= today)
    .map((date) => ({
      date,
      entries: before
        .filter((one) => one.date === addDays(date, -7) && officers.has(one.account))
        .map(({ shift, account }) => ({ shift, account })),
    }))
}
