// What the form of a subscription begins with, and how its time of day is written. No screen.
import type { Subscription } from '../../../wire/subscriptions.ts'

export const fresh = (id: string, account: string): Subscription => ({
  id,
  version: 0,
  account,
  kinds: ['daily'],
  way: 'notice',
  form: 'notice',
  language: 'zh',
  sections: [],
  on: true,
})

/** What each way can carry; the first is what it begins with. */
export const formsOf = (way: Subscription['way']): readonly Subscription['form'][] =>
  way === 'notice' ? ['notice'] : ['text', 'docx', 'xlsx']

export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Minute of the day as a field of times writes it; undefined for none. */
export function minuteOf(text: string): number | undefined {
  const found = /^(\d{2}):(\d{2})/.exec(text)
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined
}
