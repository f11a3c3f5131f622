// Rules of notices as the form has them: minutes as times of day, and what an empty choice means.
import type { NoticeRule } from '../../../wire/settings.ts'

const DAY_MINUTES = 1440

/** `08:30` of city minutes; the end of the day is written as its beginning. */
export function timeOf(minute: number): string {
  const m = minute % DAY_MINUTES
  return `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
}
/** City minutes of `08:30`; undefined while it is half typed. */
export function minuteOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time)
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
}

/** A rule that says what no rule says: the bell, at any time. */
export const newRule = (): NoticeRule => ({ level: 4, onShift: false, channels: ['bell'] })

/** The list with one rule moved by one place; the same list at its ends. */
export function moved(rules: readonly NoticeRule[], at: number, by: -1 | 1): NoticeRule[] {
  const next = [...rules]
  const [rule] = next.splice(at, 1)
  const to = at + by
  if (rule === undefined || to < 0 || to >= rules.length) return [...rules]
  next.splice(to, 0, rule)
  return next
}
/** Every kind is no choice: the list is left out. */
export function withKinds(rule: NoticeRule, kinds: NonNullable<NoticeRule['kinds']>, all: number): NoticeRule {
  const { kinds: _old, ...rest } = rule
  return kinds.length === 0 || kinds.length === all ? rest : { ...rest, kinds }
}
export function withHours(rule: NoticeRule, hours: NoticeRule['hours']): NoticeRule {
  const { hours: _old, ...rest } = rule
  return hours === undefined ? rest : { ...rest, hours }
}
