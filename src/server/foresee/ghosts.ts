// Finds the earlier time that is drawn behind the present one; for the last storm it asks the city's own rain.
import { cityDay, dayStart } from '../../core/clock/calendar.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import { ghostFrom, stormDay, stormFrom } from '../../core/normal/ghosts.ts'
import type { GhostKind, HourPoint } from '../../core/normal/types.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

/** The indicator a storm is known by: rain of the last 24 hours, which the grades of GB/T 28592 are defined on. */
const STORM_INDICATOR = 'rain-24h'
/** The grade from which rain is a storm. */
const STORM_GRADE = '暴雨'

interface RainRow {
  readonly at: number
  readonly value: number
  readonly level: number | null
}

export interface GhostDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
}

/** Hours of rain before `before` (epoch ms), of the kind the newest is: a simulated storm is not the city's last one. */
async function rainBefore({ db, reference }: GhostDeps, before: number): Promise<readonly RainRow[]> {
  const { rows } = await db.pool.query<RainRow>(
    `select (extract(epoch from hour) * 1000)::float8 as at, coalesce(greatest, value) as value, level from indicator_hour
     where indicator = $1 and area = $2 and hour < to_timestamp($3) and value > 0
       and simulated = (select simulated from indicator_hour where indicator = $1 and area = $2 and value is not null
                        order by hour desc limit 1)`,
    [STORM_INDICATOR, reference.city.code, before / 1000],
  )
  return rows
}

async function lastStorm(deps: GhostDeps, from: number): Promise<number | undefined> {
  const { city, indicators } = deps.reference
  const rain = indicators.get(STORM_INDICATOR)
  if (!rain) return undefined
  const today = cityDay(from, city)
  const hours = await rainBefore(deps, dayStart(today, city))
  const grade = scaleAt(rain, from, city.utcOffsetMinutes)?.grades?.find((g) => g.name.zh === STORM_GRADE)
  const storm = grade && stormDay(hours, grade.from, today, city.utcOffsetMinutes)
  if (storm !== undefined) return storm
  // It never rained so hard: the last day with its worst level (1 is the worst) will do.
  const worst = Math.min(...hours.map((h) => h.level ?? Infinity))
  const atWorst = hours.filter((h): h is RainRow & HourPoint => h.level === worst)
  return stormDay(atWorst, 0, today, city.utcOffsetMinutes)
}

/** The earlier span that goes with `from`–`to` (epoch ms); undefined: no such time is known. */
export async function ghostSpan(
  deps: GhostDeps,
  kind: GhostKind,
  from: number,
  to: number,
): Promise<{ readonly from: number; readonly to: number } | undefined> {
  if (kind !== 'lastStorm') return { from: ghostFrom(kind, from), to: ghostFrom(kind, from) + to - from }
  const storm = await lastStorm(deps, from)
  if (storm === undefined) return undefined
  const start = stormFrom(storm, from, to, deps.reference.city.utcOffsetMinutes)
  return { from: start, to: start + to - from }
}
