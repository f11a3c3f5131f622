// A sensor that changes its unit: what marks it, how long, and what ends it.
import { describe, expect, test } from 'vitest'
import { checkReading, qualityFlags, type SeriesMemory } from '../../../src/core/observe/check.ts'
import { SLIP_KEPT_MS, slipFactor } from '../../../src/core/observe/slip.ts'
import { Quality, type Metric, type QualityFlag } from '../../../src/core/observe/types.ts'

const T0 = Date.UTC(2026, 10, 21, 8)
const MIN = 60_000
const DAY = 86_400_000
const depth: Metric = { id: 'depthM', unit: 'm', min: 0, max: 5, maxRatePerMin: 0.1 }
const policy = { lateAfterMs: 5 * MIN, maxAgeMs: 24 * 60 * MIN, maxAheadMs: 30_000 }

/** A value a minute, or where it says; flags of each, `refused:` with what the refusal says. */
function flagsOf(values: readonly (number | readonly [value: number, atMin: number])[], metric = depth): string[] {
  let memory: SeriesMemory | undefined
  return values.map((entry, i) => {
    const [value, atMin] = typeof entry === 'number' ? [entry, i] : entry
    const at = T0 + atMin * MIN
    const result = checkReading({ value, occurredAt: at }, metric, memory, policy, at)
    if (result.ok) memory = result.memory
    const flags = qualityFlags(result.quality).join('+')
    return result.ok ? flags : `refused:${flags}`
  })
}

describe('a unit that slipped', () => {
  test.each<[string, Parameters<typeof flagsOf>[0], string[]]>([
    [
      'stays marked until it comes back, which is no jump',
      [0.3, 0.31, 3.05, 3.07, 3.1, 0.31, 0.32],
      ['', '', 'rate+unitSlip', 'unitSlip', 'unitSlip', '', ''],
    ],
    [
      'smaller: cm for mm, also where its values are tiny',
      [4, 4.02, 0.04, 0.0401, 4, 4.01],
      ['', '', 'rate+unitSlip', 'unitSlip', '', ''],
    ],
    [
      'comes back after it changed meanwhile',
      [0.3, 3, 3.09, 3.18, 3.27, 3.36, 0.34],
      ['', 'rate+unitSlip', 'unitSlip', 'unitSlip', 'unitSlip', 'unitSlip', ''],
    ],
    [
      'a real rise taken for one ebbs away by itself',
      [0.3, 3, [2, 30], [1, 60], [0.35, 90], [0.3, 100]],
      ['', 'rate+unitSlip', 'unitSlip', 'unitSlip', '', ''],
    ],
    [
      'is forgotten after a week',
      [0.3, [3, 1], [3.01, 1 + SLIP_KEPT_MS / MIN], [3.02, 2 + SLIP_KEPT_MS / MIN]],
      ['', 'rate+unitSlip', 'unitSlip', ''],
    ],
    [
      'out of what is possible is refused, and counted as a slip',
      [3.1, 310, 310.5, 3.12],
      ['', 'refused:unitSlip', 'refused:unitSlip', ''],
    ],
    ['impossible and no power of ten is only impossible', [3.1, 78], ['', 'refused:']],
    ['a spike back at once is nothing but a slip that ended', [0.3, 3, 0.3, 0.3], ['', 'rate+unitSlip', '', '']],
  ])('%s', (_, values, flags) => {
    expect(flagsOf(values)).toEqual(flags)
  })

  test('an hour of the wrong unit is marked from its first value to its last', () => {
    const values = Array.from({ length: 120 }, (_, i) => (0.3 + (i % 7) / 1000) * (i >= 30 && i < 90 ? 10 : 1))
    const marked = flagsOf(values).map((flags) => flags.includes('unitSlip'))
    expect(marked).toEqual(values.map((_, i) => i >= 30 && i < 90))
  })
})

describe('a jump', () => {
  test.each<[string, Parameters<typeof flagsOf>[0], string[]]>([
    ['that stays is believed from its second value', [0.3, 0.8, 0.82, 0.85], ['', 'rate', '', '']],
    ['of a storm that goes on rising is believed too', [0.3, 0.5, 0.75, 1.0, 1.3, 1.32], ['', 'rate', '', '', '', '']],
    ['back from a spike is no second one', [0.3, 2, 0.31, 0.32], ['', 'rate', '', '']],
    ['to and fro: only the excursions', [0.3, 1, 0.3, 1.1, 0.31], ['', 'rate', '', 'rate', '']],
    ['after a jump, to a third place, is another one', [0.3, 2, 1.2, 1.21], ['', 'rate', 'rate', '']],
    ['that grows more than twice as fast is not what was begun', [0.3, 0.5, 1.5, 1.52], ['', 'rate', 'rate', '']],
    ['slower than believed in, only seen late, is none', [0.3, [0.8, 10]], ['', '']],
  ])('%s', (_, values, flags) => {
    expect(flagsOf(values)).toEqual(flags)
  })

  test('a sensor without a limit of speed never jumps and never slips', () => {
    const { maxRatePerMin: _, ...slow } = depth
    expect(flagsOf([0.3, 3, 0.3], slow)).toEqual(['', '', ''])
  })
})

test.each<[string, number, number, number | undefined]>([
  ['×10', 3, 0.3, 0.1],
  ['×10 within 5 %', 3.14, 0.3, 0.1],
  ['×10 just beyond 5 %', 3.16, 0.3, undefined],
  ['÷100', 0.03, 3, 100],
  ['÷1000', 0.004, 4, 1000],
  ['from less than 1 % of the range', 0.4, 0.04, undefined],
  ['the same', 3, 3, undefined],
  ['zero', 0, 3, undefined],
])('slipFactor: %s', (_, value, last, factor) => {
  expect(slipFactor(value, last, depth)).toEqual(factor)
})

describe('range and silence', () => {
  const usual: Metric = { ...depth, usualMin: 0.05, usualMax: 2 }
  const silent = 5 * MIN
  const one = (value: number, afterMs: number, metric: Metric, sameForMs = 0): QualityFlag[] => {
    const at = T0 + afterMs
    const memory = { lastValue: 0.3, lastAt: T0, sameSince: T0 - sameForMs }
    return qualityFlags(checkReading({ value, occurredAt: at }, metric, memory, policy, at, silent).quality)
  }
  test.each<[string, QualityFlag[], QualityFlag[]]>([
    ['at the usual least', one(0.05, 4 * MIN, usual), []],
    ['below it', one(0.049, 4 * MIN, usual), ['range']],
    ['at the usual most', one(2, 20 * MIN, usual), ['afterSilence']],
    ['above it', one(2.001, 20 * MIN, usual), ['range', 'afterSilence']],
    ['as long quiet as it may', one(0.31, silent, depth), []],
    ['longer', one(0.31, silent + 1, depth), ['afterSilence']],
    ['the same value on', one(0.3, MIN, { ...depth, flatAfterMs: 10 * MIN }, 10 * MIN), ['flat']],
    [
      'the same value after a silence: not known to have stood',
      one(0.3, 6 * MIN, { ...depth, flatAfterMs: 10 * MIN }, 10 * MIN),
      ['afterSilence'],
    ],
  ])('%s', (_, found, flags) => {
    expect(found).toEqual(flags)
  })
  test('the first value of all is neither late in coming nor a silence', () => {
    expect(checkReading({ value: 3, occurredAt: T0 }, usual, undefined, policy, T0, silent).quality).toBe(Quality.range)
  })
  test('a slip is remembered for seven days', () => expect(SLIP_KEPT_MS).toBe(7 * DAY))
})
