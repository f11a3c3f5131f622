// What span of time a window means at an instant, by the city's clock. Shapes are in types.ts.
import type { Window } from './types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Epoch ms, `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * The span a window covers at `now`: nothing for the newest values; else it ends at `now`. A day that begins at 20:00 has
 * just begun at 20:00 sharp. The city's zone has no summer time, so every day has 24 hours.
 */
export function spanOf(window: Window, now: number, utcOffsetMinutes: number): Span | undefined {
  switch (window.type) {
    case 'now':
      return undefined
    case 'running':
      return { from: now - window.overMs, to: now }
    case 'hour':
      return { from: hourStartAt(now, utcOffsetMinutes), to: now }
    case 'day':
      return { from: dayStartAt(now, window.fromHour, utcOffsetMinutes), to: now }
  }
}

/** The full hour of the city's clock that `at` lies in, epoch ms. */
export const hourStartAt = (at: number, utcOffsetMinutes: number): number => floorTo(at, HOUR_MS, utcOffsetMinutes)

/** The last `fromHour` o'clock at or before `at`, epoch ms. */
export const dayStartAt = (at: number, fromHour: number, utcOffsetMinutes: number): number =>
  floorTo(at - fromHour * HOUR_MS, DAY_MS, utcOffsetMinutes) + fromHour * HOUR_MS

/** Days since 1970-01-01 by the city's calendar. */
export const cityDayAt = (at: number, utcOffsetMinutes: number): number =>
  Math.floor((at + utcOffsetMinutes * MINUTE_MS) / DAY_MS)

/** Hour of the city's day, 0–23. */
export const cityHourAt = (at: number, utcOffsetMinutes: number): number =>
  Math.floor((at + utcOffsetMinutes * MINUTE_MS - cityDayAt(at, utcOffsetMinutes) * DAY_MS) / HOUR_MS)

function floorTo(at: number, stepMs: number, utcOffsetMinutes: number): number {
  const shift = utcOffsetMinutes * MINUTE_MS
  return Math.floor((at + shift) / stepMs) * stepMs - shift
}
