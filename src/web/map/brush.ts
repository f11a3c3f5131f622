// The time brush as plain values: how far it reaches, its bars, where its handles stand, what it lets through. Pure.
import type { TimeWindow } from './list/entry.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Days it reaches back. */
export const DAYS = [1, 7] as const
export type Days = (typeof DAYS)[number]
/** Width of a bar. */
export const BAR_MS: Readonly<Record<Days, number>> = { 1: HOUR_MS, 7: 6 * HOUR_MS }
/** Handles stand on these. */
export const STEP_MS: Readonly<Record<Days, number>> = { 1: 10 * 60_000, 7: HOUR_MS }

/** The time that just was, moving on with the clock; or a time that was. */
export type Brushed = { readonly lastMs: number } | { readonly from: number; readonly to: number }

export interface Reach {
  readonly from: number
  readonly to: number
}

/** The whole of it: full bars, the last one still filling. */
export function reachOf(days: Days, now: number): Reach {
  const to = Math.ceil(now / BAR_MS[days]) * BAR_MS[days]
  return { from: to - days * DAY_MS, to }
}

/** Where the handles stand. A time beyond the reach is drawn at its edge. */
export function handlesOf(brushed: Brushed | undefined, days: Days, now: number): Reach {
  const reach = reachOf(days, now)
  if (brushed === undefined) return reach
  const within = (at: number): number => Math.min(reach.to, Math.max(reach.from, at))
  return 'lastMs' in brushed
    ? { from: within(now - brushed.lastMs), to: reach.to }
    : { from: within(brushed.from), to: within(brushed.to) }
}

/** What layers are given: a time that goes on is open at its end. */
export function windowOf(brushed: Brushed | undefined, now: number): TimeWindow | undefined {
  if (brushed === undefined) return undefined
  return 'lastMs' in brushed ? { from: now - brushed.lastMs } : { from: brushed.from, to: brushed.to }
}

/** A handle moved there: it stands on a step, and the two never meet. At the far ends the brush is open again. */
export function moved(handles: Reach, which: 'from' | 'to', at: number, days: Days, now: number): Brushed | undefined {
  const reach = reachOf(days, now)
  const step = STEP_MS[days]
  const place = reach.from + Math.round((at - reach.from) / step) * step
  const from = which === 'from' ? Math.max(reach.from, Math.min(place, handles.to - step)) : handles.from
  const to = which === 'to' ? Math.min(reach.to, Math.max(place, handles.from + step)) : handles.to
  return between(from, to, days, now)
}

/** From here to there, wherever one began. */
export function between(a: number, b: number, days: Days, now: number): Brushed | undefined {
  const reach = reachOf(days, now)
  const from = Math.max(reach.from, Math.min(a, b))
  const to = Math.min(reach.to, Math.max(a, b))
  if (from <= reach.from && to >= now) return undefined
  if (to >= now) return { lastMs: Math.max(STEP_MS[days], now - from) }
  return { from, to: Math.max(to, from + STEP_MS[days]) }
}

/** How many of these instants lie in each bar. */
export function barsOf(ats: Iterable<number>, days: Days, now: number): number[] {
  const { from, to } = reachOf(days, now)
  const bars = new Array<number>((to - from) / BAR_MS[days]).fill(0)
  for (const at of ats) {
    const bar = Math.floor((at - from) / BAR_MS[days])
    if (bar >= 0 && bar < bars.length) bars[bar] = (bars[bar] ?? 0) + 1
  }
  return bars
}
