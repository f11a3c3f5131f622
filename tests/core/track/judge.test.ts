// Which fixes are believed: a jump is kept and doubted, a real move after it is found out, time never runs back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshnessOf } from '../../../src/core/track/age.ts'
import { AGREE, judgeFix, type TrackMemory } from '../../../src/core/track/judge.ts'
import { FixFlag, type Fix } from '../../../src/core/track/types.ts'

const T = 1_790_000_000_000
const LIMITS = { maxKmh: 80, lateAfterMs: 60_000 }
const at = (s: number, lng: number, lat = 32.4, more: Partial<Fix> = {}): Fix => ({
  at: T + s * 1000,
  lng,
  lat,
  ...more,
})

/** Runs fixes through, each received when it was sent. */
function run(fixes: readonly Fix[], delayMs = 0) {
  let memory: TrackMemory | undefined
  return fixes.map((fix) => {
    const judged = judgeFix(memory, fix, LIMITS, fix.at + delayMs)
    if (judged.ok) memory = judged.memory
    return judged.ok ? { flags: judged.flags, moves: judged.moves } : judged.reason
  })
}

describe('judgeFix', () => {
  it('believes an ordinary drive', () => {
    const drive = [0, 5, 10, 15].map((s) => at(s, 119.4 + s * 0.0002))
    expect(run(drive)).toEqual(drive.map(() => ({ flags: 0, moves: true })))
  })

  it('doubts one jump, and not the fixes after it', () => {
    const said = run([at(0, 119.4), at(5, 119.5), at(10, 119.4005), at(15, 119.401)])
    expect(said).toEqual([
      { flags: 0, moves: true },
      { flags: FixFlag.jump, moves: false },
      { flags: 0, moves: true },
      { flags: 0, moves: true },
    ])
  })

  it(`believes ${AGREE} in a row that agree: it was the earlier place that was wrong`, () => {
    const said = run([at(0, 119.4), at(5, 119.5), at(10, 119.5002), at(15, 119.5004), at(20, 119.5006)])
    expect(said.map((s) => (typeof s === 'string' ? s : s.moves))).toEqual([true, false, false, true, true])
  })

  it('does not believe jumps that disagree with one another', () => {
    const said = run([at(0, 119.4), at(5, 119.5), at(10, 119.3), at(15, 119.5), at(20, 119.3), at(25, 119.5)])
    expect(said.slice(1).every((s) => typeof s !== 'string' && !s.moves && s.flags === FixFlag.jump)).toBe(true)
  })

  it('takes what comes late without going back, and the same instant once', () => {
    const said = run([at(0, 119.4), at(10, 119.402), at(5, 119.401), at(10, 119.402)])
    expect(said).toEqual([
      { flags: 0, moves: true },
      { flags: 0, moves: true },
      { flags: 0, moves: false },
      'duplicate',
    ])
  })

  it('marks lateness, a clock ahead, and a wide circle', () => {
    expect(run([at(0, 119.4)], 61_000)).toEqual([{ flags: FixFlag.late, moves: true }])
    expect(run([at(0, 119.4)], -2_000)).toEqual([{ flags: FixFlag.ahead, moves: true }])
    expect(run([at(0, 119.4, 32.4, { accuracyM: 400 })])).toEqual([{ flags: FixFlag.coarse, moves: true }])
  })

  it('whatever comes in whatever order, the believed instant never runs back', () => {
    const fixes = fc.array(
      fc.record({
        s: fc.integer({ min: 0, max: 600 }),
        lng: fc.double({ min: 119.3, max: 119.5, noNaN: true }),
        lat: fc.double({ min: 32.3, max: 32.5, noNaN: true }),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(fixes, (list) => {
        let memory: TrackMemory | undefined
        for (const { s, lng, lat } of list) {
          const judged = judgeFix(memory, at(s, lng, lat), LIMITS, T + 700_000)
          if (!judged.ok) continue
          if (memory !== undefined) expect(judged.memory.trusted.at).toBeGreaterThanOrEqual(memory.trusted.at)
          expect(judged.moves).toBe(judged.memory.trusted !== memory?.trusted)
          memory = judged.memory
        }
      }),
    )
  })
})

it.each([
  [-5_000, 'fresh'],
  [30_000, 'fresh'],
  [30_001, 'old'],
  [150_000, 'old'],
  [150_001, 'lost'],
] as const)('a position %d ms old of a unit silent after 30 s is %s', (age, word) =>
  expect(freshnessOf(age, 30_000)).toBe(word),
)
