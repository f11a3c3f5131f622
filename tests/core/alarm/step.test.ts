// Histories of one alarm as tables: what comes in at which second, what changes and when.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextDueAt, stepAlarm, type AlarmInput } from '../../../src/core/alarm/step.ts'
import type { AlarmChange, AlarmCondition, AlarmRule } from '../../../src/core/alarm/types.ts'

const T0 = Date.UTC(2026, 10, 21, 8)
const ponding: AlarmRule = {
  id: 'ponding',
  kind: 'ponding',
  metric: 'depthM',
  name: { zh: '道路积水', en: 'Road ponding' },
  direction: 'above',
  steps: [
    { level: 3, limit: 0.15 },
    { level: 1, limit: 0.4 },
    { level: 2, limit: 0.27 },
  ],
  deadband: 0.05,
  onDelayMs: 60_000,
  offDelayMs: 120_000,
}
const instant: AlarmRule = { ...ponding, onDelayMs: 0, offDelayMs: 0 }
const pressure: AlarmRule = {
  ...instant,
  id: 'pressure',
  direction: 'below',
  steps: [
    { level: 3, limit: 0.14 },
    { level: 2, limit: 0.1 },
  ],
  deadband: 0.02,
}

/** `[seconds, value]`, or `[seconds]` for a tick. */
type Line = readonly [number, number?]
const inputOf = ([s, value]: Line): AlarmInput =>
  value === undefined
    ? { type: 'tick', now: T0 + s * 1000 }
    : { type: 'value', value, occurredAt: T0 + s * 1000, because: [{ kind: 'observation', id: `o${s}` }] }

function run(
  rule: AlarmRule,
  lines: readonly Line[],
): { condition: AlarmCondition | undefined; changes: AlarmChange[] } {
  let condition: AlarmCondition | undefined
  const changes: AlarmChange[] = []
  for (const line of lines) {
    const result = stepAlarm(rule, condition, inputOf(line))
    condition = result.condition
    changes.push(...result.changes)
  }
  return { condition, changes }
}

/** `+3@60` raised, `3>2@90` changed, `-2@200` cleared; seconds after T0. */
const short = (c: AlarmChange): string => {
  const at = (c.at - T0) / 1000
  if (c.type === 'raised') return `+${c.level}@${at}`
  return c.type === 'cleared' ? `-${c.from}@${at}` : `${c.from}>${c.level}@${at}`
}

const histories: [string, AlarmRule, Line[], string[]][] = [
  [
    'nothing below the limit',
    instant,
    [
      [0, 0],
      [10, 0.149],
    ],
    [],
  ],
  ['at the limit is reached', instant, [[0, 0.15]], ['+3@0']],
  ['the most severe that holds wins', instant, [[0, 0.5]], ['+1@0']],
  [
    'rises at once',
    instant,
    [
      [0, 0.2],
      [10, 0.3],
      [20, 0.5],
    ],
    ['+3@0', '3>2@10', '2>1@20'],
  ],
  [
    'stays within the deadband',
    instant,
    [
      [0, 0.3],
      [10, 0.25],
      [20, 0.221],
    ],
    ['+2@0'],
  ],
  [
    'falls a level at the edge of the deadband',
    instant,
    [
      [0, 0.3],
      [10, 0.22],
    ],
    ['+2@0', '2>3@10'],
  ],
  [
    'a milder level is held by the deadband too',
    instant,
    [
      [0, 0.5],
      [10, 0.12],
    ],
    ['+1@0', '1>3@10'],
  ],
  [
    'clears past the mildest limit and deadband',
    instant,
    [
      [0, 0.3],
      [10, 0.1],
    ],
    ['+2@0', '-2@10'],
  ],
  [
    '0.15 − 0.05 is 0.10, whatever the binary fraction',
    instant,
    [
      [0, 0.15],
      [10, 0.1],
    ],
    ['+3@0', '-3@10'],
  ],
  [
    'comes again',
    instant,
    [
      [0, 0.2],
      [10, 0],
      [20, 0.2],
    ],
    ['+3@0', '-3@10', '+3@20'],
  ],
  [
    'no deadband: falls just below',
    { ...instant, deadband: 0 },
    [
      [0, 0.15],
      [1, 0.15],
      [2, 0.1499],
    ],
    ['+3@0', '-3@2'],
  ],
  [
    'below: at the limit is reached',
    pressure,
    [
      [0, 0.2],
      [10, 0.14],
    ],
    ['+3@10'],
  ],
  [
    'below: most severe, then back by the deadband',
    pressure,
    [
      [0, 0.09],
      [10, 0.119],
      [20, 0.12],
      [30, 0.159],
      [40, 0.16],
    ],
    ['+2@0', '2>3@20', '-3@40'],
  ],
  ['waits on-delay, raised by a tick as of when it ran out', ponding, [[0, 0.2], [59], [61]], ['+3@60']],
  ['a tick at the very instant counts', ponding, [[0, 0.2], [60]], ['+3@60']],
  [
    'raised by the next value, as of when it ran out',
    ponding,
    [
      [0, 0.2],
      [90, 0.2],
    ],
    ['+3@60'],
  ],
  ['raised once', ponding, [[0, 0.2], [60], [61], [90, 0.2]], ['+3@60']],
  ['a contradicting value cancels', ponding, [[0, 0.2], [59, 0.1], [300]], []],
  ['contradicted at the very instant', ponding, [[0, 0.2], [60, 0.1], [300]], []],
  ['begins anew after a contradiction', ponding, [[0, 0.2], [30, 0], [40, 0.2], [60], [99], [100]], ['+3@100']],
  [
    'a rise through levels keeps each one’s own delay',
    ponding,
    [[0, 0.2], [30, 0.3], [45, 0.5], [200]],
    ['+3@60', '3>2@90', '2>1@105'],
  ],
  ['a jump over levels is one change', ponding, [[0, 0.5], [60]], ['+1@60']],
  ['sinking while waiting leaves the milder level’s delay', ponding, [[0, 0.5], [30, 0.2], [60]], ['+3@60']],
  ['upgrade waits', ponding, [[0, 0.2], [60], [100, 0.3], [159], [160]], ['+3@60', '3>2@160']],
  ['upgrade cancelled', ponding, [[0, 0.2], [60], [100, 0.3], [130, 0.26], [300]], ['+3@60']],
  ['off-delay', ponding, [[0, 0.2], [60], [100, 0.1], [219], [220]], ['+3@60', '-3@220']],
  [
    'clearing cancelled by a value in the deadband',
    ponding,
    [[0, 0.2], [60], [100, 0.1], [150, 0.11], [400]],
    ['+3@60'],
  ],
  [
    'each level goes by its own delay',
    ponding,
    [[0, 0.5], [60], [100, 0.3], [160, 0.16], [200, 0], [500]],
    ['+1@60', '1>2@220', '2>3@280', '-3@320'],
  ],
  ['sinking turned to rising', ponding, [[0, 0.3], [60], [100, 0.16], [110, 0.5], [400]], ['+2@60', '2>1@170']],
  [
    'a long silence plays out in order',
    ponding,
    [
      [0, 0.5],
      [30, 0.5],
      [1000, 0],
      [2000, 0],
    ],
    ['+1@60', '-1@1120'],
  ],
  ['out of order changes nothing', ponding, [[0, 0.2], [30, 0.2], [10, 0], [60]], ['+3@60']],
  [
    'out of order raises nothing',
    instant,
    [
      [30, 0],
      [10, 0.5],
    ],
    [],
  ],
  ['a correction of the same instant counts', ponding, [[0, 0.2], [0, 0.1], [100]], []],
  ['a tick before any value', ponding, [[0], [10, 0.1]], []],
  [
    'a slow value from before the raising clears no earlier than it',
    { ...ponding, offDelayMs: 0 },
    [[0, 0.2], [60], [50, 0]],
    ['+3@60', '-3@60'],
  ],
]

test.each(histories)('%s', (_, rule, lines, expected) => {
  expect(run(rule, lines).changes.map(short)).toEqual(expected)
})

describe('condition', () => {
  test('quiet: the last value only', () => {
    expect(run(ponding, [[0, 0.1]]).condition).toEqual({ lastValue: 0.1, lastAt: T0 })
  })

  test('waiting: what is wanted, since when, and when a tick is due', () => {
    const { condition } = run(ponding, [
      [0, 0.2],
      [30, 0.3],
    ])
    expect(condition).toMatchObject({ wanted: 2, wantedSince: T0 + 30_000, lastValue: 0.3 })
    expect(condition?.level).toBeUndefined()
    expect(nextDueAt(ponding, condition ?? {})).toBe(T0 + 60_000)
  })

  test('standing: nothing due; falling: due after the off-delay', () => {
    const standing = run(ponding, [[0, 0.2], [60]]).condition ?? {}
    expect(standing).toMatchObject({ level: 3, wanted: 3, raisedAt: T0 + 60_000 })
    expect(nextDueAt(ponding, standing)).toBeUndefined()
    const falling = stepAlarm(ponding, standing, inputOf([100, 0])).condition
    expect(falling.wanted).toBeUndefined()
    expect(nextDueAt(ponding, falling)).toBe(T0 + 220_000)
  })

  test('the alarm id that the engine set stays while it stands, and goes when it clears', () => {
    const raised = { ...stepAlarm(instant, undefined, inputOf([0, 0.2])).condition, alarm: 'a1' }
    const up = stepAlarm(instant, raised, inputOf([10, 0.5])).condition
    expect(up).toMatchObject({ alarm: 'a1', level: 1, raisedAt: T0 })
    const cleared = stepAlarm(instant, up, inputOf([20, 0])).condition
    expect(cleared).toEqual({ wantedSince: T0 + 20_000, lastValue: 0, lastAt: T0 + 20_000 })
  })

  test('a level that an edited rule no longer knows can go', () => {
    const { condition } = run(instant, [[0, 0.3]])
    const edited = { ...instant, steps: [{ level: 1 as const, limit: 0.4 }] }
    expect(stepAlarm(edited, condition, inputOf([10, 0])).changes.map(short)).toEqual(['-2@10'])
  })

  test('out of order returns the very same condition', () => {
    const { condition } = run(ponding, [[30, 0.2]])
    expect(stepAlarm(ponding, condition, inputOf([10, 0])).condition).toBe(condition)
  })
})

test('evidence: the observation that began it, the one it stands on, and the rule; the value then current', () => {
  const { changes } = run(ponding, [[0, 0.2], [30, 0.22], [61], [100, 0.05], [130, 0.04], [400]])
  expect(changes).toMatchObject([
    { type: 'raised', value: 0.22, because: [{ id: 'o0' }, { id: 'o30' }, { kind: 'rule', id: 'ponding' }] },
    { type: 'cleared', value: 0.04, because: [{ id: 'o100' }, { id: 'o130' }, { kind: 'rule', id: 'ponding' }] },
  ])
  expect(run(instant, [[0, 0.2]]).changes[0]?.because.map((b) => b.id)).toEqual(['o0', 'ponding'])
})

describe('any history', () => {
  const values = fc
    .array(
      fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom(0, 0.1, 0.12, 0.16, 0.21, 0.26, 0.3, 0.36, 0.5)),
      {
        maxLength: 25,
      },
    )
    .map((steps) => {
      let s = 0
      return steps.map(([gap, value]): Line => [(s += gap), value])
    })
  const rule = fc.constantFrom(
    ponding,
    instant,
    { ...ponding, onDelayMs: 0 },
    { ...ponding, deadband: 0, offDelayMs: 0 },
  )
  const END: Line = [100_000]

  test('how often ticks come changes nothing', () => {
    fc.assert(
      fc.property(rule, values, fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 40 }), (r, lines, ticks) => {
        // Never at the instant of a value: there the tick and the contradiction are a tie.
        const beside = ticks.filter((s) => !lines.some(([at]) => at === s)).map((s): Line => [s])
        const mixed = [...lines, ...beside].sort((a, b) => a[0] - b[0])
        expect(run(r, [...mixed, END]).changes).toEqual(run(r, [...lines, END]).changes)
      }),
    )
  })

  test('raised, changed and cleared come in turn, times never run back, and the condition agrees', () => {
    fc.assert(
      fc.property(rule, values, (r, lines) => {
        const { condition, changes } = run(r, lines)
        let level: number | undefined
        let at = 0
        for (const c of changes) {
          expect(c.at).toBeGreaterThanOrEqual(at)
          at = c.at
          if (c.type === 'raised') expect(level).toBeUndefined()
          else expect(c.from).toBe(level)
          level = c.type === 'cleared' ? undefined : c.level
        }
        expect(condition?.level).toBe(level)
      }),
    )
  })
})
