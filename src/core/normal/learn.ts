// Learns what is normal: usual values by hour and kind of day, borrowed from likelier company where there are too few.
import { DAY_MS, HOUR_MS } from '../clock/calendar.ts'
import { hourOfDay, isFree, type CityHours } from './days.ts'
import { DAY_KINDS, type DayKind, type HourPoint, type Normal, type NormalCell } from './types.ts'

/** Eight weeks: eight hours of each weekday's hour, and yet no more than a season's drift. */
export const NORMAL_WEEKS = 8
/** Fewer hours of its own than this and a cell borrows: below six the 10th and 90th percentile are the extremes themselves. */
export const OWN_HOURS = 6
/** A week of hours: with less there is no hour that every kind of day could borrow from. */
export const NORMAL_NEEDED_HOURS = 168

const LOW = 0.1
const HIGH = 0.9
/** Farther than three interquartile ranges outside the quartiles (Tukey 1977: «far out»): one storm must not become usual. */
const FAR_OUT = 3
const HOURS_PER_DAY = 24

/** Quantile `p` (0–1) of ascending values, linear between neighbours (type 7 of Hyndman & Fan 1996); NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}

function bandOf(values: readonly number[]): Omit<NormalCell, 'borrowed'> {
  const sorted = [...values].sort((a, b) => a - b)
  const [q1, q3] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)]
  const reach = FAR_OUT * (q3 - q1)
  // Where most values are one and the same, whatever differs would be far out: nothing is left out there.
  const kept = reach > 0 ? sorted.filter((v) => v >= q1 - reach && v <= q3 + reach) : sorted
  return { low: quantileOf(kept, LOW), mid: quantileOf(kept, 0.5), high: quantileOf(kept, HIGH), n: kept.length }
}

const keyOf = (kind: DayKind, hour: number): string => `${kind}/${hour}`

/** The cell of an hour (0–23, the city's) of one kind of day; undefined where nothing is known. */
export const cellAt = (normal: Normal, kind: DayKind, hour: number): NormalCell | undefined =>
  normal.cells[keyOf(kind, hour)]

export interface LearnOptions {
  /** Epoch ms: only the `NORMAL_WEEKS` before it count. */
  readonly now: number
  readonly utcOffsetMinutes: number
}

/**
 * Usual values of a series from its past hours, in any order; an hour given twice counts once, as it came last. Each cell has
 * the 10th, 50th and 90th percentile of its own hours; with fewer than `OWN_HOURS` those of all worked (or all free) days at
 * that hour, with too few of these again those of all days; with too few of these it is absent.
 */
export function learnNormal(
  points: Iterable<HourPoint>,
  dayKindOf: CityHours['dayKindOf'],
  { now, utcOffsetMinutes }: LearnOptions,
): Normal {
  const since = now - NORMAL_WEEKS * 7 * DAY_MS
  const byHour = new Map<number, number>()
  for (const { at, value } of points)
    if (at >= since && at + HOUR_MS <= now && Number.isFinite(value)) byHour.set(at, value)

  const own = new Map<string, number[]>()
  const add = (key: string, value: number): void => {
    const list = own.get(key)
    if (list === undefined) own.set(key, [value])
    else list.push(value)
  }
  let [from, to] = [Infinity, -Infinity]
  for (const [at, value] of byHour) {
    const kind = dayKindOf(at)
    const hour = hourOfDay(at, utcOffsetMinutes)
    add(keyOf(kind, hour), value)
    add(`${isFree(kind) ? 'free' : 'worked'}/${hour}`, value)
    add(`all/${hour}`, value)
    from = Math.min(from, at)
    to = Math.max(to, at)
  }

  const enough = (key: string): readonly number[] | undefined => {
    const values = own.get(key)
    return values !== undefined && values.length >= OWN_HOURS ? values : undefined
  }
  const cells: Record<string, NormalCell> = {}
  for (let hour = 0; hour < HOURS_PER_DAY; hour += 1)
    for (const kind of DAY_KINDS) {
      const key = keyOf(kind, hour)
      const alone = enough(key)
      const days = enough(`${isFree(kind) ? 'free' : 'worked'}/${hour}`)
      const all = enough(`all/${hour}`)
      if (alone) cells[key] = bandOf(alone)
      else if (days) cells[key] = { ...bandOf(days), borrowed: 'days' }
      else if (all) cells[key] = { ...bandOf(all), borrowed: 'hour' }
    }
  return { from: byHour.size > 0 ? from : now, to: byHour.size > 0 ? to : now, hours: byHour.size, cells }
}
