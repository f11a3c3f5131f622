// Pieces of a sign's series made ready to be drawn: the band, the forecast's line, corrections that leave room for each other. Pure.
import { indexFrom, type DrawnPoint } from './columns.ts'
import type * as shapes from './shapes.ts'
import type { SignLike } from './sign.ts'

/** Index range of `at` that is in sight, with one beyond on each side. */
function inSight(at: readonly number[], from: number, to: number): [number, number] {
  return [Math.max(0, indexFrom(at, from) - 1), Math.min(at.length, indexFrom(at, to) + 1)]
}

export function bandRuns(band: NonNullable<SignLike['band']>, from: number, to: number): shapes.AreaRun[] {
  const runs: { at: number[]; low: number[]; high: number[] }[] = []
  let open: (typeof runs)[number] | undefined
  const [first, end] = inSight(band.at, from, to)
  for (let i = first; i < end; i++) {
    const [low, high] = [band.low[i] ?? null, band.high[i] ?? null]
    if (low === null || high === null) open = undefined
    else {
      if (open === undefined) runs.push((open = { at: [], low: [], high: [] }))
      open.at.push(band.at[i] ?? 0)
      open.low.push(low)
      open.high.push(high)
    }
  }
  return runs
}

/** The forecast from the moment it was made: it goes on from the last value known then, where there is one. */
export function forecastRun(
  forecast: NonNullable<SignLike['forecast']>,
  points: readonly DrawnPoint[],
  gapMs: number,
): { at: number[]; value: number[]; low: number[]; high: number[] } {
  const run = { at: [...forecast.at], value: [...forecast.value], low: [...forecast.low], high: [...forecast.high] }
  const last = points.findLast((p) => p.fromAt <= forecast.madeAt)
  if (last === undefined || forecast.madeAt - last.toAt > Math.max(gapMs, 3_600_000)) return run
  run.at.unshift(last.at)
  run.value.unshift(last.value)
  run.low.unshift(last.value)
  run.high.unshift(last.value)
  return run
}

/** One correction per place of the picture: the one that changed most. */
export function thinned<C extends { readonly at: number; readonly was?: number; readonly value?: number }>(
  list: readonly C[],
  from: number,
  to: number,
  places: number,
): C[] {
  const size = (c: C): number => (c.was === undefined || c.value === undefined ? Infinity : Math.abs(c.was - c.value))
  const best = new Map<number, C>()
  for (const c of list) {
    if (c.at < from || c.at > to) continue
    const place = Math.floor(((c.at - from) / Math.max(1, to - from)) * places)
    const rival = best.get(place)
    if (rival === undefined || size(c) > size(rival)) best.set(place, c)
  }
  return [...best.values()].sort((a, b) => a.at - b.at)
}

export const alone = (at: number, value: number): DrawnPoint => ({
  at,
  fromAt: at,
  toAt: at,
  value,
  least: value,
  greatest: value,
  coverage: undefined,
  n: 1,
  breaks: false,
})
export const toRun = (run: readonly DrawnPoint[]): shapes.AreaRun => ({
  at: run.map((p) => p.at),
  low: run.map((p) => p.least),
  high: run.map((p) => p.greatest),
})
export const asChange = (c: { at: number; was?: number; value?: number }): shapes.Change => ({
  at: c.at,
  was: c.was,
  value: c.value,
})
export function midPoints(band: NonNullable<SignLike['band']>, from: number, to: number): DrawnPoint[] {
  const [first, end] = inSight(band.at, from, to)
  const points: DrawnPoint[] = []
  for (let i = first; i < end; i++) {
    const mid = band.mid[i] ?? null
    const before = points.at(-1)
    if (mid !== null) points.push(alone(band.at[i] ?? 0, mid))
    else if (before !== undefined) points[points.length - 1] = { ...before, breaks: true }
  }
  return points
}

/** From the newest value to `until`, where it is older than its source allows. */
export function staleSpan(
  { at, value }: SignLike,
  limitMs: number | undefined,
  until: number,
): { readonly from: number; readonly now: number } | undefined {
  const newest = at[at.findLastIndex((_, i) => (value[i] ?? null) !== null)]
  if (limitMs === undefined || newest === undefined || until - newest <= limitMs) return undefined
  return { from: newest, now: until }
}
