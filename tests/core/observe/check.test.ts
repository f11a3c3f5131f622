// Tables for the checks on one reading: what is refused, what is flagged, what is remembered.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReading, qualityFlags, type SeriesMemory } from '../../../src/core/observe/check.ts'
import { isStale } from '../../../src/core/observe/stale.ts'
import { Quality, type Metric, type QualityFlag, type RejectReason } from '../../../src/core/observe/types.ts'

const NOW = Date.UTC(2026, 10, 21, 8)
const S = 1_000
const MIN = 60 * S
const H = 60 * MIN
const depth: Metric = { id: 'depthM', unit: 'm', min: 0, max: 5, maxRatePerMin: 0.1, flatAfterMs: 2 * H }
const policy = { lateAfterMs: 5 * MIN, maxAgeMs: 24 * H, maxAheadMs: 30 * S }
const before = (value: number, agoMs: number, sameForMs = 0): SeriesMemory => ({
  lastValue: value,
  lastAt: NOW - agoMs,
  sameSince: NOW - agoMs - sameForMs,
})

describe('refusals', () => {
  const cases: [string, number, number, SeriesMemory | undefined, RejectReason][] = [
    ['NaN', Number.NaN, NOW, undefined, 'impossibleValue'],
    ['infinite', Number.POSITIVE_INFINITY, NOW, undefined, 'impossibleValue'],
    ['just below the minimum', -0.001, NOW, undefined, 'impossibleValue'],
    ['just above the maximum', 5.001, NOW, undefined, 'impossibleValue'],
    ['no usable time', 1, Number.NaN, undefined, 'badTime'],
    ['infinite time', 1, Number.NEGATIVE_INFINITY, undefined, 'badTime'],
    ['too far ahead', 1, NOW + 30 * S + 1, undefined, 'future'],
    ['too old', 1, NOW - 24 * H - 1, undefined, 'ancient'],
    ['same instant and value as the last', 0.3, NOW - MIN, before(0.3, MIN), 'duplicate'],
    ['impossible wins over ancient', -1, NOW - 48 * H, undefined, 'impossibleValue'],
  ]
  test.each(cases)('%s', (_, value, occurredAt, memory, reason) => {
    expect(checkReading({ value, occurredAt }, depth, memory, policy, NOW)).toMatchObject({ ok: false, reason })
  })
})

describe('flags', () => {
  const noRate: Metric = { id: 'flow', unit: 'veh/h', min: 0, max: 9000 }
  const pm25: Metric = { id: 'pm25', unit: 'µg/m³', min: 0, max: 1000, maxRatePerMin: 5 }
  const cases: [string, Metric, number, number, SeriesMemory | undefined, QualityFlag[]][] = [
    ['first value, on time', depth, 0.3, NOW, undefined, []],
    ['at the minimum', depth, 0, NOW, undefined, []],
    ['at the maximum', depth, 5, NOW, undefined, []],
    ['2 s ahead is not noticed', depth, 0.3, NOW + 2 * S, undefined, []],
    ['more than 2 s ahead', depth, 0.3, NOW + 2 * S + 1, undefined, ['clockSkew']],
    ['as far ahead as allowed', depth, 0.3, NOW + 30 * S, undefined, ['clockSkew']],
    ['as late as allowed', depth, 0.3, NOW - 5 * MIN, undefined, []],
    ['later than allowed', depth, 0.3, NOW - 5 * MIN - 1, undefined, ['late']],
    ['as old as allowed', depth, 0.3, NOW - 24 * H, undefined, ['late']],
    ['older than the last value', depth, 0.3, NOW - 2 * MIN, before(0.3, MIN), ['outOfOrder']],
    ['out of order is not judged for speed', depth, 4, NOW - 2 * MIN, before(0.3, MIN), ['outOfOrder']],
    ['late and out of order', depth, 0.3, NOW - 10 * MIN, before(0.3, MIN), ['late', 'outOfOrder']],
    ['change just within the rate', depth, 0.39, NOW, before(0.3, MIN), []],
    ['rise beyond the rate', depth, 0.42, NOW, before(0.3, MIN), ['rate']],
    ['fall beyond the rate', depth, 0.18, NOW, before(0.3, MIN), ['rate']],
    ['the same rise over two minutes', depth, 0.42, NOW, before(0.3, 2 * MIN), []],
    ['time-stamp jitter does not look like speed', depth, 0.3015, NOW, before(0.3, 1), []],
    ['a correction of the same instant', depth, 0.9, NOW - MIN, before(0.3, MIN), []],
    ['same value within flatAfterMs', depth, 0.3, NOW, before(0.3, MIN, 2 * H - MIN), []],
    ['same value beyond flatAfterMs', depth, 0.3, NOW, before(0.3, MIN, 2 * H - MIN + 1), ['flat']],
    ['no rate and no flat limit known', noRate, 9000, NOW, before(0, MIN, 100 * H), []],
    ['no flat limit known', noRate, 7, NOW, before(7, MIN, 100 * H), []],
    ['×10', depth, 3.05, NOW, before(0.3, MIN), ['rate', 'unitSlip']],
    ['×100, cm for m', depth, 4.9, NOW, before(0.05, MIN), ['rate', 'unitSlip']],
    ['÷1000, mg for µg', pm25, 0.0355, NOW, before(35, MIN), ['rate', 'unitSlip']],
    ['÷100', depth, 0.04, NOW, before(4, MIN), ['rate', 'unitSlip']],
    ['×10 but more than 5 % off', depth, 3.3, NOW, before(0.3, MIN), ['rate']],
    ['×7 is no unit', depth, 2.1, NOW, before(0.3, MIN), ['rate']],
    ['×10 from almost nothing', depth, 0.3, NOW, before(0.03, MIN), ['rate']],
    ['×10 reached at a believable speed', depth, 3, NOW, before(0.3, 30 * MIN), []],
    ['×10 without a rate limit', noRate, 3000, NOW, before(300, MIN), []],
    ['to zero is no slip', depth, 0, NOW, before(3, MIN), ['rate']],
  ]
  test.each(cases)('%s', (_, metric, value, occurredAt, memory, flags) => {
    const result = checkReading({ value, occurredAt }, metric, memory, policy, NOW)
    expect(result.ok && qualityFlags(result.quality)).toEqual(flags)
  })

  test('the mark of the feed is kept', () => {
    const reading = { value: 0.3, occurredAt: NOW }
    expect(checkReading({ ...reading, estimated: true }, depth, undefined, policy, NOW)).toMatchObject({
      quality: Quality.estimated,
    })
    expect(checkReading({ ...reading, estimated: false }, depth, undefined, policy, NOW)).toMatchObject({ quality: 0 })
  })
})

describe('memory', () => {
  const cases: [string, number, number, SeriesMemory | undefined, SeriesMemory][] = [
    ['starts', 0.3, NOW, undefined, { lastValue: 0.3, lastAt: NOW, sameSince: NOW }],
    ['moves on a new value', 0.31, NOW, before(0.3, MIN, H), { lastValue: 0.31, lastAt: NOW, sameSince: NOW }],
    [
      'remembers since when nothing moved',
      0.3,
      NOW,
      before(0.3, MIN, H),
      { lastValue: 0.3, lastAt: NOW, sameSince: NOW - H - MIN },
    ],
    ['never moves backward', 0.2, NOW - 2 * MIN, before(0.3, MIN, H), before(0.3, MIN, H)],
    [
      'takes a correction',
      0.9,
      NOW - MIN,
      before(0.3, MIN, H),
      { lastValue: 0.9, lastAt: NOW - MIN, sameSince: NOW - MIN },
    ],
  ]
  test.each(cases)('%s', (_, value, occurredAt, memory, expected) => {
    const result = checkReading({ value, occurredAt }, depth, memory, policy, NOW)
    expect(result.ok && result.memory).toMatchObject(expected)
  })

  test('over any history: lastAt never falls, sameSince never passes it, what was accepted is possible', () => {
    const reading = fc.record({
      value: fc.oneof(fc.constantFrom(0, 0.3, 5), fc.double({ min: -1, max: 6, noNaN: false })),
      occurredAt: fc.integer({ min: NOW - 30 * H, max: NOW + H }),
    })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (readings) => {
        let memory: SeriesMemory | undefined
        for (const r of readings) {
          const result = checkReading(r, depth, memory, policy, NOW)
          if (!result.ok) continue
          expect(r.value >= depth.min && r.value <= depth.max).toBe(true)
          expect(result.memory.lastAt).toBeGreaterThanOrEqual(memory?.lastAt ?? 0)
          expect(result.memory.sameSince).toBeLessThanOrEqual(result.memory.lastAt)
          expect(
            checkReading(
              { value: result.memory.lastValue, occurredAt: result.memory.lastAt },
              depth,
              result.memory,
              policy,
              NOW,
            ),
          ).toEqual({ ok: false, reason: 'duplicate', quality: Quality.repeated })
          memory = result.memory
        }
      }),
    )
  })
})

test.each([
  [0, []],
  [Quality.rate | Quality.estimated, ['rate', 'estimated']],
  [127, ['rate', 'flat', 'late', 'outOfOrder', 'clockSkew', 'unitSlip', 'estimated']],
  [128 | 256 | 512 | 1024, ['range', 'repeated', 'misplaced', 'afterSilence']],
  [2048, []],
] as [number, QualityFlag[]][])('qualityFlags(%i)', (quality, flags) => {
  expect(qualityFlags(quality)).toEqual(flags)
})

test.each([
  ['fresh', NOW, false],
  ['exactly at the limit', NOW - 10 * MIN, false],
  ['past the limit', NOW - 10 * MIN - 1, true],
  ['ahead of us', NOW + MIN, false],
  ['never seen', 0, true],
  ['no time', Number.NaN, true],
])('isStale: %s', (_, occurredAt, stale) => {
  expect(isStale(occurredAt, 10 * MIN, NOW)).toBe(stale)
})
