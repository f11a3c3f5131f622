// Where reports were made in a window, for the heat of the map: columns of numbers, thinned evenly where there are too many.
import { sql } from 'kysely'
import type { Actor } from '../../core/incident/types.ts'
import type { MapReports, MapReportsQuery } from '../../wire/map.ts'
import { checkWindow, reportsOf } from './asked.ts'
import type { MapDeps } from './desk.ts'
import { placesFor, seesReporters } from './reportPlaces.ts'

/** A heat of more points looks the same; this many are 1 MB before they are compressed. */
export const MOST_REPORTS = 50_000
/** Screens that look at the same window ask at the same time, and a brush that is moved asks again. */
const KEPT_MS = 5_000
const MOST_KEPT = 50

interface Row {
  readonly total: number
  readonly simulated: number
  readonly lng: number[] | null
  readonly lat: number[] | null
  readonly second: number[] | null
}

export function openMapReports(deps: Pick<MapDeps, 'db' | 'now'>, most = MOST_REPORTS) {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<MapReports> }>()

  async function ask({ from, to, matter, source }: MapReportsQuery, actor: Actor): Promise<MapReports> {
    const exact = seesReporters(actor)
    const { lng, lat } = placesFor(exact)
    // Row n of m is told where n × most / m steps over a whole number: exactly `most` of them, evenly.
    const { rows } = await sql<Row>`
      with made as (
          select ${lng} as lng, ${lat} as lat, simulated, occurred_at,
            row_number() over (order by occurred_at, id) as n, count(*) over () as m
          from report
          where occurred_at >= ${new Date(from)} and occurred_at < ${new Date(to)} and lng is not null and lat is not null
            and ${matter === undefined ? sql`true` : sql`matter = ${matter}`}
            and ${source === undefined ? sql`true` : sql`channel = ${source}`}
            and ${reportsOf(actor)}),
        told as (select * from made where m <= ${most} or n * ${most} / m > (n - 1) * ${most} / m)
      select (select count(*)::int from made) as total, (select count(*)::int from made where simulated) as simulated,
        array_agg(lng order by n) as lng, array_agg(lat order by n) as lat,
        array_agg(floor(extract(epoch from occurred_at) - ${from / 1000}::float8)::int order by n) as second
      from told`.execute(deps.db.query)
    const [row] = rows
    const { total = 0, simulated = 0 } = row ?? {}
    return {
      ...{ from, to, total, simulated, rounded: !exact },
      ...{ lng: row?.lng ?? [], lat: row?.lat ?? [], second: row?.second ?? [] },
    }
  }

  return async function mapReports(query: MapReportsQuery, actor: Actor): Promise<MapReports> {
    checkWindow(query)
    const own = actor.role === 'department' ? (actor.department ?? '') : undefined
    const { from, to, matter, source } = query
    const key = JSON.stringify([from, to, matter, source, seesReporters(actor), own])
    const now = deps.now()
    for (const [old, { until }] of kept) if (until <= now || kept.size > MOST_KEPT) kept.delete(old)
    const known = kept.get(key)
    if (known) return known.answer
    const answer = ask(query, actor)
    kept.set(key, { until: now + KEPT_MS, answer })
    // A question that failed is asked again.
    answer.catch(() => kept.delete(key))
    return answer
  }
}
