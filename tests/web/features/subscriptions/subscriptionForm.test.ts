// What a new subscription begins with, what each way carries, and times of day as their field writes them.
import { describe, expect, it } from 'vitest'
import { clockOf, formsOf, fresh, minuteOf } from '../../../../src/web/features/subscriptions/subscriptionForm.ts'
import { fits } from '../../../../src/web/api/check.ts'
import { BRIEF_FORMS, BRIEF_WAYS, SubscriptionSchema } from '../../../../src/wire/subscriptions.ts'

describe('a new one', () => {
  it("is the daily brief as a notice, for oneself, in the page's language", () => {
    const one = fresh('s1', { account: 'ling', role: 'leader' }, 'en')
    expect(fits(SubscriptionSchema, one)).toBe(true)
    expect(one).toMatchObject({
      version: 0,
      account: 'ling',
      kinds: ['daily'],
      way: 'notice',
      form: 'notice',
      on: true,
    })
    expect(one.language).toBe('en')
    expect(one).not.toHaveProperty('to')
  })
  it('an administrator gets no notices: it begins with an address to fill in', () => {
    const one = fresh('s1', { account: 'adm', role: 'administrator' }, 'zh')
    expect(fits(SubscriptionSchema, one)).toBe(true)
    expect(one).toMatchObject({ way: 'webhook', form: 'text', to: '' })
  })
})

it('every form is carried by some way, and a notice by notices alone', () => {
  expect(new Set(BRIEF_WAYS.flatMap(formsOf))).toEqual(new Set(BRIEF_FORMS))
  expect(BRIEF_WAYS.filter((way) => formsOf(way).includes('notice'))).toEqual(['notice'])
})

describe('a time of day', () => {
  it('comes back from its field, every minute of the day', () => {
    for (let minute = 0; minute < 1440; minute += 1) expect(minuteOf(clockOf(minute))).toBe(minute)
    expect([clockOf(0), clockOf(450), clockOf(1439)]).toEqual(['00:00', '07:30', '23:59'])
  })
  it.each([
    ['07:30:00', 450],
    ['', undefined],
    ['7:30', undefined],
    ['24:00', undefined],
    ['12:60', undefined],
  ])('«%s» is %s', (text, minute) => expect(minuteOf(text)).toBe(minute))
})
