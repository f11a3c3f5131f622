// Counts of what lies inside a drawn area: sensors and alarms from memory, cases and reports from the store, grid and streets of the map.
import { sql } from 'kysely'
import type { Actor, IncidentState } from '../../core/incident/types.ts'
import type { Level } from '../../core/level.ts'
import { isStale } from '../../core/observe/stale.ts'
import { areaM2, boxContains, boxOf, polygonContains, touches, type Polygon } from '../../core/place/polygon.ts'
import type { Inside } from '../../wire/map.ts'
import { unitAudienceOf } from '../../wire/units.ts'
import type { AlarmRow } from '../../wire/views.ts'
import { isStanding } from '../cases/states.ts'
import type { SensorEntry } from '../live/sensors.ts'
import { inPolygon, reportsOf, visibleTo, type AskedArea, type Window } from './asked.ts'
import type { MapDeps } from './desk.ts'
import { placesFor, seesReporters } from './reportPlaces.ts'

/** Cells told by code; the others are counted. */
const MOST_CELLS = 500

type Levels = [number, number, number, number]
const noLevels = (): Levels => [0, 0, 0, 0]
const countLevel = (levels: Levels, level: number, n = 1): void => {
  const at = level - 1
  if (at >= 0 && at < levels.length) levels[at as 0 | 1 | 2 | 3] += n
}

/** Whether a point lies inside; the box spares most the rings. */
export function insideOf(polygon: Polygon): (lng: number, lat: number) => boolean {
  const box = boxOf(polygon)
  return (lng, lat) => boxContains(box, lng, lat) && polygonContains(polygon, lng, lat)
}

/** In the order they were registered. */
export function sensorsInside({ sensors }: MapDeps, { polygon, kinds }: AskedArea): SensorEntry[] {
  const holds = insideOf(polygon)
  return sensors.entries.filter(({ kind, lng, lat }) => (kinds?.has(kind.id) ?? true) && holds(lng, lat))
}

/** Standing ones, the worst first, then the newest. */
export function alarmsInside({ alarms, sensors }: MapDeps, { polygon, kinds }: AskedArea): AlarmRow[] {
  const holds = insideOf(polygon)
  return alarms()
    .filter(({ clearedAt, lng, lat }) => clearedAt === undefined && holds(lng, lat))
    .filter(({ sensor }) => kinds === undefined || kinds.has(sensors.get(sensor)?.kind.id ?? ''))
    .sort((a, b) => a.level - b.level || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1))
}

export async function countInside(deps: MapDeps, asked: AskedArea, actor: Actor): Promise<Inside> {
  const { now } = deps
  const { polygon, window } = asked
  const [open, opened, reports, touched] = await Promise.all([
    openCases(deps, polygon, actor),
    window && openedCases(deps, polygon, window, actor),
    window && reportsMade(deps, polygon, window, actor),
    touchedBy(deps, polygon),
  ])
  const alarms = alarmsInside(deps, asked)
  const levels = noLevels()
  for (const { level } of alarms) countLevel(levels, level)
  return {
    at: now(),
    areaKm2: areaM2(polygon) / 1e6,
    sensors: countSensors(deps, sensorsInside(deps, asked)),
    alarms: { total: alarms.length, levels },
    cases: { open: open.cases, overdue: open.overdue, ...(opened && { opened }) },
    ...(reports && { reports }),
    components: open.components,
    units: countUnits(deps, polygon, actor),
    ...touched,
  }
}

function countSensors({ sensors, now }: MapDeps, entries: readonly SensorEntry[]): Inside['sensors'] {
  const at = now()
  const kinds = new Map<string, { kind: string; total: number; silent: number; levels: Levels }>()
  for (const entry of entries) {
    let one = kinds.get(entry.kind.id)
    if (one === undefined)
      kinds.set(entry.kind.id, (one = { kind: entry.kind.id, total: 0, silent: 0, levels: noLevels() }))
    one.total += 1
    if (isStale(sensors.lastAt(entry), entry.silentAfterMs, at)) one.silent += 1
    countLevel(one.levels, sensors.levelOf(entry.slot))
  }
  const all = [...kinds.values()].sort((a, b) => b.total - a.total || (a.kind < b.kind ? -1 : 1))
  return { total: entries.length, silent: all.reduce((sum, { silent }) => sum + silent, 0), kinds: all }
}

function countUnits({ units }: MapDeps, polygon: Polygon, actor: Actor): Inside['units'] {
  const holds = insideOf(polygon)
  const counts = new Map<string, number>()
  for (const { kind, lng, lat } of units.snapshot(unitAudienceOf(actor)).rows)
    if (lng !== undefined && lat !== undefined && holds(lng, lat)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count)
}

interface CaseRow {
  readonly state: IncidentState
  readonly level: Level
  readonly n: number
}
function casesOf(rows: readonly CaseRow[]): Inside['cases']['open'] {
  const levels = noLevels()
  const states = new Map<IncidentState, number>()
  let total = 0
  for (const { state, level, n } of rows) {
    total += n
    countLevel(levels, level, n)
    states.set(state, (states.get(state) ?? 0) + n)
  }
  return { total, levels, states: [...states].map(([state, count]) => ({ state, count })) }
}

async function openCases(
  { db, reference, now }: MapDeps,
  polygon: Polygon,
  actor: Actor,
): Promise<{
  readonly cases: Inside['cases']['open']
  readonly overdue: number
  readonly components: Inside['components']
}> {
  const at = now()
  const { rows } = await sql<CaseRow & { readonly matter: string | null; readonly overdue: number }>`
    select state, level, matter, count(*)::int as n, (count(*) filter (where due_at < ${new Date(at)}))::int as overdue
    from incident where ${isStanding} and ${visibleTo(actor)} and ${inPolygon(polygon)}
    group by state, level, matter order by state, level, matter`.execute(db.query)
  const componentOf = new Map(reference.mattersAt(at).map(({ code, component }) => [code, component]))
  const counts = new Map<string, number>()
  for (const { matter, n } of rows) {
    const component = matter === null ? undefined : componentOf.get(matter)
    if (component !== undefined) counts.set(component, (counts.get(component) ?? 0) + n)
  }
  const components = reference.reference.components.flatMap(({ code, name }) => {
    const cases = counts.get(code)
    return cases === undefined ? [] : [{ code, name, cases }]
  })
  return {
    cases: casesOf(rows),
    overdue: rows.reduce((sum, { overdue }) => sum + overdue, 0),
    components: components.sort((a, b) => b.cases - a.cases),
  }
}

async function openedCases({ db }: MapDeps, polygon: Polygon, { from, to }: Window, actor: Actor) {
  const { rows } = await sql<CaseRow>`
    select state, level, count(*)::int as n from incident
    where opened_at >= ${new Date(from)} and opened_at < ${new Date(to)} and ${visibleTo(actor)} and ${inPolygon(polygon)}
    group by state, level order by state, level`.execute(db.query)
  return casesOf(rows)
}

async function reportsMade(
  { db, reference, now }: MapDeps,
  polygon: Polygon,
  { from, to }: Window,
  actor: Actor,
): Promise<Inside['reports']> {
  const { lng, lat } = placesFor(seesReporters(actor))
  const { rows } = await sql<{ readonly matter: string | null; readonly n: number }>`
    select matter, count(*)::int as n from report
    where occurred_at >= ${new Date(from)} and occurred_at < ${new Date(to)} and ${reportsOf(actor)}
      and ${inPolygon(polygon, lng, lat)}
    group by matter order by n desc, matter`.execute(db.query)
  const names = new Map(reference.mattersAt(now()).map(({ code, name }) => [code, name]))
  return {
    total: rows.reduce((sum, { n }) => sum + n, 0),
    matters: rows.map(({ matter, n }) => {
      const name = matter === null ? undefined : names.get(matter)
      return { ...(matter !== null && { matter }), ...(name && { name }), count: n }
    }),
  }
}

/** Where the city has no grid the streets are those whose middle lies inside. */
async function touchedBy(deps: MapDeps, polygon: Polygon): Promise<Pick<Inside, 'grid' | 'streets'>> {
  const { reference } = deps
  const cells = (await deps.grid()).filter(({ ring }) => touches(polygon, ring))
  const holds = insideOf(polygon)
  const codes = new Set(cells.map(({ area }) => area))
  for (const { code, kind, lng = NaN, lat = NaN } of reference.areas.values())
    if (kind === 'street' && holds(lng, lat)) codes.add(code)
  return {
    grid: { total: cells.length, codes: cells.slice(0, MOST_CELLS).map(({ code }) => code) },
    streets: [...codes].sort().map((code) => ({ code, name: reference.areaName(code) })),
  }
}
