// Hours in which a wall dims, over midnight and within a day, and what keeps it awake.
import type { IncidentId } from '../../../src/core/ids.ts'
import { describe, expect, it } from 'vitest'
import { DEFAULT_NIGHT, isDim, isNight, type NightHours } from '../../../src/core/wall/night.ts'

const hoursOf = (night: NightHours): number[] =>
  Array.from({ length: 24 }, (_, h) => h).filter((h) => isNight(h, night))

describe('the night of a wall', () => {
  it('goes over midnight', () => expect(hoursOf(DEFAULT_NIGHT)).toEqual([0, 1, 2, 3, 4, 5, 23]))
  it('lies within a day', () => expect(hoursOf({ from: 1, to: 5 })).toEqual([1, 2, 3, 4]))
  it('ends at midnight', () => expect(hoursOf({ from: 21, to: 24 })).toEqual([21, 22, 23]))
  it('never comes where both hours are the same', () => expect(hoursOf({ from: 0, to: 0 })).toEqual([]))
  it('does not end where it is the whole day', () => expect(hoursOf({ from: 0, to: 24 })).toHaveLength(24))
})

it('a wall dims at night unless something waits for a person', () => {
  const calm = { why: 'turn', waiting: [] } as const
  expect(isDim(2, DEFAULT_NIGHT, calm)).toBe(true)
  expect(isDim(12, DEFAULT_NIGHT, calm)).toBe(false)
  expect(isDim(2, DEFAULT_NIGHT, { ...calm, why: 'emergency' })).toBe(false)
  expect(isDim(2, DEFAULT_NIGHT, { ...calm, why: 'unacknowledged' })).toBe(false)
  expect(isDim(2, DEFAULT_NIGHT, { why: 'pinned', waiting: ['YZ-1' as IncidentId] })).toBe(false)
})
