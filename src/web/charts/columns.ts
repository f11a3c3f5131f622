// Downsampling to pixels that hides nothing: what falls into one column of the picture is drawn together as mean, least and
// greatest; a gap stays a gap. Pure.
import { usualStep } from './points.ts'

export interface Values {
  /** Epoch ms, ascending. */
  readonly at: readonly number[]
  readonly value: readonly (number | null)[]
  /** Least and greatest of each point, where the source drew several together. */
  readonly least?: readonly (number | null)[]
  readonly greatest?: readonly (number | null)[]
  /** Share (0–1) of the sensors each point rests on. */
  readonly coverage?: readonly number[]
}

/** What stands in one place of the picture. Between two of them the line is drawn unless `breaks` says that something is missing. */
export interface DrawnPoint {
  /** Where it is drawn: the instant of its only value, or the middle of the column. */
  readonly at: number
  /** First and last instant of what was drawn together. */
  readonly fromAt: number
  readonly toAt: number
  /** Mean of what was drawn together. */
  readonly value: number
  readonly least: number
  readonly greatest: number
  /** Least share of sensors; absent where the source does not say. */
  readonly coverage: number | undefined
  /** Points of the source in it. */
  readonly n: number
  /** Something is missing between this and the next one, or inside it. */
  readonly breaks: boolean
}

export interface ColumnSpan {
  readonly from: number
  readonly to: number
  /** Columns of the picture, px. */
  readonly columns: number
  /** A longer silence than this is a gap. Default: three usual steps. */
  readonly gapMs?: number
  /** A value at the full hour may stand for that hour: the next one is no silence. */
  readonly hours?: boolean
}

/** Up to so many values in a column are drawn by themselves: more would only paint over each other. */
const ALONE = 2
/** Enough steps to know the usual one, without sorting a year of minutes. */
const SAMPLE = 1_000

/** First index whose time is not before `at`. */
export function indexFrom(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the time nearest to `at`; -1 when there is none. */
export function indexNear(times: readonly number[], at: number): number {
  const after = indexFrom(times, at)
  const before = after - 1
  if (before < 0) return times.length === 0 ? -1 : 0
  if (after >= times.length) return before
  return at - (times[before] ?? 0) <= (times[after] ?? 0) - at ? before : after
}

export const usualGap = (at: readonly number[]): number => usualStep(at.slice(0, SAMPLE)) * 3

const HOUR_MS = 3_600_000
/** How late the first value after an hour may be. */
const LATE_MS = 180_000

/** What counts as a gap in a series: three of its steps; what is older than its minutes is told by the hour. */
export const gapsOf = ({
  stepMs,
  at,
}: {
  readonly stepMs?: number
  readonly at: readonly number[]
}): { readonly gapMs: number; readonly hours: boolean } => ({
  gapMs: stepMs === undefined ? usualGap(at) : stepMs * 3,
  hours: stepMs !== undefined && stepMs < HOUR_MS,
})

/** What is drawn of a series between `from` and `to`, and one point beyond on each side so that lines run to the edge. */
export function toColumns(
  values: Values,
  { from, to, columns, gapMs = usualGap(values.at), hours = false }: ColumnSpan,
): DrawnPoint[] {
  const { at, value, least, greatest, coverage } = values
  const start = Math.max(0, indexFrom(at, from) - 1)
  const end = Math.min(at.length, indexFrom(at, to + 1) + 1)
  const together = end - start > columns * ALONE
  const columnMs = together ? Math.max(1, (to - from) / Math.max(1, columns)) : 0
  const drawn: DrawnPoint[] = []
  let column = Number.NaN
  let [sum, n, low, high, share] = [0, 0, Infinity, -Infinity, Infinity]
  let [fromAt, toAt] = [0, 0]
  let breaks = false

  const flush = (): void => {
    if (n > 0)
      drawn.push({
        at: n === 1 ? fromAt : (column + 0.5) * columnMs,
        fromAt,
        toAt,
        value: sum / n,
        least: low,
        greatest: high,
        coverage: share === Infinity ? undefined : share,
        n,
        breaks,
      })
    ;[sum, n, low, high, share, breaks] = [0, 0, Infinity, -Infinity, Infinity, false]
  }
  const isGap = (since: number, next: number): boolean =>
    gapMs > 0 &&
    next - since > gapMs &&
    !(hours && since % HOUR_MS === 0 && next - since >= HOUR_MS && next - since <= HOUR_MS + LATE_MS)
  for (let i = start; i < end; i++) {
    const t = at[i] ?? 0
    const v = value[i] ?? null
    if (v === null) {
      breaks = true
      continue
    }
    // Columns stand on the clock, not on the span: while a span moves along with time, the picture does not tremble.
    const mine = together ? Math.floor(t / columnMs) : i
    if (n > 0 && isGap(toAt, t)) breaks = true
    if (mine !== column) {
      flush()
      column = mine
      fromAt = t
    }
    toAt = t
    sum += v
    n += 1
    const below = least?.[i] ?? v
    const above = greatest?.[i] ?? v
    if (below < low) low = below
    if (above > high) high = above
    const of = coverage?.[i]
    if (of !== undefined && of < share) share = of
  }
  flush()
  return drawn
}

/** Runs without a gap. */
export function runsOf(points: readonly DrawnPoint[]): DrawnPoint[][] {
  const runs: DrawnPoint[][] = []
  let open: DrawnPoint[] = []
  for (const point of points) {
    open.push(point)
    if (!point.breaks) continue
    runs.push(open)
    open = []
  }
  if (open.length > 0) runs.push(open)
  return runs
}
