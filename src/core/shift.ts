// Shifts of the duty roster: which runs at an instant, what it spans, who is on it. Knows no accounts and no rules of notices.
import { MINUTE_MS, cityDay, dateOfDay, daySpan } from './clock/calendar.ts'
import type { Text } from './text.ts'

type Offset = { readonly utcOffsetMinutes: number }

/** One shift of every day, in city minutes: `from` inclusive, `to` exclusive; over midnight when `to` is not after `from`. */
export interface ShiftRule {
  readonly id: string
  readonly name: Text
  readonly from: number
  readonly to: number
}

/** One shift of one day. `date` (`YYYY-MM-DD`, city time) is the day it begins on; [from, to) are instants, epoch ms. */
export interface Shift {
  readonly date: string
  readonly shift: string
  readonly name: Text
  readonly from: number
  readonly to: number
}

const DAY_MINUTES = 1440
/** Minutes a shift lasts; one that ends where it begins lasts the whole day. */
const lengthOf = ({ from, to }: ShiftRule): number => (to > from ? to - from : DAY_MINUTES - from + to)

/** The shift of a rule that begins on a city date. */
export function shiftOn(date: string, rule: ShiftRule, city: Offset): Shift {
  const from = daySpan(date, city).from + rule.from * MINUTE_MS
  return { date, shift: rule.id, name: rule.name, from, to: from + lengthOf(rule) * MINUTE_MS }
}

/** The shift that runs at an instant: one that began today, or yesterday and goes over midnight. Undefined in a gap. */
export function shiftAt(at: number, rules: readonly ShiftRule[], city: Offset): Shift | undefined {
  const day = cityDay(at, city)
  for (const begun of [day, day - 1])
    for (const rule of rules) {
      const shift = shiftOn(dateOfDay(begun), rule, city)
      if (shift.from <= at && at < shift.to) return shift
    }
  return undefined
}

/** The shift that ended as this one began. */
export const shiftBefore = (shift: Shift, rules: readonly ShiftRule[], city: Offset): Shift | undefined =>
  shiftAt(shift.from - 1, rules, city)

/** Who is put on which shift of which date. */
export interface Duty {
  readonly date: string
  readonly shift: string
  readonly account: string
}

/** Whether the roster puts an account on the shift that runs at an instant. */
export function isOnShift(
  account: string,
  at: number,
  roster: readonly Duty[],
  rules: readonly ShiftRule[],
  city: Offset,
): boolean {
  const now = shiftAt(at, rules, city)
  return (
    now !== undefined &&
    roster.some((duty) => duty.account === account && duty.date === now.date && duty.shift === now.shift)
  )
}
