// The past of a simulated city: hours of vital signs from before this hub was there, as the city itself tells them. Taken once, as
// simulated, never over an hour that was measured here.
import { Compile } from 'typebox/compile'
import { roundHalfEven } from '../../core/air/round.ts'
import { PastHoursSchema, type PastHour } from '../../wire/pastHours.ts'
import type { Now } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { takeHours } from './backfill.ts'
import type { GivenHour } from './hoursFile.ts'

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

const check = Compile(PastHoursSchema)

export function openPast({ db, reference, now, whole }: PastDeps): Past {
  let span: { from: number; to: number } | undefined

  function fitting(hour: PastHour): GivenHour[] {
    const { from, to } = span ?? { from: 0, to: 0 }
    const { indicator, area, at } = hour
    const def = reference.indicators.get(indicator)
    const isMissing = at >= from && at < to && at % HOUR_MS === 0
    if (def === undefined || !isMissing || !reference.areas.has(area)) return []
    const exact = { mean: hour.mean, max: hour.greatest, min: hour.least, last: hour.last }[def.history ?? 'mean']
    return [{ indicator, area, at, value: roundHalfEven(exact, def.decimals) }]
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
      const stored = await takeHours(db, message.pastHours.flatMap(fitting), reference, true)
      if (message.done) {
        span = undefined
        whole()
      }
      return stored
    },
  }
}
