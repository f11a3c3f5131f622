// The director: who wins over whom, what is never left, that every board comes round.
import { describe, expect, it } from 'vitest'
import { direct, type CaseFact, type Directed, type DirectorFacts } from '../../../src/core/wall/director.ts'
import { MINUTE, T0, TURNING, board, boardOf, calm, must, ordered, run, severe, turns } from './directing.ts'

describe('when nothing happens', () => {
  it('turns through the boards in their order, each for as long as was ordered, and says what comes next and when', () => {
    const seen = run(() => calm, 12 * MINUTE)
    expect(turns(seen).map(([id]) => id)).toEqual([...TURNING, ...TURNING, 'overview'])
    expect(seen[0]?.directed).toMatchObject({ why: 'turn', since: T0, nextAt: T0 + MINUTE, next: 'flood', waiting: [] })
    expect(
      new Set(
        turns(seen)
          .slice(0, -1)
          .map(([, ms]) => ms + 1000),
      ),
    ).toEqual(new Set([MINUTE]))
  })

  it('turns through the boards this wall was given, also those that only come by hand, and forgets names it does not know', () => {
    const facts = ordered({ boards: ['evaluation', 'gone', 'air'], everyMs: 20_000 })
    expect(turns(run(() => facts, MINUTE)).map(([id]) => id)).toEqual(['evaluation', 'air', 'evaluation', 'air'])
    expect(boardOf(must(direct(ordered({ boards: ['gone'] }), undefined, T0)))).toBe('overview')
  })

  it('stands still with one board, and has nothing to show without any', () => {
    const one = must(direct({ ...calm, boards: [board('only')] }, undefined, T0))
    expect(one).toMatchObject({ show: { board: 'only' }, why: 'turn' })
    expect(one.nextAt).toBeUndefined()
    expect(direct({ ...calm, boards: [] }, undefined, T0)).toBeUndefined()
  })

  it('goes on where it stood after a reload, and shows what was there while it was asleep for a while only once', () => {
    const before = must(run(() => calm, 90_000).at(-1)?.directed)
    const stored = JSON.parse(JSON.stringify(before)) as Directed
    const after = must(direct(calm, stored, T0 + 95_000))
    expect([boardOf(after), after.since]).toEqual(['flood', T0 + MINUTE])
    expect(boardOf(must(direct(calm, after, T0 + 3 * 3_600_000)))).toBe('traffic')
  })

  it('does not wait for hours when the clock was set back', () => {
    const ahead = must(run(() => calm, MINUTE * 2, { from: T0 + 5 * 3_600_000 }).at(-1)?.directed)
    const seen = run(() => calm, 7 * MINUTE, { before: ahead })
    expect(new Set(turns(seen).map(([id]) => id))).toEqual(new Set(TURNING))
    expect(seen.every(({ at, directed }) => directed.since <= at)).toBe(true)
  })

  it('turns at once when somebody skips, once', () => {
    const standing = must(run(() => calm, 20_000).at(-1)?.directed)
    const skip = ordered({ skipAt: T0 + 20_500 })
    const seen = run(() => skip, 30_000, { before: standing, from: T0 + 21_000 })
    expect(turns(seen).map(([id]) => id)).toEqual(['flood'])
    expect(seen[0]?.directed.since).toBe(T0 + 21_000)
  })
})

describe('what wins', () => {
  const push = { show: { type: 'incident', incident: 'i-9' }, at: T0, by: 'dutyChief' } as const
  const real = { id: 'e-1', drill: false, level: 2, declaredAt: T0 } as const
  const drill = { id: 'd-1', drill: true, level: 1, declaredAt: T0 + 5 } as const
  const flood = severe('i-1')
  it.each<[string, DirectorFacts, string, object]>([
    ['nothing', calm, 'turn', { board: 'overview' }],
    ['an unacknowledged Ⅱ', { ...calm, cases: [flood] }, 'unacknowledged', { board: 'flood' }],
    [
      'what another wall shows',
      ordered({ follows: 'wall-2' }, { cases: [flood], followed: { type: 'board', board: 'air' } }),
      'follow',
      { board: 'air' },
    ],
    ['silence of the other wall', ordered({ follows: 'wall-2' }), 'turn', { board: 'overview' }],
    ['a pin', ordered({ pinned: 'air', follows: 'wall-2' }, { cases: [flood] }), 'pinned', { board: 'air' }],
    ['a pin on a board that is gone', ordered({ pinned: 'gone' }), 'turn', { board: 'overview' }],
    ['a push', ordered({ pinned: 'air', push }, { cases: [flood] }), 'pushed', { incident: 'i-9' }],
    ['a push that is over', ordered({ pinned: 'air', push: { ...push, untilAt: T0 } }), 'pinned', { board: 'air' }],
    [
      'a push of a board that is gone',
      ordered({ push: { ...push, show: { type: 'board', board: 'gone' } } }),
      'turn',
      { board: 'overview' },
    ],
    ['a drill', ordered({ push }, { emergencies: [drill] }), 'drill', { id: 'd-1' }],
    ['a real emergency', ordered({ push }, { emergencies: [drill, real] }), 'emergency', { id: 'e-1' }],
    [
      'the later of two as bad',
      { ...calm, emergencies: [real, { ...real, id: 'e-2', declaredAt: T0 + 1 }] },
      'emergency',
      { id: 'e-2' },
    ],
    [
      'the worse of two, though the milder is the later',
      { ...calm, emergencies: [real, { ...real, id: 'e-2', level: 3, declaredAt: T0 + 1 }] },
      'emergency',
      { id: 'e-1' },
    ],
    ['an unacknowledged Ⅱ during a drill', { ...calm, emergencies: [drill], cases: [flood] }, 'drill', { id: 'd-1' }],
    [
      'an unacknowledged Ⅰ during a drill, whatever was pinned before',
      ordered({ pinned: 'air', follows: 'wall-2' }, { emergencies: [drill], cases: [severe('i-1', { level: 1 })] }),
      'unacknowledged',
      { board: 'flood' },
    ],
    [
      'a push during a drill',
      ordered({ push: { ...push, at: T0 + 6 } }, { emergencies: [drill] }),
      'pushed',
      { incident: 'i-9' },
    ],
    [
      'a push during a real emergency',
      ordered({ push: { ...push, at: T0 + 6 } }, { emergencies: [real] }),
      'emergency',
      { id: 'e-1' },
    ],
  ])('%s', (_what, facts, why, show) => {
    expect(direct(facts, undefined, T0)).toMatchObject({ why, show })
  })

  it('whatever is shown, every unacknowledged Ⅰ and Ⅱ stands on the strip, the worst and oldest first', () => {
    const cases = [
      severe('b', { openedAt: T0 - 5 }),
      severe('a', { openedAt: T0 - 9 }),
      severe('first', { level: 1 }),
      severe('mild', { level: 3 }),
      severe('taken', { level: 1, acknowledged: true }),
    ]
    const said = (facts: DirectorFacts) => must(direct({ ...facts, cases }, undefined, T0))
    for (const facts of [ordered({ push }), ordered({ pinned: 'air' }), { ...calm, emergencies: [real] }])
      expect(said(facts).waiting).toEqual(['first', 'a', 'b'])
    expect(said(calm)).toMatchObject({ about: 'first', waiting: ['a', 'b'] })
  })

  it('goes back to the board that stood, and lets it stand its time, once the push is taken back', () => {
    const stood = must(run(() => calm, 70_000).at(-1)?.directed)
    const pushed = must(run(() => ordered({ push }), 5 * MINUTE, { before: stood, from: T0 + 71_000 }).at(-1)?.directed)
    const back = run(() => calm, 2 * MINUTE, { before: pushed, from: T0 + 400_000 })
    expect(turns(back)).toEqual([
      ['flood', 59_000],
      ['traffic', 59_000],
      ['air', 0],
    ])
  })
})

describe('an unacknowledged Ⅰ or Ⅱ', () => {
  it.each<[string, Partial<CaseFact>, string]>([
    ['goes to the board of its matter', { matter: 'E005' }, 'flood'],
    ['to the most particular of several', { matter: 'M005' }, 'lifeline'],
    ['by a whole code rather than its first letters', { matter: 'M001' }, 'flood'],
    ['to the board of its group', { matter: 'X1', group: 'air' }, 'air'],
    ['to a board about everything where none is about it', { matter: 'X1' }, 'overview'],
  ])('%s', (_what, more, expected) => {
    const standing = must(run(() => calm, 150_000).at(-1)?.directed)
    expect(boardOf(must(direct({ ...calm, cases: [severe('i', more)] }, standing, T0 + 151_000)))).toBe(expected)
  })

  it('comes at once, stays for as long as it takes, and the turn begins anew once it is taken on', () => {
    const standing = must(run(() => calm, 5_000).at(-1)?.directed)
    const cases = [severe('i-1', { matter: 'M017', openedAt: T0 + 6_000 })]
    const held = run(() => ({ ...calm, cases }), 3 * 3_600_000, { before: standing, from: T0 + 6_000, stepMs: 10_000 })
    expect(turns(held).map(([id]) => id)).toEqual(['traffic'])
    expect(held.at(-1)?.directed).toMatchObject({ about: 'i-1', since: T0 + 6_000 })
    const taken = cases.map((one) => ({ ...one, acknowledged: true }))
    const after = run(() => ({ ...calm, cases: taken }), MINUTE, {
      before: held.at(-1)?.directed,
      from: T0 + 4 * 3_600_000,
    })
    expect(after[0]?.directed).toMatchObject({ show: { board: 'traffic' }, why: 'severe', about: 'i-1' })
    expect(turns(after)[0]?.[1]).toBeGreaterThanOrEqual(MINUTE - 1000)
  })

  it('is not left for another of its level, only for a worse one; nor by a skip', () => {
    const first = severe('first', { openedAt: T0 })
    const other = severe('other', { matter: 'M017', openedAt: T0 - MINUTE })
    const worse = severe('worse', { matter: 'E003', level: 1, openedAt: T0 + 9 })
    const held = must(direct({ ...calm, cases: [first] }, undefined, T0))
    const still = must(direct(ordered({ skipAt: T0 + 10 }, { cases: [other, first] }), held, T0 + 20))
    expect([boardOf(still), still.about, still.waiting]).toEqual(['flood', 'first', ['other']])
    const up = must(direct({ ...calm, cases: [other, first, worse] }, still, T0 + 30))
    expect([boardOf(up), up.about, up.waiting]).toEqual(['lifeline', 'worse', ['other', 'first']])
  })

  it('stays where it is on a wall whose boards are not about it', () => {
    const facts = ordered({ boards: ['air', 'hotline'], everyMs: 20_000 })
    const standing = must(run(() => facts, 25_000).at(-1)?.directed)
    const held = run(() => ({ ...facts, cases: [severe('i')] }), 5 * MINUTE, { before: standing, from: T0 + 26_000 })
    expect(turns(held).map(([id]) => id)).toEqual(['hotline'])
  })
})

describe('what is abnormal', () => {
  const WARNING = { id: 'w-1', kind: 'rainstorm', level: 2, sentAt: T0 + 30_000 } as const
  const SIGN = { indicator: 'jam', area: '3210', group: 'traffic', level: 2, since: T0 + 30_000 } as const

  it.each<[string, Partial<DirectorFacts>, string, string, string]>([
    ['a warning', { warnings: [WARNING] }, 'flood', 'warning', 'w-1'],
    ['a sign', { signs: [SIGN] }, 'traffic', 'sign', 'jam@3210'],
    [
      'a case',
      { cases: [severe('i', { matter: 'E003', acknowledged: true, openedAt: T0 + 30_000 })] },
      'lifeline',
      'severe',
      'i',
    ],
  ])(
    '%s that has just come is shown soon, but not before the board was readable',
    (_what, more, expected, why, about) => {
      const standing = must(run(() => calm, 29_000).at(-1)?.directed)
      const seen = run(() => ({ ...calm, ...more }), 4 * MINUTE, { before: standing, from: T0 + 30_000 })
      expect(seen[0]?.directed).toMatchObject({ show: { board: expected }, why, about, since: T0 + 30_000 })
      const [first, second] = turns(seen)
      // Longer than its usual stand, then the round goes on.
      expect(first?.[1]).toBeGreaterThan(MINUTE)
      expect(second?.[0]).not.toBe(expected)

      const early = must(run(() => calm, 5_000).at(-1)?.directed)
      const soon = run(() => ({ ...calm, ...more }), MINUTE, { before: early, from: T0 + 30_000 - 24_000 }).filter(
        ({ at }) => at >= T0 + 30_000,
      )
      expect(boardOf(must(soon[0]?.directed))).toBe(expected)
    },
  )

  it('comes more often while it lasts, less than while it was new, and every other board still comes', () => {
    const facts = { ...calm, signs: [{ ...SIGN, since: T0 }] }
    const count = (from: number) => {
      const seen = run(() => facts, 60 * MINUTE, { from, stepMs: 2000 })
      const of = turns(seen).map(([id]) => id)
      expect(new Set(of)).toEqual(new Set(TURNING))
      return of.filter((id) => id === 'traffic').length / of.filter((id) => id === 'air').length
    }
    const later = count(T0 + 30 * MINUTE)
    expect(later).toBeGreaterThan(1)
    expect(count(T0)).toBeGreaterThanOrEqual(later)
  })

  it('counts for nothing on a board about everything, or that board would always come first', () => {
    const boards = [board('overview'), board('other'), board('third')]
    const facts = { ...calm, boards, signs: [SIGN] }
    expect(turns(run(() => facts, 4 * MINUTE)).map(([id]) => id)).toEqual([
      'overview',
      'other',
      'third',
      'overview',
      'other',
    ])
  })

  it('does not break in by a time that is still to come', () => {
    const facts = { ...calm, signs: [{ ...SIGN, since: T0 + 3_600_000 }] }
    const [first] = turns(run(() => facts, 2 * MINUTE))
    expect(first?.[1]).toBe(MINUTE - 1000)
  })
})
