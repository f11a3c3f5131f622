// Growing old is seen within a round, and no call looks at more than its share.
import { describe, expect, it } from 'vitest'
import { createSweep } from '../../../src/core/observe/sweep.ts'

function visits(count: number): { visit: (slot: number) => void; take: () => number[] } {
  let seen: number[] = []
  return {
    visit: (slot) => {
      if (slot >= count) throw new RangeError(`slot ${slot} of ${count}`)
      seen.push(slot)
    },
    take: () => {
      const out = seen
      seen = []
      return out
    },
  }
}

describe('the sweep', () => {
  it('begins with all of them', () => {
    const v = visits(10)
    createSweep(10_000).run(0, 10, v.visit)
    expect(v.take()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
  it.each([1, 7, 30, 100_000])('looks at each of %i once a round, a share at a time', (count) => {
    const sweep = createSweep(10_000)
    const v = visits(count)
    sweep.run(0, count, v.visit)
    v.take()
    const times = new Uint8Array(count)
    let most = 0
    for (let at = 250; at <= 10_000; at += 250) {
      sweep.run(at, count, v.visit)
      const seen = v.take()
      most = Math.max(most, seen.length)
      for (const slot of seen) times[slot] = (times[slot] ?? 0) + 1
    }
    // One may still be due by rounding.
    expect(times.filter((n) => n === 1).length).toBeGreaterThanOrEqual(count - 1)
    expect(most).toBeLessThanOrEqual(Math.ceil(count / 40))
  })
  it('after a long absence looks at each once, not more', () => {
    const sweep = createSweep(10_000)
    const v = visits(50)
    sweep.run(0, 50, v.visit)
    v.take()
    sweep.run(3_600_000, 50, v.visit)
    expect(v.take()).toHaveLength(50)
  })
  it('begins anew when the clock is set back, and bears another count', () => {
    const sweep = createSweep(10_000)
    const v = visits(50)
    sweep.run(90_000, 50, v.visit)
    v.take()
    sweep.run(10_000, 50, v.visit)
    expect(v.take()).toHaveLength(50)
    const few = visits(3)
    sweep.run(30_000, 3, few.visit)
    expect(new Set(few.take())).toEqual(new Set([0, 1, 2]))
    sweep.run(40_000, 0, few.visit)
    expect(few.take()).toEqual([])
  })
})
