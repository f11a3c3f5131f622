// Series as charts take them. A gap is a gap: a missing value, or a step longer than the source's own rhythm, breaks the line.

export type Point = readonly [at: number, value: number | null]

/** Middle of the steps between points; 0 with fewer than two. */
export function usualStep(at: readonly number[]): number {
  const steps = at.slice(1).map((t, i) => t - (at[i] ?? t))
  steps.sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 0
}

/** Pairs times and values, and puts a null where more than `gapMs` passed without any. Default: three usual steps. */
export function withGaps(
  at: readonly number[],
  value: readonly (number | null)[],
  gapMs: number = usualStep(at) * 3,
): Point[] {
  const points: Point[] = []
  let before: number | undefined
  for (const [i, t] of at.entries()) {
    if (before !== undefined && gapMs > 0 && t - before > gapMs) points.push([before + gapMs, null])
    points.push([t, value[i] ?? null])
    before = t
  }
  return points
}

/** 10th and 90th percentile of the known values: the usual band of the window shown. Undefined below 8 values. */
export function usualBand(value: readonly (number | null)[]): readonly [number, number] | undefined {
  const known = value.filter((v): v is number => v !== null).sort((a, b) => a - b)
  if (known.length < 8) return undefined
  const at = (share: number): number => known[Math.round(share * (known.length - 1))] ?? 0
  return [at(0.1), at(0.9)]
}
