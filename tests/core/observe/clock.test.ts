// Clocks that go wrong, and readings in another order: what is followed, what is only marked, what does not depend on order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReading, qualityFlags, type SeriesMemory } from '../../../src/core/observe/check.ts'
import { FOLLOW_AFTER } from '../../../src/core/observe/clock.ts'
import { Quality, type Metric } from '../../../src/core/observe/types.ts'

const T0 = Date.UTC(2026, 10, 21, 8)
const S = 1_000
const MIN = 60_000
const H = 60 * MIN
const metric: Metric = { id: 'levelM', unit: 'm', min: -5, max: 20, usualMin: 0, usualMax: 10 }
const policy = { lateAfterMs: 2 * MIN, maxAgeMs: 24 * H, maxAheadMs: 2 * MIN }

interface Told {
  readonly value: number
  readonly at: number
  readonly recordedAt: number
}
interface Taken extends Told {
  readonly flags: readonly string[]
  readonly memory: SeriesMemory | undefined
}

function takeAll(readings: readonly Told[]): Taken[] {
  let memory: SeriesMemory | undefined
  return readings.map((r) => {
    const result = checkReading({ value: r.value, occurredAt: r.at }, metric, memory, policy, r.recordedAt, 5 * MIN)
    if (result.ok) memory = result.memory
    return { ...r, flags: result.ok ? qualityFlags(result.quality) : [result.reason], memory }
  })
}

/** A reading a minute, whose clock is off by `offMs(i)`. */
const minutes = (n: number, offMs: (i: number) => number, from = 0): Told[] =>
  Array.from({ length: n }, (_, i) => {
    const recordedAt = T0 + (from + i) * MIN
    return { value: 3 + i / 100, at: recordedAt + offMs(i), recordedAt }
  })

describe('a clock set back an hour', () => {
  const taken = takeAll(minutes(130, (i) => (i >= 10 && i < 100 ? -H : 0)))
  test('the first readings are kept as out of order, and then the series goes on, marked', () => {
    expect(taken.slice(0, 10).every((t) => t.flags.length === 0)).toBe(true)
    expect(taken.slice(10, 10 + FOLLOW_AFTER - 1).map((t) => t.flags)).toEqual(
      Array.from({ length: FOLLOW_AFTER - 1 }, () => ['late', 'outOfOrder']),
    )
    expect(taken.slice(10 + FOLLOW_AFTER - 1, 100).every((t) => t.flags.join() === 'late,clockSkew')).toBe(true)
  })
  test('the series is held up for four readings, not for an hour', () => {
    const followed = taken[10 + FOLLOW_AFTER - 1]
    expect(followed?.memory).toMatchObject({ lastAt: followed?.at, lastValue: followed?.value, clockBehindMs: H })
  })
  test('set right again, the jump ahead is no silence and the mark is gone', () => {
    expect(taken.slice(100).map((t) => t.flags)).toEqual(Array.from({ length: 30 }, () => []))
  })
})

test.each<[string, Told[], string]>([
  [
    'a buffer sent after a break comes faster than it was filled',
    [...minutes(1, () => 0), ...minutes(20, () => 0, -30).map((r, i) => ({ ...r, recordedAt: T0 + S + i * 50 }))],
    'late,outOfOrder',
  ],
  [
    'the same with a reading a second',
    [
      { value: 1, at: T0, recordedAt: T0 },
      ...Array.from({ length: 20 }, (_, i) => ({ value: 2, at: T0 - (40 - i) * S, recordedAt: T0 + S + i * 5 })),
    ],
    'outOfOrder',
  ],
  [
    'every second one overtaken: newer ones come between',
    minutes(40, (i) => (i % 2 === 0 ? 0 : -3 * MIN)).filter((_, i) => i > 0),
    'late,outOfOrder',
  ],
])('%s: nothing is followed', (_, readings, flags) => {
  const taken = takeAll(readings)
  const behind = taken.filter((t) => t.flags.includes('outOfOrder'))
  expect(behind.length).toBeGreaterThan(8)
  expect(new Set(behind.map((t) => t.flags.join()))).toEqual(new Set([flags]))
  expect(taken.some((t) => t.flags.includes('clockSkew'))).toBe(false)
})

test('a clock ahead is marked while we can bear it, and refused beyond, with the same word for its sensor', () => {
  expect(takeAll(minutes(2, () => 90 * S)).map((t) => t.flags)).toEqual([['clockSkew'], ['clockSkew']])
  const result = checkReading({ value: 3, occurredAt: T0 + H }, metric, undefined, policy, T0)
  expect(result).toEqual({ ok: false, reason: 'future', quality: Quality.clockSkew })
})

/** Instants all different: which value an instant keeps when it is told twice is decided by who comes last. */
const told = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 * 60 }), { minLength: 2, maxLength: 40 })
  .chain((ago) =>
    fc.tuple(
      fc.constant(ago),
      fc.array(fc.integer({ min: -700, max: 2200 }), { minLength: ago.length, maxLength: ago.length }),
    ),
  )
  .map(([ago, cm]) => ago.map((s, i): Told => ({ value: (cm[i] ?? 0) / 100, at: T0 - s * S * 60, recordedAt: T0 })))

test('in any order the same values are kept, and range, late, ahead and refusals are theirs alone', () => {
  const ORDERLESS = new Set(['range', 'late', 'clockSkew', 'impossibleValue', 'ancient', 'future'])
  const essence = (taken: readonly Taken[]): string[] =>
    taken.map((t) => `${t.at} ${t.value} ${t.flags.filter((f) => ORDERLESS.has(f)).join()}`).sort()
  fc.assert(
    fc.property(told, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (readings, draws) => {
      const keyed = readings.map((r) => [draws.next().value ?? 0, r] as const)
      const shuffled = keyed.sort((a, b) => a[0] - b[0]).map(([, r]) => r)
      expect(essence(takeAll(shuffled))).toEqual(essence(takeAll(readings)))
    }),
  )
})

test('in the order of their instants nothing is out of order and nothing is behind', () => {
  fc.assert(
    fc.property(told, (readings) => {
      const inOrder = [...readings].sort((a, b) => a.at - b.at)
      expect(takeAll(inOrder).some((t) => t.flags.includes('outOfOrder') || t.flags.includes('clockSkew'))).toBe(false)
    }),
  )
})

test('whatever comes twice in a row comes once', () => {
  fc.assert(
    fc.property(told, (readings) => {
      const inOrder = [...readings].sort((a, b) => a.at - b.at)
      const twice = takeAll(inOrder.flatMap((r) => [r, r]))
      const once = takeAll(inOrder)
      expect(twice.filter((t) => !t.flags.includes('duplicate')).length).toBe(
        once.length + once.filter((t) => t.flags[0] === 'impossibleValue' || t.flags[0] === 'ancient').length,
      )
    }),
  )
})
