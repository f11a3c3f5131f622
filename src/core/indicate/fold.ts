// Formulas over one value of each sensor, taken one by one: constant cost for each, whatever their order.
import type { SeriesInput, Tables } from './inputs.ts'
import { ExactSum } from './sum.ts'
import { limiterOf, type Limiter } from './tables.ts'
import { isUsable, type Tally } from './tally.ts'
import { trafficIndexOf } from './traffic.ts'
import type { Formula, Indicator, Unknown } from './types.ts'

/** What a formula comes to: a number before rounding, or why there is none. */
export type Outcome = { readonly value: number; readonly primary?: readonly string[] } | { readonly unknown: Unknown }

type SensorFormula = Exclude<Formula, { type: 'cases' | 'platform' | 'aqi' | 'class' | 'ratio' }>

interface Fold {
  /** False: its formula can make nothing of this value (no limit, no free-flow speed), so the sensor is not covered. */
  take(value: number, s: SeriesInput): boolean
  /** After at least one was taken; `n` were. */
  result(n: number): Outcome
}

/** At most one input for each sensor. `tally` is filled; the outcome only stands when something was used. */
export function foldSensors(
  formula: SensorFormula,
  series: Iterable<SeriesInput>,
  { factor = 1, windowFloor = 0 }: Pick<Indicator, 'factor' | 'windowFloor'>,
  tables: Tables,
  tally: Tally,
): Outcome {
  const fold = FOLDS[formula.type](formula as never, tables)
  for (const s of series) {
    tally.seen++
    tally.see(s)
    if (!isUsable(s, windowFloor)) {
      if (s.fresh && s.suspect) tally.suspect++
      continue
    }
    tally.eligible++
    if (!fold.take(s.value * factor, s)) continue
    tally.used++
    tally.count(s)
  }
  if (tally.used > 0) return fold.result(tally.used)
  return { unknown: 'limit' in formula && tally.eligible > 0 ? 'noLimit' : 'coverage' }
}

type FormulaOf<T extends SensorFormula['type']> = Extract<SensorFormula, { type: T }>
const is = (value: number): Outcome => ({ value })

const FOLDS: { readonly [T in SensorFormula['type']]: (formula: FormulaOf<T>, tables: Tables) => Fold } = {
  sum: () => {
    const sum = new ExactSum()
    return { take: (value) => (sum.add(value), true), result: () => is(sum.value) }
  },
  mean: () => {
    const sum = new ExactSum()
    return { take: (value) => (sum.add(value), true), result: (n) => is(sum.value / n) }
  },
  max: () => extreme((a, b) => a > b),
  min: () => extreme((a, b) => a < b),
  quantile: ({ p }) => {
    const values = new Numbers()
    return { take: (value) => values.push(value), result: () => is(values.quantile(p)) }
  },
  share: ({ op, limit }, tables) => {
    const counted = countBeyond(op, limiterOf(tables, limit))
    return { take: counted.take, result: (n) => is((100 * counted.n()) / n) }
  },
  count: ({ op, limit }, tables) => {
    const counted = countBeyond(op, limiterOf(tables, limit))
    return { take: counted.take, result: () => is(counted.n()) }
  },
  excess: ({ op, limit }, tables) => {
    const limitOf = limiterOf(tables, limit)
    let worst = -Infinity
    return {
      take(value, s) {
        const bound = limitOf(s.attributes, s.occurredAt)
        if (bound === undefined) return false
        worst = Math.max(worst, op === 'atLeast' ? value - bound : bound - value)
        return true
      },
      result: () => is(worst),
    }
  },
  weightedMean: ({ weight }) => {
    const sum = new ExactSum()
    const weights = new ExactSum()
    return {
      take(value, s) {
        const w = Number(s.attributes[weight] ?? Number.NaN)
        if (!(w >= 0 && w < Infinity)) return false
        sum.add(value * w)
        weights.add(w)
        return true
      },
      result: () => (weights.value > 0 ? is(sum.value / weights.value) : { unknown: 'zeroBase' }),
    }
  },
  trafficIndex: () => {
    const sum = new ExactSum()
    return {
      take(value, s) {
        const index = trafficIndexOf(value, Number(s.attributes['freeKmh'] ?? Number.NaN))
        if (index === undefined) return false
        sum.add(index)
        return true
      },
      result: (n) => is(sum.value / n),
    }
  },
}

function extreme(beats: (a: number, b: number) => boolean): Fold {
  let found: number | undefined
  return {
    take(value) {
      if (found === undefined || beats(value, found)) found = value
      return true
    },
    result: () => is(found ?? Number.NaN),
  }
}

function countBeyond(op: 'atLeast' | 'atMost', limitOf: Limiter): { take: Fold['take']; n: () => number } {
  let n = 0
  return {
    take(value, s) {
      const bound = limitOf(s.attributes, s.occurredAt)
      if (bound === undefined) return false
      if (op === 'atLeast' ? value >= bound : value <= bound) n++
      return true
    },
    n: () => n,
  }
}

/** Numbers in one growing block, to find a quantile of. */
class Numbers {
  private block = new Float64Array(64)
  private n = 0

  push(value: number): true {
    if (this.n === this.block.length) {
      const larger = new Float64Array(this.n * 2)
      larger.set(this.block)
      this.block = larger
    }
    this.block[this.n++] = value
    return true
  }

  /** The least of them that at least the share `p` is at or below. */
  quantile(p: number): number {
    // 0.07 × 100 is a little above 7 in binary: the step up must not be made for that.
    const rank = Math.max(1, Math.ceil(p * this.n - 1e-9))
    return nthLeast(this.block, this.n, rank - 1)
  }
}

/** The number that would stand at `rank` were the first `n` in order. Moves them about; expected cost is constant for each. */
function nthLeast(block: Float64Array, n: number, rank: number): number {
  let low = 0
  let high = n - 1
  while (low < high) {
    const pivot = block[(low + high) >> 1] ?? 0
    let i = low
    let j = high
    while (i <= j) {
      while ((block[i] ?? 0) < pivot) i++
      while ((block[j] ?? 0) > pivot) j--
      if (i > j) break
      const moved = block[i] ?? 0
      block[i++] = block[j] ?? 0
      block[j--] = moved
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return block[rank] ?? Number.NaN
}
