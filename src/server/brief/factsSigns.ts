// Indicators of a window as they were known at some time: minutes where they are kept, hours beyond. A value corrected later is
// the one that was published first (intermediate corrections are not kept apart). Judges nothing but the level of such a value.
import { HOUR_MS } from '../../core/clock/calendar.ts'
import { round } from '../../core/brief/page.ts'
import type { Than } from '../../core/brief/query.ts'
import type { BriefIndicator } from '../../core/brief/types.ts'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Level } from '../../core/level.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { aheadOf } from './factsAhead.ts'
import type { CutWindow } from './factsBefore.ts'

export interface SignDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
}

/** A page is read, not searched: of each group the first of the city's file, and whatever has a level. */
const VITALS_PER_GROUP = 5
/** Longer windows are told by hours: their minutes are millions. */
const MINUTES_UP_TO_MS = 48 * HOUR_MS
const HOURS_A_DAY = 24
/** How far from the same minute of another day its value may lie. */
const NEAR_S = 300

/** Value as it was known at `$k` (epoch seconds): what was told first, where it has been told otherwise since. */
export const knownValue = (k: string): string => `case when corrected_at > to_timestamp(${k}) then was else value end`

/** Case indicators have their own section, with the official denominators. */
export function vitalsOf({ indicators }: ReferenceIndex, hasLevel: (id: string) => boolean): Indicator[] {
  const told = new Map<string, number>()
  return [...indicators.values()].filter(({ id, group, formula }) => {
    if (formula.type === 'cases') return false
    const n = (told.get(group) ?? 0) + 1
    told.set(group, n)
    return n <= VITALS_PER_GROUP || hasLevel(id)
  })
}

export interface Last {
  readonly indicator: string
  readonly at: number
  readonly value: number | null
  readonly level: Level | null
  readonly coverage: number
  readonly corrected: boolean
}

/** One hour of one indicator, `h` hours after the window's begin. */
export interface HourOf {
  readonly indicator: string
  readonly h: number
  readonly mean: number | null
  readonly min: number | null
  readonly max: number | null
  readonly last: number | null
}

export async function indicatorsOf(
  deps: SignDeps,
  window: CutWindow,
  before: Partial<Readonly<Record<Than, CutWindow>>>,
  knownAt: number,
): Promise<BriefIndicator[]> {
  const { reference } = deps
  const all = [...reference.indicators.values()].filter(({ formula }) => formula.type !== 'cases').map(({ id }) => id)
  const lasts = new Map((await lastsOf(deps, all, window, knownAt)).map((one) => [one.indicator, one]))
  const level = (def: Indicator): Level | undefined => levelNow(reference, def, lasts.get(def.id))
  const defs = vitalsOf(reference, (id) => {
    const def = reference.indicators.get(id)
    return def !== undefined && level(def) !== undefined
  })
  const ids = defs.map(({ id }) => id)
  const hours = new Map<string, HourOf[]>()
  for (const one of await hoursOf(deps, ids, window, knownAt)) {
    const own = hours.get(one.indicator)
    if (own === undefined) hours.set(one.indicator, [one])
    else own.push(one)
  }
  const then = await valuesThen(
    deps,
    [...lasts.values()].filter(({ indicator }) => ids.includes(indicator)),
    window,
    before,
    knownAt,
  )
  const ahead = await aheadOf(deps, defs, window, knownAt)
  return defs.map((def): BriefIndicator => {
    const row = lasts.get(def.id)
    const own = hours.get(def.id) ?? []
    const least = own.flatMap(({ min }) => min ?? [])
    const most = own.flatMap(({ max }) => max ?? [])
    const is = level(def)
    const foretold = ahead.get(def.id)
    return {
      ...{ id: def.id, name: def.name, unit: def.unit, decimals: def.decimals, polarity: def.polarity },
      rate: def.unit === '%',
      coverage: row?.coverage ?? 0,
      ...(row !== undefined && { at: row.at }),
      ...(row?.value != null && { value: row.value }),
      ...(is !== undefined && { level: is }),
      ...then.get(def.id),
      ...(least.length > 0 && { min: Math.min(...least), max: Math.max(...most) }),
      ...(own.length > 0 && { series: seriesOf(def, own, window) }),
      ...(foretold && { ahead: foretold }),
    }
  })
}

/** As it was judged; a value told otherwise since is judged again as it was. */
function levelNow({ city }: ReferenceIndex, def: Indicator, row: Last | undefined): Level | undefined {
  if (row === undefined || row.value === null) return undefined
  if (!row.corrected) return row.level ?? undefined
  return levelOf(row.value, scaleAt(def, row.at, city.utcOffsetMinutes)?.steps ?? [], def.polarity)
}

/** The last minute of the window that was told, known or not. */
export async function lastsOf(
  { db, reference }: SignDeps,
  ids: readonly string[],
  { from, through }: CutWindow,
  knownAt: number,
): Promise<Last[]> {
  const { rows } = await db.pool.query<Last>(
    `select t.* from unnest($1::text[]) as s (indicator) cross join lateral (
       select v.indicator, (extract(epoch from at) * 1000)::float8 as at, ${knownValue('$5')} as value, level, coverage::float8 as coverage,
         coalesce(corrected_at > to_timestamp($5), false) as corrected
       from indicator_value v where v.indicator = s.indicator and v.area = $2 and v.at >= to_timestamp($3) and v.at <= to_timestamp($4)
       order by v.at desc limit 1) as t`,
    [ids, reference.city.code, from / 1000, through / 1000, knownAt / 1000],
  )
  return rows
}

/** Hours of the window with a known value. */
export async function hoursOf(
  { db, reference }: SignDeps,
  ids: readonly string[],
  { from, to, through }: CutWindow,
  knownAt: number,
): Promise<HourOf[]> {
  const [area, k] = [reference.city.code, knownAt / 1000]
  const minutes = `
    select indicator, floor((extract(epoch from at) - $3) / 3600)::int as h, avg(v) as mean, min(v) as min, max(v) as max,
      (array_agg(v order by at desc) filter (where v is not null))[1] as last
    from (select indicator, at, ${knownValue('$5')} as v from indicator_value
      where indicator = any($1) and area = $2 and at >= to_timestamp($3) and at <= to_timestamp($4)) as m`
  if (to - from <= MINUTES_UP_TO_MS) {
    const { rows } = await db.pool.query<HourOf>(
      `with told as (${minutes} group by 1, 2)
       select * from told union all
       select indicator, floor((extract(epoch from hour) - $3) / 3600)::int, value, least, greatest, value from indicator_hour
       where indicator = any($1) and area = $2 and hour >= to_timestamp($3) and hour + interval '1 hour' <= to_timestamp($4 + 0.001)
         and value is not null and (corrected_at is null or corrected_at <= to_timestamp($5))
         and not exists (select 1 from told where told.indicator = indicator_hour.indicator
           and told.h = floor((extract(epoch from hour) - $3) / 3600)::int)`,
      [ids, area, from / 1000, through / 1000, k],
    )
    return rows.filter(({ mean }) => mean !== null)
  }
  // An hour told otherwise since is made again of its minutes as they were, while those are kept.
  const { rows } = await db.pool.query<HourOf>(
    `with changed as (
       select indicator, hour from indicator_hour where indicator = any($1) and area = $2 and hour >= to_timestamp($3)
         and hour <= to_timestamp($4) and corrected_at > to_timestamp($5))
     select indicator, floor((extract(epoch from hour) - $3) / 3600)::int as h, value as mean, least as min, greatest as max, value as last
     from indicator_hour as t where indicator = any($1) and area = $2 and hour >= to_timestamp($3) and hour <= to_timestamp($4)
       and value is not null and not exists (select 1 from changed c where c.indicator = t.indicator and c.hour = t.hour)
     union all ${minutes} where exists (select 1 from changed c where c.indicator = m.indicator and m.at >= c.hour
       and m.at < c.hour + interval '1 hour') group by 1, 2`,
    [ids, area, from / 1000, through / 1000, k],
  )
  return rows.filter(({ mean }) => mean !== null)
}

/** Equal steps over the whole window: hours of a day or two, days of longer ones; null where nothing is known. */
export function seriesOf(def: Indicator, hours: readonly HourOf[], { from, to }: CutWindow): (number | null)[] {
  const per = to - from <= MINUTES_UP_TO_MS ? 1 : HOURS_A_DAY
  const steps = Math.ceil((to - from) / HOUR_MS / per)
  const history = def.history ?? 'mean'
  const bins: number[][] = Array.from({ length: steps }, () => [])
  for (const one of [...hours].sort((a, b) => a.h - b.h)) {
    const value = one[history]
    if (value !== null) bins[Math.floor(one.h / per)]?.push(value)
  }
  return bins.map((bin) => {
    if (bin.length === 0) return null
    const of = {
      mean: () => bin.reduce((a, b) => a + b, 0) / bin.length,
      max: () => Math.max(...bin),
      min: () => Math.min(...bin),
      last: () => bin.at(-1) ?? 0,
    }
    return round(of[history](), def.decimals)
  })
}

type Then = Pick<BriefIndicator, 'previous' | 'lastWeek' | 'lastYear'>
const NAMES: Readonly<Record<Than, keyof Then>> = { before: 'previous', lastWeek: 'lastWeek', lastYear: 'lastYear' }

/**
 * The value as far into the earlier window as the last one is into its own: the minute itself; where minutes are no longer kept,
 * its hour.
 */
export async function valuesThen(
  { db, reference }: SignDeps,
  lasts: readonly Last[],
  window: CutWindow,
  before: Partial<Readonly<Record<Than, CutWindow>>>,
  knownAt: number,
): Promise<ReadonlyMap<string, Then>> {
  const asked = lasts.flatMap(({ indicator, at }) =>
    (Object.entries(before) as [Than, CutWindow][]).map(([than, w]) => ({
      indicator,
      than,
      // A whole month is not as long as the next: what is compared is its end.
      at: window.through >= window.to - 1 ? w.to - (window.to - at) : w.from + (at - window.from),
    })),
  )
  const { rows } = await db.pool.query<{ indicator: string; than: Than; value: number | null }>(
    `select q.indicator, q.than, case when m.at is not null then m.value else (
       select h.value from indicator_hour h where h.indicator = q.indicator and h.area = $4
         and h.hour = to_timestamp(floor(q.at / 3600) * 3600)) end as value
     from unnest($1::text[], $2::text[], $3::float8[]) as q (indicator, than, at) left join lateral (
       select v.at, ${knownValue('$5')} as value from indicator_value v where v.indicator = q.indicator and v.area = $4
         and v.at between to_timestamp(q.at - ${NEAR_S}) and to_timestamp(q.at + ${NEAR_S})
       order by abs(extract(epoch from v.at) - q.at), v.at desc limit 1) as m on true`,
    [
      asked.map((q) => q.indicator),
      asked.map((q) => q.than),
      asked.map((q) => q.at / 1000),
      reference.city.code,
      knownAt / 1000,
    ],
  )
  const found = new Map<string, Then>()
  for (const { indicator, than, value } of rows)
    if (value !== null) found.set(indicator, { ...found.get(indicator), [NAMES[than]]: value })
  return found
}
