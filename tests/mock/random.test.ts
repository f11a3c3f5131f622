// Randomness without state: the same question always has the same answer, and the answers are spread as they should be.
import { describe, expect, it } from 'vitest'
import { bell, keyOf, mix, pickWeighted, range, sub, unit, wander } from '../../mock/random.ts'

const key = keyOf('yangzhou')
const many = Array.from({ length: 20_000 }, (_, i) => i)
const mean = (xs: readonly number[]): number => xs.reduce((s, x) => s + x, 0) / xs.length

describe('randomness without state', () => {
  it('gives the same draw for the same place, whatever was asked before', () => {
    const first = many.map((n) => unit(key, n))
    expect(many.toReversed().map((n) => unit(key, n))).toEqual(first.toReversed())
    expect([unit(key, 7), unit(sub(key, 'rain'), 7), unit(keyOf('gaoyou'), 7)]).toMatchInlineSnapshot(`
      [
        0.19885139330290258,
        0.542318063089624,
        0.666809837333858,
      ]
    `)
  })

  it('is spread evenly and tells neighbours apart', () => {
    const draws = many.map((n) => unit(key, n))
    expect(mean(draws)).toBeCloseTo(0.5, 2)
    const pairs = many.map((n) => (unit(key, n) - 0.5) * (unit(key, n + 1) - 0.5))
    expect(Math.abs(mean(pairs))).toBeLessThan(0.002)
    expect(new Set(many.map((n) => mix(key, n))).size).toBeGreaterThan(19_990)
  })

  it('tells numbers apart that differ only above 32 bits', () => {
    expect(mix(key, 5)).not.toBe(mix(key, 5 + 2 ** 32))
    expect(mix(key, 5 + 2 ** 32)).not.toBe(mix(key, 5 + 2 ** 33))
  })

  it('draws within the range asked for', () => {
    const draws = many.map((n) => range(key, n, -3, 9))
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(-3)
    expect(Math.max(...draws)).toBeLessThan(9)
    expect(mean(draws)).toBeCloseTo(3, 0)
  })

  it('draws bells of mean 0 and deviation 1', () => {
    const draws = many.map((n) => bell(key, n))
    expect(mean(draws)).toBeCloseTo(0, 1)
    expect(Math.sqrt(mean(draws.map((d) => d * d)))).toBeCloseTo(1, 1)
  })

  it('wanders smoothly: never a jump, never beyond ±1', () => {
    const steps = many.map((i) => wander(key, i * 10, 5_000))
    expect(Math.max(...steps.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(Math.max(...steps.slice(1).map((s, i) => Math.abs(s - (steps[i] ?? 0))))).toBeLessThan(0.02)
  })

  it('picks by weight, and nothing where nothing has weight', () => {
    const counts = new Map<string, number>()
    for (const n of many) {
      const one = pickWeighted(key, n, ['a', 'b', 'c'], (x) => ({ a: 1, b: 3, c: 0 })[x] ?? 0) ?? ''
      counts.set(one, (counts.get(one) ?? 0) + 1)
    }
    expect(counts.get('c')).toBeUndefined()
    expect((counts.get('b') ?? 0) / (counts.get('a') ?? 1)).toBeCloseTo(3, 0)
    expect(pickWeighted(key, 1, ['a'], () => 0)).toBeUndefined()
  })
})
