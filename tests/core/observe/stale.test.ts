// How long a value stands, and how long its sensor may be quiet.
import { describe, expect, it } from 'vitest'
import { isStale, silentAfterMs } from '../../../src/core/observe/stale.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('how long a sensor may be quiet', () => {
  it.each([
    ['what its kind says', 15 * MINUTE, 5 * MINUTE, 15 * MINUTE],
    ['three promised values of an hourly feed', 15 * MINUTE, HOUR, 3 * HOUR],
    ['what its kind says, while that covers three values', 180_000, 30_000, 180_000],
  ])('is %s', (_what, staleAfterMs, everyMs, expected) => {
    expect(silentAfterMs(staleAfterMs, everyMs)).toBe(expected)
  })
})

it.each([
  ['just as old as it may be', 1000, 1000 + 15 * MINUTE, false],
  ['a millisecond older', 1000, 1001 + 15 * MINUTE, true],
  ['from ahead of our clock', 2000, 1000, false],
  ['never seen', Number.NaN, 1000, true],
])('a value %s is stale or not', (_what, occurredAt, now, expected) => {
  expect(isStale(occurredAt, 15 * MINUTE, now)).toBe(expected)
})
