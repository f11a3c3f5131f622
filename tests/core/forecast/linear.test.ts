// Cholesky and ridge against known answers and what must hold of any.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Normals, solveSpd } from '../../../src/core/forecast/linear.ts'

describe('solving', () => {
  it('gives the known answer', () => {
    // L = [[2,0],[1,3]]: A = [[4,2],[2,10]], x = (1, −2).
    expect([...(solveSpd(Float64Array.of(4, 0, 2, 10), Float64Array.of(0, -18)) ?? [])]).toEqual([1, -2])
  })

  it.each([
    ['singular', [1, 1, 1, 1]],
    ['not definite', [1, 2, 2, 1]],
    ['zero', [0, 0, 0, 0]],
    ['not a number', [NaN, 0, 0, 1]],
  ])('refuses what is %s', (_, a) => {
    expect(solveSpd(Float64Array.from(a), Float64Array.of(1, 1))).toBeUndefined()
  })

  it('undoes a multiplication', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true })
    const sized = fc
      .integer({ min: 1, max: 8 })
      .chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(entry, { minLength: n * n, maxLength: n * n }),
          fc.array(entry, { minLength: n, maxLength: n }),
        ),
      )
    fc.assert(
      fc.property(sized, ([n, m, x]) => {
        // A = M·Mᵀ + I is positive definite.
        const a = Float64Array.from({ length: n * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n]
          let sum = i === j ? 1 : 0
          for (let k = 0; k < n; k += 1) sum += (m[i * n + k] ?? 0) * (m[j * n + k] ?? 0)
          return sum
        })
        const b = Float64Array.from({ length: n }, (_, i) => x.reduce((sum, v, j) => sum + (a[i * n + j] ?? 0) * v, 0))
        const solved = solveSpd(a, b)
        x.forEach((v, i) => expect(solved?.[i]).toBeCloseTo(v, 6))
      }),
    )
  })
})

describe('ridge', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [1, (i % 7) - 3, (i % 5) - 2])
  const fitted = (ridge: number, targetOf: (row: readonly number[]) => number) => {
    const normals = new Normals(3)
    for (const row of rows) normals.add(Float64Array.from([9, ...row]), 1, targetOf(row))
    expect(normals.rows).toBe(40)
    return normals.solve(ridge)
  }

  it('without a penalty is least squares', () => {
    const weights = fitted(0, ([, a = 0, b = 0]) => 5 + 2 * a - 3 * b)
    ;[5, 2, -3].forEach((wanted, i) => expect(weights?.[i]).toBeCloseTo(wanted, 9))
  })

  it('shrinks all but the constant', () => {
    const weights = fitted(1e9, ([, a = 0, b = 0]) => 5 + 2 * a - 3 * b)
    const mean = rows.reduce((sum, [, a = 0, b = 0]) => sum + 5 + 2 * a - 3 * b, 0) / rows.length
    expect(weights?.[0]).toBeCloseTo(mean, 4)
    expect(Math.abs(weights?.[1] ?? 1)).toBeLessThan(1e-5)
  })

  it('with a penalty also solves columns that say the same', () => {
    const normals = new Normals(3)
    for (let i = 0; i < 10; i += 1) normals.add(Float64Array.of(1, i, i), 0, 2 * i)
    expect(normals.solve(0)?.every(Number.isFinite) ?? true).toBe(true)
    const weights = normals.solve(1e-6)
    expect((weights?.[1] ?? 0) + (weights?.[2] ?? 0)).toBeCloseTo(2, 4)
  })
})
