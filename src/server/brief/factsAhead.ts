// What was foretold for the hours after a window, by the forecasts that were there at some time. Foretells nothing itself.
import { DAY_MS, HOUR_MS } from '../../core/clock/calendar.ts'
import type { BriefIndicator } from '../../core/brief/types.ts'
import type { ForecastPoint } from '../../core/forecast/types.ts'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import { SHOWN_MS } from '../foresee/reads.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { CutWindow } from './factsBefore.ts'

/** A watch list is of a day. */
const AHEAD_MS = DAY_MS

/**
 * Of each indicator the worst hour of the day ahead, by the newest forecast made by `knownAt`: the lowest where higher is better,
 * else the highest. Absent where none was made, or only one too old to be shown.
 */
export async function aheadOf(
  { db, reference }: { readonly db: Db; readonly reference: ReferenceIndex },
  defs: readonly Indicator[],
  { through }: CutWindow,
  knownAt: number,
): Promise<ReadonlyMap<string, NonNullable<BriefIndicator['ahead']>>> {
  const { city } = reference
  const { rows } = await db.pool.query<{ indicator: string; body: readonly ForecastPoint[] }>(
    `select distinct on (indicator) indicator, body from forecast
     where indicator = any($1) and area = $2 and made_at <= to_timestamp($3) and made_at > to_timestamp($4)
     order by indicator, made_at desc`,
    [defs.map(({ id }) => id), city.code, knownAt / 1000, (knownAt - SHOWN_MS) / 1000],
  )
  const bodies = new Map(rows.map((row) => [row.indicator, row.body]))
  // The hour under way at the cut-off is still to come; what lies between the cut-off and the writing is foretold no more.
  const since = Math.max(through, knownAt - HOUR_MS)
  return new Map(
    defs.flatMap((def) => {
      const worse = (a: ForecastPoint, b: ForecastPoint): boolean =>
        def.polarity === 'higherBetter' ? b.value < a.value : b.value > a.value
      const points = (bodies.get(def.id) ?? []).filter(({ at }) => at > since && at <= since + AHEAD_MS)
      const [first, ...rest] = points
      if (first === undefined) return []
      const { at, value, low, high } = rest.reduce((a, b) => (worse(a, b) ? b : a), first)
      const level = levelOf(value, scaleAt(def, at, city.utcOffsetMinutes)?.steps ?? [], def.polarity)
      return [[def.id, { at, value, low, high, ...(level !== undefined && { level }) }] as const]
    }),
  )
}
