// What is normal for an hour: shapes of the seasonal baseline, its band and what lies outside it. Shapes only.
import type { Text } from '../text.ts'

/** One value per hour; `at` is the hour's start, epoch ms. */
export interface HourPoint {
  readonly at: number
  readonly value: number
}

/** Kinds of days a baseline tells apart, by the city's calendar: each weekday that is worked, rest days, statutory holidays. */
export const DAY_KINDS = ['mon', 'tue', 'wed', 'thu', 'fri', 'rest', 'holiday'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** Usual values of one hour of one kind of day: 10th, 50th and 90th percentile of `n` past hours. */
export interface NormalCell {
  readonly low: number
  readonly mid: number
  readonly high: number
  readonly n: number
  /** Too few hours of its own: `days` borrows from all worked (or all free) days, `hour` from all days. */
  readonly borrowed?: 'days' | 'hour'
}

export interface Normal {
  /** Hours it was learned from: first and last start, epoch ms, and how many. */
  readonly from: number
  readonly to: number
  readonly hours: number
  /** By `${DayKind}/${hour of the city's day, 0–23}`; an hour nothing is known of is absent. */
  readonly cells: Readonly<Record<string, NormalCell>>
}

/** A value outside the usual band of its hour. */
export interface Anomaly {
  readonly direction: 'high' | 'low'
  /** Distance from the band in widths of the band; 1: as far outside as the band is wide. */
  readonly beyond: number
  readonly cell: NormalCell
  /** «比同时段常值上沿高 42 %；近 8 周同时段最高» */
  readonly why: Text
}

/** The same span of an earlier time, drawn behind the present one. */
export const GHOSTS = ['yesterday', 'lastWeek', 'lastYear', 'lastStorm'] as const
export type GhostKind = (typeof GHOSTS)[number]
