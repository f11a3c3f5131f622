// What a forecast looks at: recent hours, the same hour of earlier days, means, and where the hour lies in day and week.
import { HOUR_MS } from '../clock/calendar.ts'
import { hourOfDay, isFree, type CityHours } from '../normal/days.ts'

/** Hours before the newest known one. */
const LAGS = [0, 1, 2, 5, 11, 23]
/** Days before the hour foretold, counted from the nearest that is already known. */
const DAYS_BEFORE = [0, 1, 6]
/** Means of so many last hours. */
const MEANS = [6, 24, 168]
/** A mean with fewer known hours than this share is unknown. */
const MEAN_KNOWN = 0.5
const DAY_WAVES = 4
const FREE_WAVES = 2
const WEEK_WAVES = 2
const DAY_HOURS = 24
const WEEK_HOURS = 168

/** Hours before the newest that a row may look back. */
export const LOOK_BACK_HOURS = 168
/** Columns: the constant, what was, harmonics of the day, of the free day, of the week. */
export const WIDTH = 1 + LAGS.length + DAYS_BEFORE.length + MEANS.length + 2 * DAY_WAVES + (1 + 2 * FREE_WAVES) + 4
/** Columns from 1 up to this one (not included) are past values and may be unknown. */
export const PAST_COLUMNS = 1 + LAGS.length + DAYS_BEFORE.length + MEANS.length

/** A series on its scale, with running sums for its means. */
export interface Past {
  /** Start of the first hour, epoch ms. */
  readonly from: number
  readonly values: Float64Array
  readonly sums: Float64Array
  readonly counts: Int32Array
}

export function pastOf(from: number, values: Float64Array): Past {
  const sums = new Float64Array(values.length + 1)
  const counts = new Int32Array(values.length + 1)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN
    const known = !Number.isNaN(value)
    sums[i + 1] = (sums[i] ?? 0) + (known ? value : 0)
    counts[i + 1] = (counts[i] ?? 0) + (known ? 1 : 0)
  }
  return { from, values, sums, counts }
}

function meanBefore({ sums, counts }: Past, origin: number, hours: number): number {
  const start = Math.max(0, origin + 1 - hours)
  const n = (counts[origin + 1] ?? 0) - (counts[start] ?? 0)
  return n >= hours * MEAN_KNOWN ? ((sums[origin + 1] ?? 0) - (sums[start] ?? 0)) / n : Number.NaN
}

/** Calendar part of a row, by hour of the epoch: the same for every series, made once per target hour. */
export class CalendarColumns {
  private readonly known = new Map<number, Float64Array>()
  constructor(private readonly hours: CityHours) {}

  of(at: number): Float64Array {
    const before = this.known.get(at)
    if (before) return before
    const { utcOffsetMinutes, dayKindOf } = this.hours
    const hour = hourOfDay(at, utcOffsetMinutes)
    const inWeek = Math.floor((at + utcOffsetMinutes * 60_000) / HOUR_MS) % WEEK_HOURS
    const free = isFree(dayKindOf(at)) ? 1 : 0
    const wave = (k: number, position: number, period: number): [number, number] => {
      const angle = (2 * Math.PI * k * position) / period
      return [Math.sin(angle), Math.cos(angle)]
    }
    const row: number[] = []
    for (let k = 1; k <= DAY_WAVES; k += 1) row.push(...wave(k, hour, DAY_HOURS))
    row.push(free)
    for (let k = 1; k <= FREE_WAVES; k += 1) row.push(...wave(k, hour, DAY_HOURS).map((v) => v * free))
    for (let k = 1; k <= WEEK_WAVES; k += 1) row.push(...wave(k, inWeek, WEEK_HOURS))
    const made = Float64Array.from(row)
    this.known.set(at, made)
    return made
  }
}

/** Writes the row for the hour `ahead` of the newest known hour `origin` (its place in the series). NaN: not known. */
export function writeRow(
  past: Past,
  origin: number,
  ahead: number,
  calendar: CalendarColumns,
  out: Float64Array,
  offset: number,
) {
  const { values, from } = past
  let at = offset
  out[at++] = 1
  for (const lag of LAGS) out[at++] = values[origin - lag] ?? Number.NaN
  const nearest = origin + ahead - DAY_HOURS * Math.ceil(ahead / DAY_HOURS)
  for (const days of DAYS_BEFORE) out[at++] = values[nearest - DAY_HOURS * days] ?? Number.NaN
  for (const hours of MEANS) out[at++] = meanBefore(past, origin, hours)
  out.set(calendar.of(from + (origin + ahead) * HOUR_MS), at)
}
