// The minutes (of longer windows and older ones the hours) of one indicator, value by value, for whoever looks behind a figure.
import { HOUR_MS } from '../../core/clock/calendar.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { FactsDeps } from './facts.ts'
import type { CutWindow } from './factsBefore.ts'
import { hoursOf, knownValue, lastsOf, seriesOf } from './factsSigns.ts'

export interface Minutes {
  readonly at: readonly number[]
  /** One for each instant; of an hour what its definition makes of its minutes. */
  readonly values: readonly (number | null)[]
  /** Among these are the least and the greatest. */
  readonly extremes: readonly (number | null)[]
  /** What the small multiple shows. */
  readonly steps: readonly (number | null)[]
  /** The last minute told in the window. */
  readonly last?: { readonly at: number; readonly value: number | null; readonly coverage: number }
  /** Its minutes are no longer kept: hours answer, or nothing does. */
  readonly coarse: boolean
}

/** Longer windows are told by hours. */
const MINUTES_UP_TO_MS = 48 * HOUR_MS

export async function minutesOf(
  deps: Pick<FactsDeps, 'db' | 'reference'>,
  def: Indicator,
  window: CutWindow,
  knownAt: number,
): Promise<Minutes> {
  const { db, reference } = deps
  const { from, to, through } = window
  const hours = await hoursOf(deps, [def.id], window, knownAt)
  const steps = hours.length === 0 ? [] : seriesOf(def, hours, window)
  const [newest] = await lastsOf(deps, [def.id], window, knownAt)
  const last = newest && { at: newest.at, value: newest.value, coverage: newest.coverage }
  if (to - from <= MINUTES_UP_TO_MS) {
    const { rows } = await db.pool.query<{ at: number; value: number | null }>(
      `select (extract(epoch from at) * 1000)::float8 as at, ${knownValue('$5')} as value from indicator_value
       where indicator = $1 and area = $2 and at >= to_timestamp($3) and at <= to_timestamp($4) order by at`,
      [def.id, reference.city.code, from / 1000, through / 1000, knownAt / 1000],
    )
    if (rows.length > 0) {
      // Hours that nobody told a minute of are part of the window too.
      const told = new Set(rows.map(({ at }) => Math.floor((at - from) / HOUR_MS)))
      const filled = hours.filter(({ h }) => !told.has(h)).flatMap(({ min, max }) => [min, max])
      const values = rows.map(({ value }) => value)
      const at = rows.map((row) => row.at)
      return { at, values, extremes: [...values, ...filled], steps, ...(last && { last }), coarse: false }
    }
  }
  const ordered = [...hours].sort((a, b) => a.h - b.h)
  return {
    at: ordered.map(({ h }) => from + h * HOUR_MS),
    values: ordered.map((hour) => hour[def.history ?? 'mean']),
    extremes: ordered.flatMap(({ min, max }) => [min, max]),
    steps,
    ...(last && { last }),
    coarse: last === undefined,
  }
}
