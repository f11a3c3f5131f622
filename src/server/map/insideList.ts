// One sort of what lies inside a drawn area, page by page. A cursor names the last row told, so that what comes meanwhile shifts nothing.
import { sql, type RawBuilder } from 'kysely'
import type { Actor, Incident } from '../../core/incident/types.ts'
import { LEVELS } from '../../core/level.ts'
import { isStale } from '../../core/observe/stale.ts'
import type { InsideList, InsideListName, InsideReport, InsideSensor } from '../../wire/map.ts'
import { toIncidentRow } from '../cases/row.ts'
import { isStanding } from '../cases/states.ts'
import type { SensorEntry } from '../live/sensors.ts'
import { invalid } from '../problems.ts'
import { inPolygon, reportsOf, visibleTo, type AskedArea, type Window } from './asked.ts'
import type { MapDeps } from './desk.ts'
import { alarmsInside, sensorsInside } from './inside.ts'
import { placesFor, seesReporters } from './reportPlaces.ts'

export interface Page {
  readonly list: InsideListName
  readonly after?: string | undefined
  readonly limit: number
}

export async function listInside(deps: MapDeps, asked: AskedArea, page: Page, actor: Actor): Promise<InsideList> {
  const { list } = page
  if (list === 'sensors') return sensorPage(deps, asked, page)
  if (list === 'alarms') return alarmPage(deps, asked, page)
  if (list === 'incidents') return casePage(deps, asked, page, actor, isStanding)
  const { from, to } = windowOf(asked)
  const [begin, end] = [new Date(from), new Date(to)]
  if (list === 'opened')
    return casePage(deps, asked, page, actor, sql<boolean>`opened_at >= ${begin} and opened_at < ${end}`)
  return reportPage(deps, asked, page, actor, sql<boolean>`occurred_at >= ${begin} and occurred_at < ${end}`)
}

function windowOf({ window }: AskedArea): Window {
  if (window) return window
  throw invalid('/from', { zh: '此清单须给出时段', en: 'This list needs a beginning and an end' })
}

const writeCursor = (list: InsideListName, key: number, id: string): string =>
  Buffer.from(JSON.stringify([list, key, id])).toString('base64url')

function readCursor({ list, after }: Page): { readonly key: number; readonly id: string } | undefined {
  if (after === undefined) return undefined
  const [of, key, id] = parsed(after)
  if (of === list && typeof key === 'number' && Number.isFinite(key) && Math.abs(key) < 8e15 && typeof id === 'string')
    return { key, id }
  throw invalid('/after', { zh: '翻页位置与此清单不符', en: 'The page does not belong to this list' })
}

function parsed(after: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    return Array.isArray(value) ? (value as unknown[]) : []
  } catch {
    return []
  }
}

function sensorPage(deps: MapDeps, asked: AskedArea, page: Page): InsideList {
  const cursor = readCursor(page)
  const all = sensorsInside(deps, asked)
  const rest = cursor === undefined ? all : all.filter(({ slot }) => slot > cursor.key)
  const shown = rest.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    total: all.length,
    ...(rest.length > shown.length && last && { next: writeCursor('sensors', last.slot, last.id) }),
    sensors: shown.map((entry) => toSensor(deps, entry)),
  }
}

function toSensor({ sensors, reference, now }: MapDeps, entry: SensorEntry): InsideSensor {
  const { id, name, kind, area, lng, lat, simulated, silentAfterMs } = entry
  const lastAt = sensors.lastAt(entry)
  const level = LEVELS.find((one) => one === sensors.levelOf(entry.slot))
  return {
    ...{ id, name, kind: kind.id, areaName: reference.areaName(area), lng, lat, simulated },
    ...(level !== undefined && { level }),
    silent: isStale(lastAt, silentAfterMs, now()),
    ...(lastAt > 0 && { lastAt }),
  }
}

function alarmPage(deps: MapDeps, asked: AskedArea, page: Page): InsideList {
  const cursor = readCursor(page)
  const all = alarmsInside(deps, asked)
  // The order is by level, then newest: the key packs both, level first.
  const keyOf = ({ level, raisedAt }: (typeof all)[number]): number => level * 1e14 - raisedAt
  const rest =
    cursor === undefined
      ? all
      : all.filter((row) => keyOf(row) > cursor.key || (keyOf(row) === cursor.key && row.id > cursor.id))
  const alarms = rest.slice(0, page.limit)
  const last = alarms.at(-1)
  return {
    total: all.length,
    ...(rest.length > alarms.length && last && { next: writeCursor('alarms', keyOf(last), last.id) }),
    alarms,
  }
}

/** The newest first. */
async function casePage(
  { db, reference }: MapDeps,
  { polygon }: AskedArea,
  page: Page,
  actor: Actor,
  which: RawBuilder<boolean>,
): Promise<InsideList> {
  const cursor = readCursor(page)
  const beyond = cursor ? sql`where (opened_at, id) < (${new Date(cursor.key)}, ${cursor.id})` : sql``
  const { rows } = await sql<{
    readonly total: number
    readonly opened_at: Date | null
    readonly body: Incident | null
  }>`
    with hit as materialized (
        select id, opened_at from incident where ${which} and ${visibleTo(actor)} and ${inPolygon(polygon)}),
      page as (select id, opened_at from hit ${beyond} order by opened_at desc, id desc limit ${page.limit + 1})
    select counted.total, page.opened_at, incident.body
    from (select count(*)::int as total from hit) as counted
    left join (page join incident on incident.id = page.id) on true
    order by page.opened_at desc, page.id desc`.execute(db.query)
  const found = rows.flatMap(({ opened_at, body }) => (opened_at && body ? [{ opened_at, body }] : []))
  const shown = found.slice(0, page.limit)
  const last = found.length > shown.length ? shown.at(-1) : undefined
  return {
    total: rows[0]?.total ?? 0,
    ...(last && { next: writeCursor(page.list, last.opened_at.getTime(), last.body.id) }),
    [page.list]: shown.map(({ body }) => toIncidentRow(body, reference)),
  }
}

interface ReportRow {
  readonly id: string
  readonly channel: string
  readonly occurred_at: Date
  readonly matter: string | null
  readonly area: string | null
  readonly lng: number
  readonly lat: number
  readonly incident: string | null
  readonly simulated: boolean
}

/** The newest first; a reporter's words and address stay with the case. */
async function reportPage(
  deps: MapDeps,
  { polygon }: AskedArea,
  page: Page,
  actor: Actor,
  which: RawBuilder<boolean>,
): Promise<InsideList> {
  const cursor = readCursor(page)
  const { lng, lat } = placesFor(seesReporters(actor))
  const inside = sql`${which} and ${reportsOf(actor)} and ${inPolygon(polygon, lng, lat)}`
  const beyond = cursor ? sql`where (occurred_at, id) < (${new Date(cursor.key)}, ${cursor.id})` : sql``
  const [counted, { rows }] = await Promise.all([
    sql<{ readonly total: number }>`select count(*)::int as total from report where ${inside}`.execute(deps.db.query),
    sql<ReportRow>`
      select * from (select id, channel, occurred_at, matter, area, ${lng} as lng, ${lat} as lat, incident, simulated
        from report where ${inside}) as hit
      ${beyond} order by occurred_at desc, id desc limit ${page.limit + 1}`.execute(deps.db.query),
  ])
  const shown = rows.slice(0, page.limit)
  const last = rows.length > shown.length ? shown.at(-1) : undefined
  const names = new Map(deps.reference.mattersAt(deps.now()).map(({ code, name }) => [code, name]))
  return {
    total: counted.rows[0]?.total ?? 0,
    ...(last && { next: writeCursor('reports', last.occurred_at.getTime(), last.id) }),
    reports: shown.map((row) => toReport(deps, row, names)),
  }
}

function toReport(
  { reference }: MapDeps,
  row: ReportRow,
  names: ReadonlyMap<string, InsideReport['areaName']>,
): InsideReport {
  const { id, channel, occurred_at, matter, area, lng, lat, incident, simulated } = row
  const matterName = matter === null ? undefined : names.get(matter)
  return {
    ...{ id, source: channel, at: occurred_at.getTime(), lng, lat, simulated },
    areaName: reference.areaName(area ?? reference.areaAt(lng, lat)),
    ...(matter !== null && { matter }),
    ...(matterName && { matterName }),
    ...(incident !== null && { incident }),
  }
}
