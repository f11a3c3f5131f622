// The values of one series over a window, in a ring of buckets: what they come to, whatever order they came in.
import { hourStartAt } from './span.ts'
import type { Reduction } from './types.ts'

const HOUR_MS = 3_600_000
/** A sensor may report once an hour: shorter spans say nothing about what is missing. */
const TOLD_BY_HOURS_MS = 3 * HOUR_MS
/** Digits kept beyond the metric's own in sums: instruments send more than screens show. */
const GUARD_DIGITS = 3

export interface WindowOptions {
  /** How far back a question may reach. */
  readonly keepMs: number
  /** Width of a bucket; spans are answered to this grain. Should divide the hour. */
  readonly bucketMs: number
  /** Digits after the point of the metric; sums keep three more. */
  readonly decimals: number
}

export interface WindowValue {
  readonly value: number
  /** Values that went in. */
  readonly n: number
  readonly newestAt: number
  readonly oldestAt: number
  /** Share (0–1) of the span's whole hours with a value; 1 for spans too short to be told by hours. */
  readonly covered: number
}

export interface SeriesWindow {
  /**
   * Takes one value (epoch ms). In any order; each value once. Older than the ring reaches, or not finite: left out, which
   * the answer says.
   */
  add(occurredAt: number, value: number): boolean
  /**
   * The values of `from` (inclusive) to `to` (exclusive) as one; undefined where there are none. At an edge that is not
   * a bucket's: the bucket `to` lies in counts whole, that of `from` only when nothing in it is older than `from`.
   */
  valueIn(from: number, to: number, reduce: Reduction): WindowValue | undefined
  /** Means of the last `n` full hours of the city's clock that ended by `to`, oldest first; undefined where an hour has none. */
  hours(to: number, n: number, utcOffsetMinutes?: number): (number | undefined)[]
}

/** Constant cost to take a value; 8 numbers of memory for each bucket. Sums are whole numbers, so exact in any order. */
export function openSeriesWindow({ keepMs, bucketMs, decimals }: WindowOptions): SeriesWindow {
  // One more, since the newest bucket is only partly filled.
  const size = Math.ceil(keepMs / bucketMs) + 1
  const scale = 10 ** (decimals + GUARD_DIGITS)
  const bucket = new Float64Array(size).fill(Number.NaN)
  const count = new Uint32Array(size)
  const sum = new Float64Array(size)
  const least = new Float64Array(size)
  const greatest = new Float64Array(size)
  const firstAt = new Float64Array(size)
  const firstValue = new Float64Array(size)
  const lastAt = new Float64Array(size)
  const lastValue = new Float64Array(size)
  let newest = -Infinity

  const slotOf = (b: number): number => ((b % size) + size) % size
  const num = (column: Float64Array, slot: number): number => column[slot] ?? 0

  function add(occurredAt: number, value: number): boolean {
    if (!Number.isFinite(occurredAt) || !Number.isFinite(value)) return false
    const b = Math.floor(occurredAt / bucketMs)
    if (b <= newest - size) return false
    if (b > newest) newest = b
    const slot = slotOf(b)
    if (num(bucket, slot) !== b) {
      bucket[slot] = b
      count[slot] = 0
      sum[slot] = 0
    }
    const n = count[slot] ?? 0
    count[slot] = n + 1
    sum[slot] = num(sum, slot) + Math.round(value * scale)
    least[slot] = n === 0 ? value : Math.min(num(least, slot), value)
    greatest[slot] = n === 0 ? value : Math.max(num(greatest, slot), value)
    // Two values of one instant: the greater one, whichever came first.
    if (n === 0 || isBefore(occurredAt, value, num(firstAt, slot), num(firstValue, slot))) {
      firstAt[slot] = occurredAt
      firstValue[slot] = value
    }
    if (n === 0 || isAfter(occurredAt, value, num(lastAt, slot), num(lastValue, slot))) {
      lastAt[slot] = occurredAt
      lastValue[slot] = value
    }
    return true
  }

  function valueIn(from: number, to: number, reduce: Reduction): WindowValue | undefined {
    const begin = Math.max(Math.floor(from / bucketMs), newest - size + 1)
    const end = Math.min(Math.ceil(to / bucketMs) - 1, newest)
    let n = 0
    let total = 0
    let low = Infinity
    let high = -Infinity
    let oldestAt = Infinity
    let oldest = 0
    let newestAt = -Infinity
    let latest = 0
    let filled = 0
    let hour = -1
    for (let b = begin; b <= end; b++) {
      const slot = slotOf(b)
      if (bucket[slot] !== b || num(firstAt, slot) < from) continue
      n += count[slot] ?? 0
      total += num(sum, slot)
      low = Math.min(low, num(least, slot))
      high = Math.max(high, num(greatest, slot))
      if (oldestAt === Infinity) {
        oldestAt = num(firstAt, slot)
        oldest = num(firstValue, slot)
      }
      const within = Math.floor((b * bucketMs - from) / HOUR_MS)
      if (within > hour) {
        hour = within
        filled++
      }
      newestAt = num(lastAt, slot)
      latest = num(lastValue, slot)
    }
    if (n === 0) return undefined
    const value = {
      last: latest,
      mean: total / n / scale,
      max: high,
      min: low,
      sum: total / scale,
      change: latest - oldest,
      total: (total / n / scale) * (coveredMs(n, newestAt - oldestAt, to - from) / HOUR_MS),
    }[reduce]
    const covered = to - from < TOLD_BY_HOURS_MS ? 1 : Math.min(1, filled / Math.floor((to - from) / HOUR_MS))
    return { value, n, newestAt, oldestAt, covered }
  }

  /** From the first value to the last and one interval more: n values stand for n intervals. One alone stands for a bucket. */
  const coveredMs = (n: number, betweenMs: number, spanMs: number): number =>
    Math.min(spanMs, n === 1 ? bucketMs : (betweenMs * n) / (n - 1))

  return {
    add,
    valueIn,
    hours(to, n, utcOffsetMinutes = 0) {
      const end = hourStartAt(to, utcOffsetMinutes)
      return Array.from({ length: n }, (_, i) => {
        const from = end - (n - i) * HOUR_MS
        return valueIn(from, from + HOUR_MS, 'mean')?.value
      })
    },
  }
}

const isBefore = (at: number, value: number, thanAt: number, thanValue: number): boolean =>
  at < thanAt || (at === thanAt && value > thanValue)
const isAfter = (at: number, value: number, thanAt: number, thanValue: number): boolean =>
  at > thanAt || (at === thanAt && value > thanValue)
