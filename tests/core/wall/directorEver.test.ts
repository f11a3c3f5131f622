// What holds of the director for every city, every past and every moment.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameValue } from '../../../src/core/same.ts'
import { HEAVIEST, STAND_MS, WHYS, direct, type DirectorFacts } from '../../../src/core/wall/director.ts'
import { DEFAULT_ORDERS, type WallOrders } from '../../../src/core/wall/types.ts'
import { BOARDS, MINUTE, T0, boardOf, calm, must, run, turns } from './directing.ts'

describe('for every city and every past', () => {
  const level = fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<1 | 2 | 3 | 4>
  const at = fc.integer({ min: T0 - 30 * MINUTE, max: T0 + 30 * MINUTE })
  const cases = fc.uniqueArray(
    fc.record({
      ...{ incident: fc.stringMatching(/^i-[a-f]$/), level, openedAt: at, acknowledged: fc.boolean() },
      matter: fc.constantFrom('M001', 'M017', 'E003', 'X9'),
    }),
    { selector: (one) => one.incident, maxLength: 5 },
  )
  const warnings = fc.array(
    fc.record({
      id: fc.stringMatching(/^w-[a-c]$/),
      kind: fc.constantFrom('rainstorm', 'haze', 'frost'),
      level,
      sentAt: at,
    }),
    { maxLength: 2 },
  )
  const signs = fc.array(
    fc.record({
      ...{ indicator: fc.constantFrom('aqi', 'jam'), area: fc.constant('3210'), level, since: at },
      group: fc.constantFrom('air' as const, 'traffic' as const, 'order' as const),
    }),
    { maxLength: 3 },
  )
  const boards = fc.subarray([...BOARDS], { minLength: 1 })
  const everyMs = fc.integer({ min: 10_000, max: 120_000 })
  const orders: fc.Arbitrary<WallOrders> = fc
    .record({
      boards: fc.subarray(BOARDS.map((b) => b.id)),
      everyMs,
      visit: fc.boolean(),
      pinned: fc.option(fc.constantFrom('air', 'gone'), { nil: undefined, freq: 4 }),
      skipAt: fc.option(at, { nil: undefined }),
    })
    .map(({ pinned, skipAt, ...rest }) => ({
      ...rest,
      ...(pinned !== undefined && { pinned }),
      ...(skipAt !== undefined && { skipAt }),
    }))
  const facts: fc.Arbitrary<DirectorFacts> = fc.record({
    boards,
    orders,
    emergencies: fc.constant([]),
    cases,
    warnings,
    signs,
  })
  /** A past of this wall: other facts, some minutes of them. */
  const past = fc
    .tuple(facts, fc.integer({ min: 0, max: 20 }))
    .map(([then, minutes]) =>
      minutes === 0
        ? undefined
        : run(() => then, minutes * MINUTE, { from: T0 - minutes * MINUTE, stepMs: 20_000 }).at(-1)?.directed,
    )

  it('never turns away from an unacknowledged Ⅰ or Ⅱ unless the desk says so, and never from the worst of them', () => {
    fc.assert(
      fc.property(facts, past, (now, before) => {
        const open = now.cases.filter((one) => one.level <= 2 && !one.acknowledged)
        fc.pre(open.length > 0)
        const worst = Math.min(...open.map((one) => one.level))
        const seen = run(() => now, 20 * MINUTE, { before, stepMs: 15_000 })
        const first = must(seen[0]?.directed)
        for (const { directed } of seen) {
          expect(sameValue(directed.show, first.show)).toBe(true)
          expect(directed.about).toBe(first.about)
          if (directed.why !== 'pinned') {
            expect(directed.why).toBe('unacknowledged')
            expect(open.find((one) => one.incident === directed.about)?.level).toBe(worst)
          }
          // Whether it is about it or not, nobody can overlook it.
          expect([directed.about, ...directed.waiting]).toEqual(expect.arrayContaining(open.map((one) => one.incident)))
        }
      }),
      { numRuns: 120 },
    )
  })

  it('shows every board of its rotation within n turns when nothing happens, whatever was before', () => {
    fc.assert(
      fc.property(boards, everyMs, past, (given, every, before) => {
        const quiet = { ...calm, boards: given, orders: { ...DEFAULT_ORDERS, everyMs: every } }
        const shown = new Set(
          run(() => quiet, (given.length + 1) * every + 2000, { before, stepMs: 1000 }).map(({ directed }) =>
            boardOf(directed),
          ),
        )
        const usual = given.filter((b) => b.onDemand !== true)
        expect(shown).toEqual(new Set((usual.length > 0 ? usual : given).map((b) => b.id)))
      }),
      { numRuns: 60 },
    )
  })

  it('shows every board in bounded time while any number of things stay abnormal', () => {
    fc.assert(
      fc.property(facts, past, (given, before) => {
        const steady = {
          ...given,
          orders: { ...DEFAULT_ORDERS, everyMs: 10_000 },
          cases: given.cases.map((one) => ({ ...one, acknowledged: true, openedAt: T0 - 1 })),
          warnings: given.warnings.map((one) => ({ ...one, sentAt: T0 - 1 })),
          signs: given.signs.map((one) => ({ ...one, since: T0 - 1 })),
        }
        const usual = given.boards.filter((b) => b.onDemand !== true)
        const all = (usual.length > 0 ? usual : given.boards).map((b) => b.id)
        // A board beats another only while it has waited at least 1/heaviest as long; none stands longer than three turns.
        const bound = (HEAVIEST + 1) * all.length * 3 * 10_000
        const shown = new Set(
          run(() => steady, bound, { before, stepMs: 2000 }).map(({ directed }) => boardOf(directed)),
        )
        expect([...shown].sort()).toEqual([...all].sort())
      }),
      { numRuns: 60 },
    )
  })

  it('is a pure function: the same answer twice, nothing changed, a closed list of reasons, no time ahead of the clock', () => {
    fc.assert(
      fc.property(facts, past, (given, before) => {
        const frozen = JSON.stringify([given, before])
        const one = direct(given, before, T0)
        expect(direct(given, before, T0)).toEqual(one)
        expect(JSON.stringify([given, before])).toBe(frozen)
        const directed = must(one)
        expect(WHYS).toContain(directed.why)
        expect(directed.since).toBeLessThanOrEqual(T0)
        // Asked again at once it stays.
        expect(direct(given, directed, T0)).toMatchObject({
          show: directed.show,
          why: directed.why,
          since: directed.since,
        })
        if (directed.nextAt !== undefined) expect(directed.nextAt).toBeGreaterThan(T0)
      }),
      { numRuns: 300 },
    )
  })

  it('lets no board be cut short of what it takes to read it, except by the desk, an emergency or an unacknowledged Ⅰ or Ⅱ', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const taken = {
          ...given,
          orders: { ...DEFAULT_ORDERS, everyMs: 30_000 },
          cases: given.cases.map((one) => ({ ...one, acknowledged: true })),
        }
        const stood = turns(run(() => taken, 30 * MINUTE, { from: T0 - 15 * MINUTE, stepMs: 1000 }))
        for (const [, ms] of stood.slice(0, -1)) expect(ms + 1000).toBeGreaterThanOrEqual(STAND_MS)
      }),
      { numRuns: 40 },
    )
  })
})
