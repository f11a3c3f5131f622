// Rules on trial: the replay against the live step, what may be left out, counting, cases beside, spells of an indicator.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILED_WITHIN_MS, filedFor, openNearby, type FiledCase } from '../../../src/core/alarm/filed.ts'
import { openSpells } from '../../../src/core/alarm/spells.ts'
import { stepAlarm } from '../../../src/core/alarm/step.ts'
import {
  isWithin,
  openCounter,
  openReplay,
  reachOf,
  standsBeside,
  widest,
  type TrialAlarm,
} from '../../../src/core/alarm/trial.ts'
import type { AlarmCondition, AlarmRule } from '../../../src/core/alarm/types.ts'
import type { Level } from '../../../src/core/level.ts'
import { distanceM } from '../../../src/core/place.ts'

const T0 = Date.UTC(2026, 10, 1)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const rule: AlarmRule = {
  id: 'ponding',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Road ponding' },
  direction: 'above',
  steps: [
    { level: 4, limit: 0.1 },
    { level: 3, limit: 0.2 },
    { level: 2, limit: 0.3 },
  ],
  deadband: 0.02,
  onDelayMs: 2 * MINUTE,
  offDelayMs: 5 * MINUTE,
}
const low: AlarmRule = {
  ...rule,
  id: 'pressure',
  direction: 'below',
  steps: [
    { level: 3, limit: 0.3 },
    { level: 1, limit: 0.1 },
  ],
}

/** `[minute, value]` */
type Line = readonly [number, number]
function replay(of: AlarmRule, lines: readonly Line[], to = 10_000): string[] {
  const one = openReplay(of)
  for (const [minute, value] of lines) one.take(value, T0 + minute * MINUTE)
  const at = (ms: number | undefined): string => (ms === undefined ? '…' : String((ms - T0) / MINUTE))
  return one.end(T0 + to * MINUTE).map((a) => `${a.level}@${at(a.raisedAt)}–${at(a.clearedAt)} ${a.value}`)
}

describe('replay of one series', () => {
  test.each<[string, AlarmRule, Line[], string[]]>([
    ['nothing reaches the mildest limit', rule, [[0, 0.05], [1, 0.099]], []], // prettier-ignore
    ['shorter than the delay', rule, [[0, 0.15], [1, 0.05]], []], // prettier-ignore
    ['held for the delay, no value in between', rule, [[0, 0.15], [9, 0.05]], ['4@2–14 0.15']], // prettier-ignore
    ['inside the deadband it stands on', rule, [[0, 0.15], [5, 0.09], [50, 0.081]], ['4@2–… 0.15']], // prettier-ignore
    ['out of the deadband it clears after the delay', rule, [[0, 0.15], [5, 0.09], [50, 0.07]], ['4@2–55 0.15']], // prettier-ignore
    ['the worst level counts, not the last', rule, [[0, 0.15], [10, 0.35], [20, 0.15], [40, 0]], ['2@2–45 0.15']], // prettier-ignore
    ['two alarms', rule, [[0, 0.25], [10, 0], [60, 0.12], [70, 0]], ['3@2–15 0.25', '4@62–75 0.12']], // prettier-ignore
    ['an older value changes nothing', rule, [[10, 0.25], [5, 0], [20, 0]], ['3@12–25 0.25']], // prettier-ignore
    ['falling is bad', low, [[0, 0.5], [10, 0.25], [20, 0.05], [30, 0.4]], ['1@12–35 0.25']], // prettier-ignore
  ])('%s', (_what, of, lines, wanted) => expect(replay(of, lines)).toEqual(wanted))

  test('a delay that has not run out by the end raises nothing', () => {
    expect(replay(rule, [[9, 0.15]], 10)).toEqual([])
    expect(replay(rule, [[8, 0.15]], 10)).toEqual(['4@10–… 0.15'])
  })
})

const rules = fc
  .record({
    direction: fc.constantFrom<'above' | 'below'>('above', 'below'),
    limits: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
    deadband: fc.integer({ min: 0, max: 6 }),
    onDelayMs: fc.integer({ min: 0, max: 5 }).map((m) => m * MINUTE),
    offDelayMs: fc.integer({ min: 0, max: 200 }).map((m) => m * MINUTE),
  })
  .map(({ direction, limits, ...rest }): AlarmRule => {
    const mildestFirst = [...limits].sort((a, b) => (direction === 'above' ? a - b : b - a))
    return {
      ...rule,
      ...rest,
      direction,
      deadband: rest.deadband / 20,
      steps: mildestFirst.map((limit, i) => ({ level: (4 - i) as Level, limit: limit / 20 })),
    }
  })
/** Minutes apart and a value of a fine grid, so that limits and deadbands are hit exactly. */
const histories = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: -2, max: 50 })), { maxLength: 60 })
  .map((steps) => {
    let minute = 0
    return steps.map(([apart, value]): Line => [(minute += apart), value / 20])
  })

describe('what the live engine does', () => {
  test('on the same values, with ticks whenever, is what the replay says', () => {
    fc.assert(
      fc.property(rules, histories, fc.array(fc.nat(3000), { maxLength: 20 }), (of, lines, ticks) => {
        const inputs = [
          ...lines.map(([minute, value], i) => ({ minute, order: i, value })),
          ...ticks.map((minute) => ({ minute, order: Infinity, value: undefined })),
        ].sort((a, b) => a.minute - b.minute || (a.order < b.order ? -1 : 1))
        const alarms: TrialAlarm[] = []
        let condition: AlarmCondition | undefined
        for (const { minute, value } of [...inputs, { minute: 10_000, value: undefined }]) {
          const at = T0 + minute * MINUTE
          const result = stepAlarm(
            of,
            condition,
            value === undefined
              ? { type: 'tick', now: at }
              : { type: 'value', value, occurredAt: at, because: [{ kind: 'observation', id: String(minute) }] },
          )
          condition = result.condition
          for (const c of result.changes) {
            const last = alarms.at(-1)
            if (c.type === 'raised') alarms.push({ raisedAt: c.at, level: c.level, value: c.value })
            else if (last !== undefined)
              alarms[alarms.length - 1] =
                c.type === 'cleared'
                  ? { ...last, clearedAt: c.at }
                  : { ...last, level: Math.min(last.level, c.level) as Level }
          }
        }
        const trial = openReplay(of)
        for (const [minute, value] of lines) trial.take(value, T0 + minute * MINUTE)
        expect(trial.end(T0 + 10_000 * MINUTE)).toEqual(alarms)
      }),
      { numRuns: 300 },
    )
  })

  test('stays the same without the values that cannot matter', () => {
    fc.assert(
      fc.property(rules, histories, (of, lines) => {
        const reach = reachOf(of)
        const kept = lines.filter(([, value], i) => {
          const before = lines[i - 1]
          return isWithin(reach, value) || (before !== undefined && isWithin(reach, before[1]))
        })
        expect(replay(of, kept)).toEqual(replay(of, lines))
      }),
      { numRuns: 300 },
    )
  })

  test('two reaches in one', () => {
    fc.assert(
      fc.property(rules, rules, fc.integer({ min: -2, max: 50 }), (a, b, n) => {
        fc.pre(a.direction === b.direction)
        const both = widest(reachOf(a), reachOf(b))
        expect(isWithin(both, n / 20)).toBe(isWithin(reachOf(a), n / 20) || isWithin(reachOf(b), n / 20))
      }),
    )
  })
})

describe('counting', () => {
  const span = { from: T0, to: T0 + 3 * 24 * HOUR, utcOffsetMinutes: 480 }
  const alarm = (hour: number, minutes: number | undefined, level: Level = 3): TrialAlarm => ({
    raisedAt: T0 + hour * HOUR,
    ...(minutes === undefined ? {} : { clearedAt: T0 + hour * HOUR + minutes * MINUTE }),
    level,
    value: 1,
  })

  test('by level, by day of the city, brief ones, filed ones; outside the span not at all', () => {
    const counter = openCounter(span)
    counter.add(alarm(-1, 30), true)
    counter.add(alarm(72, 30), true)
    counter.add(alarm(0, 9.9), false)
    counter.add(alarm(15, 10, 2), true)
    counter.add(alarm(17, undefined, 2), false)
    expect(counter.count()).toEqual({
      raised: 3,
      filed: 1,
      brief: 1,
      byLevel: [
        { level: 2, n: 2 },
        { level: 3, n: 1 },
      ],
      // 00:00 UTC is 08:00 in the city: three days touch four dates.
      byDay: [
        { date: '2026-11-01', n: 2 },
        { date: '2026-11-02', n: 1 },
        { date: '2026-11-03', n: 0 },
        { date: '2026-11-04', n: 0 },
      ],
    })
  })

  test('alarms of two rules stand beside each other when their times touch', () => {
    const others = [alarm(1, 60), alarm(5, undefined)]
    expect(standsBeside(alarm(0, 30), others)).toBe(false)
    expect(standsBeside(alarm(0, 60), others)).toBe(true)
    expect(standsBeside(alarm(2.5, 60), others)).toBe(false)
    expect(standsBeside(alarm(9, 1), others)).toBe(true)
    expect(standsBeside(alarm(2.5, undefined), others)).toBe(true)
  })
})

describe('cases filed beside', () => {
  const at = (hours: number): number => T0 + hours * HOUR
  const filed = (id: string, hours: number): FiledCase => ({ id, filedAt: at(hours), lng: 119.4, lat: 32.4 })
  const none = { alarms: [], cases: [] }

  test.each<[string, Parameters<typeof filedFor>[1], string | undefined]>([
    ['none', none, undefined],
    ['at the place, at once', { ...none, cases: [filed('a', 0)] }, 'a'],
    ['at the place, a day after', { ...none, cases: [filed('a', 24)] }, 'a'],
    ['at the place, later than a day', { ...none, cases: [filed('a', 24.01)] }, undefined],
    ['at the place, before', { ...none, cases: [filed('a', -0.01)] }, undefined],
    ['the earliest', { ...none, cases: [filed('b', 3), filed('a', 2)] }, 'a'],
    [
      'of the sensor’s alarm that stood',
      { ...none, alarms: [{ incident: 'x', raisedAt: at(-2), clearedAt: at(0) }] },
      'x',
    ],
    ['of one that was over', { ...none, alarms: [{ incident: 'x', raisedAt: at(-2), clearedAt: at(-1) }] }, undefined],
    ['of one that stands still', { ...none, alarms: [{ incident: 'x', raisedAt: at(-2) }] }, 'x'],
    ['of one soon after', { ...none, alarms: [{ incident: 'x', raisedAt: at(5), clearedAt: at(6) }] }, 'x'],
    ['the sensor’s own first', { alarms: [{ incident: 'x', raisedAt: at(5) }], cases: [filed('a', 1)] }, 'x'],
  ])('%s', (_what, facts, wanted) => expect(filedFor({ raisedAt: T0 }, facts)).toBe(wanted))

  test('nearby is what distance says, for every place', () => {
    const degrees = (middle: number) => fc.integer({ min: -300, max: 300 }).map((n) => middle + n / 100_000)
    const place = fc.record({ lng: degrees(119.4), lat: degrees(32.4) })
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), place, (places, here) => {
        const cases = places.map((p, i): FiledCase => ({ ...p, id: String(i), filedAt: T0 }))
        const wanted = cases.filter((c) => distanceM(c, here) <= 100).map((c) => c.id)
        expect(new Set(openNearby(cases)(here).map((c) => c.id))).toEqual(new Set(wanted))
      }),
    )
  })

  test('a day is a day', () => expect(FILED_WITHIN_MS).toBe(24 * HOUR))
})

describe('spells of an indicator', () => {
  const told = (minutes: readonly (readonly [number, Level | undefined])[], to: number): string[] => {
    const reader = openSpells()
    for (const [minute, level] of minutes) reader.take(T0 + minute * MINUTE, minute, level)
    return reader.end(T0 + to * MINUTE).map(
      (s) =>
        `${s.level}@${(s.raisedAt - T0) / MINUTE}–${s.clearedAt === undefined ? '…' : (s.clearedAt - T0) / MINUTE} ` +
        Object.entries(s.heldMs)
          .map(([level, ms]) => `${level}:${ms / MINUTE}`)
          .join(' '),
    )
  }

  test.each<[string, (readonly [number, Level | undefined])[], number, string[]]>([
    ['never', [[0, undefined], [1, undefined]], 2, []], // prettier-ignore
    ['one minute', [[5, 3], [6, undefined]], 9, ['3@5–6 3:1']], // prettier-ignore
    ['worst level, time at each', [[5, 4], [6, 3], [7, 3], [8, undefined]], 9, ['3@5–8 3:2 4:1']], // prettier-ignore
    ['still standing', [[5, 4], [6, 4]], 7, ['4@5–… 4:2']], // prettier-ignore
    ['a short gap is bridged but not counted', [[5, 4], [12, 4], [13, undefined]], 20, ['4@5–13 4:2']], // prettier-ignore
    ['a long gap ends it', [[5, 4], [17, 4], [18, undefined]], 20, ['4@5–6 4:1', '4@17–18 4:1']], // prettier-ignore
    ['ended by silence before the end', [[5, 4]], 60, ['4@5–6 4:1']], // prettier-ignore
  ])('%s', (_what, minutes, to, wanted) => expect(told(minutes, to)).toEqual(wanted))
})
