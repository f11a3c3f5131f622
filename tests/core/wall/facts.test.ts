// What the director is told: who counts as taken on, which warnings are in force, since when a sign is abnormal.
import { describe, expect, it, test } from 'vitest'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import { caseFacts, followedShown, isTakenOn, shownOf, signFacts, warningFacts } from '../../../src/core/wall/facts.ts'
import { SILENT_MS, wallState } from '../../../src/core/wall/heard.ts'

const T0 = 1_800_000_000_000

test.each<[IncidentState, boolean, boolean]>([
  ['pendingVerify', false, false],
  ['pendingFiling', false, false],
  ['pendingDispatch', false, false],
  ['pendingDispatch', true, true],
  ['pendingHandle', false, true],
  ['handling', false, true],
  ['suspended', false, true],
])('a case in %s, its alarm acknowledged: %s, is taken on: %s', (state, acknowledged, expected) => {
  expect(isTakenOn(state, acknowledged)).toBe(expected)
})

describe('cases', () => {
  const row = { id: 'i', level: 1, matter: 'M001', openedAt: T0, state: 'pendingDispatch' } as const
  it('are the open ones; one counts as taken on when every alarm that stands was acknowledged', () => {
    const said = (alarms: Parameters<typeof caseFacts>[1]) => caseFacts([row], alarms)[0]?.acknowledged
    expect(said([])).toBe(false)
    expect(said([{ incident: 'i', acknowledgedAt: T0 }])).toBe(true)
    expect(said([{ incident: 'i', acknowledgedAt: T0 }, { incident: 'i' }])).toBe(false)
    expect(
      said([
        { incident: 'i', acknowledgedAt: T0 },
        { incident: 'i', clearedAt: T0 },
      ]),
    ).toBe(true)
    expect(said([{ incident: 'other', acknowledgedAt: T0 }])).toBe(false)
  })

  it('an answer outlasts its alarm: only one that stands without an answer asks for another', () => {
    const said = (...alarms: readonly object[]) =>
      caseFacts(
        [row],
        alarms.map((one) => ({ incident: 'i', ...one })),
      )[0]?.acknowledged
    const answered = { acknowledgedAt: T0 }
    const over = { clearedAt: T0 + 1 }
    expect(said({ ...answered, ...over })).toBe(true)
    // Gone by itself: nobody has said a word to the case.
    expect(said(over)).toBe(false)
    expect(said({ ...answered, ...over }, over)).toBe(true)
    expect(said({ ...answered, ...over }, answered)).toBe(true)
    // Another one that stands is news, whichever is told first.
    expect(said({ ...answered, ...over }, {})).toBe(false)
    expect(said({}, { ...answered, ...over })).toBe(false)
  })

  it('are none once they have ended', () => {
    for (const state of ['closed', 'refused', 'cancelled', 'forceClosed', 'merged'] as const)
      expect(caseFacts([{ ...row, state }], [])).toEqual([])
  })
})

test('warnings are those in force: no drill, none lifted, none before or after its time, none without a level', () => {
  const warning = {
    id: 'w',
    kind: 'rainstorm',
    level: 2,
    state: 'issued',
    status: 'Actual',
    sentAt: T0 - 5,
    fromAt: T0,
    untilAt: T0 + 1,
  } as const
  const said = (more: object) => warningFacts([{ ...warning, ...more } as typeof warning], T0)
  expect(said({})).toEqual([{ id: 'w', kind: 'rainstorm', level: 2, sentAt: T0 - 5 }])
  for (const more of [
    { status: 'Exercise' },
    { state: 'lifted' },
    { fromAt: T0 + 1 },
    { untilAt: T0 },
    { endedAt: T0 - 1 },
    { level: undefined },
  ])
    expect(said(more)).toEqual([])
})

test('a sign is abnormal since it first was; worse is news, better is not', () => {
  const value = { indicator: 'aqi', area: '3210', level: 3, at: T0 } as const
  const group = (id: string) => (id === 'aqi' ? ('air' as const) : undefined)
  const first = signFacts([value, { ...value, area: '3211', level: undefined as never }], group, [])
  expect(first).toEqual([{ indicator: 'aqi', area: '3210', group: 'air', level: 3, since: T0 }])
  expect(signFacts([{ ...value, at: T0 + 9 }], group, first)[0]).toMatchObject({ since: T0, level: 3 })
  expect(signFacts([{ ...value, level: 4, at: T0 + 9 }], group, first)[0]).toMatchObject({ since: T0, level: 4 })
  expect(signFacts([{ ...value, level: 2, at: T0 + 9 }], group, first)[0]).toMatchObject({ since: T0 + 9, level: 2 })
  expect(signFacts([{ ...value, indicator: 'unknown' }], group, first)).toEqual([])
})

test('what another wall shows is read from its words; a map from the push that put it there', () => {
  const map = { type: 'map', query: { z: '12' } } as const
  expect(shownOf(undefined, undefined)).toBeUndefined()
  expect(shownOf({ type: 'board', id: 'air' }, undefined)).toEqual({ type: 'board', board: 'air' })
  expect(shownOf({ type: 'incident', id: 'i' }, undefined)).toEqual({ type: 'incident', incident: 'i' })
  expect(shownOf({ type: 'sign', id: 'aqi@3210' }, undefined)).toEqual({ type: 'sign', indicator: 'aqi', area: '3210' })
  expect(shownOf({ type: 'emergency', id: 'e' }, undefined)).toEqual({ type: 'emergency', id: 'e' })
  expect(shownOf({ type: 'map', id: '' }, { show: map, at: T0, by: 'dutyChief' })).toEqual(map)
  expect(shownOf({ type: 'map', id: '' }, undefined)).toBeUndefined()
})

test('a wall is followed while it is heard of and has not been sent away', () => {
  const says = { showing: { type: 'board', id: 'air' } } as const
  const wall = { orders: {}, says, heardAt: T0 }
  const air = { type: 'board', board: 'air' }
  expect(followedShown(wall, T0 + SILENT_MS)).toEqual(air)
  expect(followedShown(wall, T0 + SILENT_MS + 1)).toBeUndefined()
  expect(followedShown({ ...wall, revokedAt: T0 }, T0)).toBeUndefined()
  expect(followedShown({ orders: {} }, T0)).toBeUndefined()
  expect(followedShown(undefined, T0)).toBeUndefined()
  expect([{}, { heardAt: T0 }, { heardAt: T0, revokedAt: T0 }].map((one) => wallState(one, T0 + 1))).toEqual([
    ...['never', 'up', 'revoked'],
  ])
})
