// Hours of vital signs from before the hub was there, told by the simulated city: kept as simulated, never over an hour that is known.
// Real hours are never filled in this way.
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { roundHalfEven } from '../../core/air/round.ts'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import { PastHoursSchema, type PastHour } from '../../wire/pastHours.ts'
import type { Now } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Who knows hours of a week ago has a past, and is told no other. */
const HAS_PAST_MS = 7 * DAY_MS
/** Nine weeks: eight for the usual band, and one that forecasts are compared with. */
const PAST_MS = 63 * DAY_MS

export interface PastDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  /** Called once the last of them is stored. */
  readonly whole: () => void
}

export interface Past {
  /** Hours that are missing, epoch ms, `to` not included; undefined when this hub has a past of its own. */
  wanted(): Promise<{ readonly from: number; readonly to: number } | undefined>
  /** One message of the simulated city; rejects what is no such message. Answers how many hours were stored. */
  take(message: unknown): Promise<number>
}

const check = Compile(Type.Object(PastHoursSchema.properties))

export function openPast({ db, reference, now, whole }: PastDeps): Past {
  let span: { from: number; to: number } | undefined

  async function store(hours: readonly PastHour[]): Promise<number> {
    const { from, to } = span ?? { from: 0, to: 0 }
    const rows = hours.flatMap((hour) => {
      const def = reference.indicators.get(hour.indicator)
      const isMissing = hour.at >= from && hour.at < to && hour.at % HOUR_MS === 0
      if (def === undefined || !isMissing || !reference.areas.has(hour.area)) return []
      const exact = { mean: hour.mean, max: hour.greatest, min: hour.least, last: hour.last }[def.history ?? 'mean']
      const value = roundHalfEven(exact, def.decimals)
      const steps = scaleAt(def, hour.at, reference.city.utcOffsetMinutes)?.steps ?? []
      return [{ ...hour, value, level: levelOf(value, steps, def.polarity) ?? null }]
    })
    if (rows.length === 0) return 0
    const { rowCount } = await db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, level, simulated)
       select i, a, to_timestamp(h), v, lo, hi, n, c, l, true
       from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::smallint[], $8::real[],
         $9::smallint[]) as t (i, a, h, v, lo, hi, n, c, l)
       on conflict (indicator, area, hour) do nothing`,
      [
        rows.map((r) => r.indicator),
        rows.map((r) => r.area),
        rows.map((r) => r.at / 1000),
        rows.map((r) => r.value),
        rows.map((r) => r.least),
        rows.map((r) => r.greatest),
        rows.map((r) => r.looks),
        rows.map((r) => r.coverage),
        rows.map((r) => r.level),
      ],
    )
    return rowCount ?? 0
  }

  return {
    async wanted() {
      const to = Math.floor(now() / HOUR_MS) * HOUR_MS
      const { rows } = await db.pool.query('select 1 from indicator_hour where hour < to_timestamp($1) limit 1', [
        (to - HAS_PAST_MS) / 1000,
      ])
      span = rows.length > 0 ? undefined : { from: to - PAST_MS, to }
      return span
    },
    async take(message) {
      if (span === undefined || !check.Check(message)) throw new Error('no hours of the past were asked for')
      const stored = await store(message.pastHours)
      if (message.done) {
        span = undefined
        whole()
      }
      return stored
    },
  }
}
