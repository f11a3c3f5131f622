// What the form of a subscription begins with, and how its time of day is written. No screen.
import type { Subscription } from '../../../wire/subscriptions.ts'

/** Posts that get notices; administrators are of none. */
export const getsNotices = (role: string | undefined): boolean => role !== 'administrator'

/** `role` of the account it is for; in the language of the page. */
export function fresh(
  id: string,
  { account, role }: { readonly account: string; readonly role: string | undefined },
  language: Subscription['language'],
): Subscription {
  const way = getsNotices(role) ? 'notice' : 'webhook'
  return {
    ...{ id, version: 0, account, kinds: ['daily'], way, form: way === 'notice' ? 'notice' : 'text', language },
    ...(way === 'notice' ? {} : { to: '' }),
    ...{ sections: [], on: true },
  }
}

/** What each way can carry; the first is what it begins with. */
export const formsOf = (way: Subscription['way']): readonly Subscription['form'][] =>
  way === 'notice' ? ['notice'] : ['text', 'docx', 'xlsx']

export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Minute of the day as a field of times writes it; undefined for none. */
export function minuteOf(text: string): number | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text)
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined
}
