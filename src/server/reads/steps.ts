// How much of a span becomes one point, and points into the parallel arrays that charts take. Knows no tables.

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Spans people know; each divides the day or is made of days. */
const STEPS_MS = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR_MS),
  ...[1, 2, 4, 7].map((n) => n * DAY_MS),
]

/** The smallest step with which a span has no more than so many points; never under `least`. */
export function stepFor(spanMs: number, points: number, leastMs = MINUTE_MS): number {
  const wanted = Math.max(leastMs, spanMs / points)
  return STEPS_MS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY_MS) * DAY_MS
}

/** One point; `least` and `greatest` are of all that was drawn together. */
export interface Point {
  readonly at: number
  readonly value: number | null
  readonly least: number | null
  readonly greatest: number | null
  /** Quality bits, or coverage. */
  readonly mark: number
}

export interface Drawn {
  at: number[]
  value: (number | null)[]
  least: (number | null)[]
  greatest: (number | null)[]
  mark: number[]
}

/** A null between two points further apart than `gapMs`: a line must not bridge silence. */
export function drawn(points: readonly Point[], gapMs: number): Drawn {
  const out: Drawn = { at: [], value: [], least: [], greatest: [], mark: [] }
  const push = (p: Point): void => {
    out.at.push(p.at)
    out.value.push(p.value)
    out.least.push(p.least)
    out.greatest.push(p.greatest)
    out.mark.push(p.mark)
  }
  let last: number | undefined
  for (const p of points) {
    if (last !== undefined && p.at - last > gapMs)
      push({ at: last + gapMs, value: null, least: null, greatest: null, mark: 0 })
    push(p)
    last = p.at
  }
  return out
}
