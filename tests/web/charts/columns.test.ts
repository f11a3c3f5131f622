// Downsampling hides nothing: whatever the series, its extremes, its gaps and its order come out as they went in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gapsOf, indexFrom, indexNear, runsOf, toColumns } from '../../../src/web/charts/columns.ts'

const MINUTE = 60_000
const minutes = (value: readonly (number | null)[]) => ({ at: value.map((_, i) => i * MINUTE), value })
const whole = (n: number, columns: number) => ({ from: 0, to: (n - 1) * MINUTE, columns, gapMs: 3 * MINUTE })
const series = fc.array(fc.option(fc.integer({ min: -1_000, max: 1_000 }), { freq: 9 }), {
  minLength: 2,
  maxLength: 800,
})
const columns = fc.integer({ min: 1, max: 120 })

describe('columns', () => {
  it('leave values alone while there is room for them', () => {
    const drawn = toColumns(minutes([1, 2, null, 4]), whole(4, 10))
    expect(drawn.map((p) => [p.at / MINUTE, p.value, p.least, p.greatest, p.n, p.breaks])).toEqual([
      [0, 1, 1, 1, 1, false],
      [1, 2, 2, 2, 1, true],
      [3, 4, 4, 4, 1, false],
    ])
  })
  it('draw together what shares a column, as mean, least and greatest', () => {
    const drawn = toColumns(minutes([1, 5, 3, 3, 2, 80, 2, 4, 6, 6, 6, 6]), {
      from: 0,
      to: 12 * MINUTE,
      columns: 3,
      gapMs: MINUTE,
    })
    expect(drawn.map((p) => [p.at / MINUTE, p.value, p.least, p.greatest, p.n])).toEqual([
      [2, 3, 1, 5, 4],
      [6, 22, 2, 80, 4],
      [10, 6, 6, 6, 4],
    ])
  })
  it('keep least and greatest of a source that drew together itself', () => {
    const drawn = toColumns(
      {
        at: [0, 1, 2, 3, 4, 5],
        value: [5, 5, 5, 5, 5, 5],
        least: [4, 4, -9, 4, 4, 4],
        greatest: [6, 6, 6, 6, 70, null],
      },
      { from: 0, to: 6, columns: 2, gapMs: 9 },
    )
    expect(drawn.map((p) => [p.least, p.greatest])).toEqual([
      [-9, 6],
      [4, 70],
    ])
  })
  it('say the least coverage of what was drawn together, and nothing where the source says nothing', () => {
    const drawn = toColumns({ ...minutes([1, 1, 1, 1, 1, 1]), coverage: [1, 0.5, 1, 1, 1, 1] }, whole(6, 2))
    expect(drawn.map((p) => p.coverage)).toEqual([0.5, 1, 1])
    expect(toColumns(minutes([1, 1]), whole(2, 2))[0]?.coverage).toBeUndefined()
  })
  it('a past told by the hour before its minutes is no row of gaps, and a missing hour is one', () => {
    const HOUR = 60 * MINUTE
    const at = [0, HOUR, 2 * HOUR, 4 * HOUR, 5 * HOUR + MINUTE, 5 * HOUR + 2 * MINUTE, 5 * HOUR + 40 * MINUTE]
    const drawn = toColumns(
      { at, value: at.map(() => 1) },
      { from: 0, to: 6 * HOUR, columns: 900, ...gapsOf({ stepMs: MINUTE, at }) },
    )
    expect(drawn.map((p) => p.breaks)).toEqual([false, false, true, false, false, true, false])
    expect(gapsOf({ stepMs: HOUR, at }).hours).toBe(false)
    expect(gapsOf({ at: [0, MINUTE, 2 * MINUTE] })).toEqual({ gapMs: 3 * MINUTE, hours: false })
  })
  it('every extreme of the input is in the output', () => {
    fc.assert(
      fc.property(series, columns, (value, n) => {
        const known = value.filter((v) => v !== null)
        const drawn = toColumns(minutes(value), whole(value.length, n))
        if (known.length === 0) return void expect(drawn).toEqual([])
        expect(Math.max(...drawn.map((p) => p.greatest))).toBe(Math.max(...known))
        expect(Math.min(...drawn.map((p) => p.least))).toBe(Math.min(...known))
        // Not only the two of the whole: each point's own values, and all of them.
        for (const p of drawn) {
          const own = value.slice(p.fromAt / MINUTE, p.toAt / MINUTE + 1).filter((v) => v !== null)
          expect([p.least, p.greatest, p.n]).toEqual([Math.min(...own), Math.max(...own), own.length])
        }
        expect(drawn.reduce((sum, p) => sum + p.n, 0)).toBe(known.length)
      }),
    )
  })
  it('order is kept, and there are no more of them than pixels allow', () => {
    fc.assert(
      fc.property(series, columns, (value, n) => {
        const drawn = toColumns(minutes(value), whole(value.length, n))
        expect(drawn.every((p, i) => i === 0 || (drawn[i - 1]?.toAt ?? 0) < p.fromAt)).toBe(true)
        expect(drawn.length).toBeLessThanOrEqual(Math.max(2 * n, n + 3))
      }),
    )
  })
  it('wherever something is missing the line is broken', () => {
    fc.assert(
      fc.property(series, columns, (value, n) => {
        const drawn = toColumns(minutes(value), whole(value.length, n))
        const missing = value.flatMap((v, i) => (v === null ? [i * MINUTE] : []))
        const first = drawn[0]?.fromAt ?? 0
        const last = drawn.at(-1)?.toAt ?? -1
        for (const at of missing) {
          if (at < first || at > last) continue
          const before = drawn.findLast((p) => p.fromAt <= at)
          expect(before?.breaks).toBe(true)
        }
      }),
    )
  })
  it('a silence longer than the source’s own rhythm is a gap', () => {
    const drawn = toColumns(
      { at: [0, 1, 2, 9, 10], value: [1, 1, 1, 1, 1] },
      { from: 0, to: 10, columns: 10, gapMs: 3 },
    )
    expect(runsOf(drawn).map((run) => run.map((p) => p.at))).toEqual([
      [0, 1, 2],
      [9, 10],
    ])
  })
  it('take one point beyond each end, so that lines run to the edge', () => {
    const drawn = toColumns(minutes([0, 1, 2, 3, 4, 5, 6]), { from: 2 * MINUTE, to: 4 * MINUTE, columns: 10, gapMs: 0 })
    expect(drawn.map((p) => p.value)).toEqual([1, 2, 3, 4, 5])
  })
  it('stand still while the span moves along', () => {
    const value = Array.from({ length: 400 }, (_, i) => i % 17)
    const at = (from: number) => toColumns(minutes(value), { from, to: from + 300 * MINUTE, columns: 50, gapMs: 0 })
    const [a, b] = [at(0), at(18 * MINUTE)]
    const shared = b.slice(2, 40)
    for (const p of shared) expect(a).toContainEqual(p)
  })
  it('finds places by bisection', () => {
    expect([
      indexFrom([1, 3, 5], 0),
      indexFrom([1, 3, 5], 3),
      indexFrom([1, 3, 5], 4),
      indexFrom([1, 3, 5], 9),
    ]).toEqual([0, 1, 2, 3])
    expect([indexNear([], 1), indexNear([1, 3, 5], 2), indexNear([1, 3, 5], 4.5), indexNear([1, 3, 5], 9)]).toEqual([
      -1, 0, 2, 2,
    ])
  })
})
