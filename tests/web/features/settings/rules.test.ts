// Rules of notices as the form has them.
import { expect, it } from 'vitest'
import { minuteOf, moved, newRule, timeOf, withHours, withKinds } from '../../../../src/web/features/settings/rules.ts'

it.each([
  [0, '00:00'],
  [510, '08:30'],
  [1440, '00:00'],
])('%i minutes are %s', (minute, time) => expect(timeOf(minute)).toBe(time))

it.each([
  ['08:30', 510],
  ['23:59:30', 1439],
  ['24:00', undefined],
  ['8:3', undefined],
  ['', undefined],
])('«%s» is %s', (time, minute) => expect(minuteOf(time)).toBe(minute))

it('moves a rule by one place and never off the list', () => {
  const rules = [1, 2, 3].map((level) => ({ ...newRule(), level }))
  const levels = (at: number, by: -1 | 1): number[] => moved(rules, at, by).map((rule) => rule.level)
  expect(levels(0, 1)).toEqual([2, 1, 3])
  expect(levels(2, -1)).toEqual([1, 3, 2])
  expect(levels(0, -1)).toEqual([1, 2, 3])
  expect(levels(2, 1)).toEqual([1, 2, 3])
})

it('leaves out what chooses nothing', () => {
  expect(withKinds({ ...newRule(), kinds: ['overdue'] }, ['overdue', 'toFile'], 2)).not.toHaveProperty('kinds')
  expect(withKinds(newRule(), ['overdue'], 2).kinds).toEqual(['overdue'])
  expect(withHours({ ...newRule(), hours: { from: 1, to: 2 } }, undefined)).not.toHaveProperty('hours')
})
