// A rule changed while its alarm stands: what is kept, what is asked anew, and from when on.
import { expect, test } from 'vitest'
import { stepAlarm } from '../../../src/core/alarm/step.ts'
import { CLEARED, takeOverRule, watchesSame } from '../../../src/core/alarm/takeOver.ts'
import type { AlarmChange, AlarmCondition, AlarmRule } from '../../../src/core/alarm/types.ts'

const T0 = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000
const old: AlarmRule = {
  id: 'ponding',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Road ponding' },
  direction: 'above',
  steps: [
    { level: 4, limit: 0.1 },
    { level: 3, limit: 0.2 },
  ],
  deadband: 0.02,
  onDelayMs: 2 * MINUTE,
  offDelayMs: 5 * MINUTE,
}
const raised: AlarmCondition = { level: 3, alarm: 'al-1', raisedAt: T0, lastValue: 0.25, lastAt: T0 + 30 * MINUTE }
const now = T0 + 60 * MINUTE
const at = (minutes: number): number => T0 + minutes * MINUTE

/** Takes a rule over with a newest value of half an hour ago, then ticks each minute for two hours. */
function after(rule: AlarmRule, condition: AlarmCondition, value: number): string[] {
  const newest = { value, occurredAt: at(30), because: [{ kind: 'observation' as const, id: 'o' }] }
  let held = takeOverRule(rule, condition, newest, now)
  const changes: AlarmChange[] = []
  for (let minute = 60; minute <= 180; minute++) {
    const result = stepAlarm(rule, held, { type: 'tick', now: at(minute) })
    held = result.condition
    changes.push(...result.changes)
  }
  const levels = (c: AlarmChange): string =>
    c.type === 'raised' ? `+${c.level}` : c.type === 'cleared' ? `-${c.from}` : `${c.from}>${c.level}`
  return changes.map((c) => `${levels(c)}@${(c.at - T0) / MINUTE}`)
}
const limits = (...[four, three]: number[]): AlarmRule => ({
  ...old,
  steps: [
    { level: 4, limit: four ?? 0 },
    { level: 3, limit: three ?? 0 },
  ],
})

test.each<[string, AlarmRule, AlarmCondition, number, string[]]>([
  ['the same limits change nothing', old, raised, 0.25, []],
  ['a higher limit lets the level fall after its delay, from now on', limits(0.1, 0.4), raised, 0.25, ['3>4@65']],
  ['all limits higher: cleared', limits(0.5, 0.6), raised, 0.25, ['-3@65']],
  ['without a delay: at once, not in the past', { ...limits(0.5, 0.6), offDelayMs: 0 }, raised, 0.25, ['-3@60']],
  [
    'a level the rule no longer has goes down to the one it has',
    { ...old, steps: [{ level: 4, limit: 0.1 }] },
    raised,
    0.25,
    ['3>4@65'],
  ],
  ['a lower limit raises what was quiet', limits(0.05, 0.2), {}, 0.07, ['+4@62']],
  ['within the deadband it stands', limits(0.1, 0.26), raised, 0.25, []],
  [
    'turned round: what stood goes',
    { ...old, direction: 'below', steps: [{ level: 4, limit: 0.1 }] },
    raised,
    0.25,
    ['-3@65'],
  ],
])('%s', (_what, rule, condition, value, wanted) => expect(after(rule, condition, value)).toEqual(wanted))

test('what was on its way under the old rule is forgotten', () => {
  const pending = stepAlarm(old, undefined, { type: 'value', value: 0.15, occurredAt: at(59), because: [] }).condition
  expect(pending.pending).toHaveLength(1)
  const taken = takeOverRule({ ...limits(0.3, 0.4) }, pending, { value: 0.15, occurredAt: at(59), because: [] }, now)
  expect(taken.pending).toBeUndefined()
})

test('without a newest value what stands is kept, and the next value decides', () => {
  const taken = takeOverRule(limits(0.5, 0.6), raised, undefined, now)
  expect(taken).toEqual({ level: 3, alarm: 'al-1', raisedAt: T0 })
  const low = stepAlarm(limits(0.5, 0.6), taken, { type: 'value', value: 0, occurredAt: at(70), because: [] })
  const gone = stepAlarm(limits(0.5, 0.6), low.condition, { type: 'tick', now: at(75) })
  expect(gone.changes.map((c) => c.type)).toEqual(['cleared'])
})

test('another kind or quantity is another thing', () => {
  expect(watchesSame(old, limits(1, 2))).toBe(true)
  expect(watchesSame(old, { ...old, metric: 'speed' })).toBe(false)
  expect(watchesSame(old, { ...old, kind: 'river' })).toBe(false)
})

test('reasons are told in both languages', () => {
  for (const { zh, en } of Object.values(CLEARED))
    expect([zh, en]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)])
})
