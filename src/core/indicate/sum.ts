// Sums that do not depend on the order of what is added: exact, then rounded once. Nothing about indicators.

/**
 * Sum of doubles, correctly rounded (Shewchuk's expansion of partial sums), so any order of the same numbers gives the
 * same bits. A few operations for each number, no allocation. Numbers must be finite and below 1e300.
 */
export class ExactSum {
  /** Not overlapping, growing in size; all doubles together need at most 40. */
  private readonly parts = new Float64Array(40)
  private used = 0

  add(value: number): void {
    const { parts } = this
    let x = value
    let kept = 0
    for (let i = 0; i < this.used; i++) {
      let y = parts[i] ?? 0
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x]
      const high = x + y
      const low = y - (high - x)
      if (low !== 0) parts[kept++] = low
      x = high
    }
    parts[kept] = x
    this.used = kept + 1
  }

  get value(): number {
    const { parts } = this
    let i = this.used
    if (i === 0) return 0
    let high = parts[--i] ?? 0
    let low = 0
    while (i > 0 && low === 0) {
      const x = high
      const y = parts[--i] ?? 0
      high = x + y
      low = y - (high - x)
    }
    // Exactly half way: what lies below decides.
    const next = i > 0 ? (parts[i - 1] ?? 0) : 0
    if (low * next > 0) {
      const rounded = high + low * 2
      if (rounded - high === low * 2) return rounded
    }
    return high
  }
}
