// Which edition of a table or scale is in force, and the limit it sets for one sensor at one time. Judges no value.
import { cityDayAt, cityHourAt } from './span.ts'
import type { Tables } from './inputs.ts'
import type { ClassTable, Indicator, Limit, LimitTable, Scale } from './types.ts'

const DAY_MS = 86_400_000

interface Edition {
  readonly validFrom?: string
  readonly validTo?: string
}

/** Both dates belong to the edition. `day`: days since 1970-01-01 by the city's calendar. */
function isInForce({ validFrom, validTo }: Edition, day: number): boolean {
  return (validFrom === undefined || dayOf(validFrom) <= day) && (validTo === undefined || day <= dayOf(validTo))
}

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
const dayOf = (date: string): number => Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / DAY_MS

/** The edition in force on the city's day of `at`; undefined in a hole between editions: then nothing is judged. */
export const editionAt = <E extends Edition>(
  editions: readonly E[],
  at: number,
  utcOffsetMinutes: number,
): E | undefined => {
  const day = cityDayAt(at, utcOffsetMinutes)
  return editions.find((edition) => isInForce(edition, day))
}

/** Levels and grades in force at an instant (epoch ms); undefined where no scale is. */
export const scaleAt = (def: Pick<Indicator, 'scales'>, at: number, utcOffsetMinutes: number): Scale | undefined =>
  editionAt(def.scales, at, utcOffsetMinutes)

/** The class table of that id in force at an instant. */
export const classTableAt = (tables: Tables, id: string, at: number): ClassTable | undefined =>
  editionAt(
    tables.classTables.filter((t) => t.id === id),
    at,
    tables.utcOffsetMinutes,
  )

/** From `fromHour` inclusive to `toHour` exclusive, over midnight; equal hours mean no night. */
export function isNight(night: NonNullable<LimitTable['night']>, at: number, utcOffsetMinutes: number): boolean {
  const hour = cityHourAt(at, utcOffsetMinutes)
  return night.fromHour <= night.toHour
    ? hour >= night.fromHour && hour < night.toHour
    : hour >= night.fromHour || hour < night.toHour
}

/** The limit for a sensor with these attributes and a value of that time (epoch ms); undefined: none is in force for it. */
export type Limiter = (attributes: Readonly<Record<string, string | number>>, at: number) => number | undefined

/** Prepares the question for many sensors: each answer costs the same, however large the table. */
export function limiterOf(tables: Tables, limit: Limit): Limiter {
  if (typeof limit === 'number') return () => limit
  const { utcOffsetMinutes } = tables
  const editions = tables.limitTables
    .filter((t) => t.id === limit.table)
    .map((table) => ({
      from: table.validFrom === undefined ? -Infinity : dayOf(table.validFrom),
      to: table.validTo === undefined ? Infinity : dayOf(table.validTo),
      night: table.night,
      items: new Map(table.items.map((item) => [item.id, item])),
    }))
  return (attributes, at) => {
    const key = 'item' in limit ? limit.item : attributes[limit.by]
    if (key === undefined) return undefined
    const day = cityDayAt(at, utcOffsetMinutes)
    for (const { from, to, night, items } of editions) {
      if (day < from || day > to) continue
      const item = items.get(String(key))
      if (item?.night === undefined || night === undefined) return item?.limit
      return isNight(night, at, utcOffsetMinutes) ? item.night : item.limit
    }
    return undefined
  }
}

/** {@link limiterOf} for a single sensor. */
export const limitAt = (
  tables: Tables,
  limit: Limit,
  attributes: Readonly<Record<string, string | number>>,
  at: number,
): number | undefined => limiterOf(tables, limit)(attributes, at)
