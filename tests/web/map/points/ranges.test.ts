// Dirty stretches: everything noted is written, once, in few calls.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDirtyRanges } from '../../../../src/web/map/points/ranges.ts'

const taken = (ranges: ReturnType<typeof createDirtyRanges>): [number, number][] => {
  const out: [number, number][] = []
  expect(ranges.take((from, to) => out.push([from, to]))).toBe(out.length)
  return out
}

describe('dirty ranges', () => {
  it('cover all that was noted, in order, apart and inside the buffer; then nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.array(fc.nat(250_000), { maxLength: 300 }),
        (size, notes) => {
          const ranges = createDirtyRanges(size)
          for (const n of notes) ranges.note(n)
          const runs = taken(ranges)
          for (const n of notes) if (n < size) expect(runs.some(([from, to]) => n >= from && n < to)).toBe(true)
          if (notes.every((n) => n >= size)) expect(runs).toEqual([])
          let end = -1
          for (const [from, to] of runs) {
            expect(from).toBeGreaterThan(end)
            expect(to).toBeGreaterThan(from)
            expect(to).toBeLessThanOrEqual(size)
            end = to
          }
          expect(taken(ranges)).toEqual([])
        },
      ),
    )
  })
  it('one change is a small stretch', () => {
    const ranges = createDirtyRanges(100_000)
    ranges.note(70_000)
    ranges.note(70_001)
    const [[from, to] = [0, 0]] = taken(ranges)
    expect(to - from).toBeLessThanOrEqual(256)
  })
  it('near ones become one, far ones do not', () => {
    const ranges = createDirtyRanges(100_000)
    for (const n of [0, 1_500, 60_000]) ranges.note(n)
    expect(taken(ranges)).toHaveLength(2)
  })
  it('changes everywhere never cost more than some dozens of calls', () => {
    const ranges = createDirtyRanges(100_000)
    for (let n = 0; n < 100_000; n += 2_560) ranges.note(n)
    expect(taken(ranges).length).toBeLessThan(45)
  })
})
