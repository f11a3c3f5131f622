// Dense linear algebra as small as ridge regression needs it. Knows nothing of time or forecasts.

/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's method (A = L·Lᵀ). `a` is row by row, n × n, of which only
 * the lower half is read and which is overwritten by L; `b` is kept. undefined: A is not positive definite.
 */
export function solveSpd(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length
  for (let j = 0; j < n; j += 1) {
    let diagonal = a[j * n + j] ?? 0
    for (let k = 0; k < j; k += 1) diagonal -= (a[j * n + k] ?? 0) ** 2
    if (!(diagonal > 0)) return undefined
    const root = Math.sqrt(diagonal)
    a[j * n + j] = root
    for (let i = j + 1; i < n; i += 1) {
      let sum = a[i * n + j] ?? 0
      for (let k = 0; k < j; k += 1) sum -= (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0)
      a[i * n + j] = sum / root
    }
  }
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= (a[i * n + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (a[i * n + i] ?? 1)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < n; k += 1) sum -= (a[k * n + i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (a[i * n + i] ?? 1)
  }
  return x
}

/** What a least-squares fit needs of its rows: XᵀX (lower half) and Xᵀy. Rows may be added in any order. */
export class Normals {
  readonly gram: Float64Array
  readonly right: Float64Array
  rows = 0

  constructor(readonly width: number) {
    this.gram = new Float64Array(width * width)
    this.right = new Float64Array(width)
  }

  /** `x` holds the row from `offset` on. */
  add(x: Float64Array, offset: number, y: number): void {
    const { width, gram, right } = this
    for (let i = 0; i < width; i += 1) {
      const xi = x[offset + i] ?? 0
      if (xi === 0) continue
      const row = i * width
      for (let j = 0; j <= i; j += 1) gram[row + j] = (gram[row + j] ?? 0) + xi * (x[offset + j] ?? 0)
      right[i] = (right[i] ?? 0) + xi * y
    }
    this.rows += 1
  }

  /**
   * Weights of least squares with the penalty `ridge`·|w|² (Hoerl & Kennard 1970) on all but column 0, which is the constant.
   * undefined: the rows do not determine them.
   */
  solve(ridge: number): Float64Array | undefined {
    const a = Float64Array.from(this.gram)
    for (let i = 1; i < this.width; i += 1) a[i * this.width + i] = (a[i * this.width + i] ?? 0) + ridge
    return solveSpd(a, this.right)
  }
}
