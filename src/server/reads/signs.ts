// Drill-down: what stands behind an indicator, and everything about one sensor.
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import { isStale } from '../../core/observe/stale.ts'
import type { IndicatorDetail, SensorDetail } from '../../wire/api.ts'
import type { AlarmRow, IncidentRow, IndicatorView } from '../../wire/views.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

/** Sensors listed behind an indicator: the worst ones; the count of all is in the indicator's value. */
const MAX_SENSORS = 500

export interface SignReadDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly now: () => number
  readonly indicatorRows: () => readonly IndicatorView[]
  readonly incidentRows: () => readonly IncidentRow[]
  readonly alarmRows: () => readonly AlarmRow[]
}

/** Worst first: standing level, then stale, then the value in the bad direction. */
export function indicatorDetail(deps: SignReadDeps, def: Indicator, area: string): IndicatorDetail {
  const now = deps.now()
  const within = deps.sensors.entries.filter((s) => s.kind.id === def.input?.kind && isWithin(deps, s.district, area))
  const rows = within.map((s) => {
    const metric = Math.max(
      0,
      s.kind.metrics.findIndex((m) => m.id === def.input?.metric),
    )
    const at = deps.sensors.atOf(s.slot, metric)
    return {
      id: s.id,
      name: s.name,
      area: s.area,
      ...(at === 0 ? {} : { value: deps.sensors.valueOf(s.slot, metric), at }),
      fresh: at !== 0 && !isStale(at, s.kind.staleAfterMs, now),
      level: deps.sensors.levelOf(s.slot),
    }
  })
  const bad = def.polarity === 'higherBetter' ? 1 : -1
  const rank = (level: number): number => (level === 0 ? 5 : level)
  rows.sort(
    (a, b) =>
      rank(a.level) - rank(b.level) || Number(a.fresh) - Number(b.fresh) || bad * ((a.value ?? 0) - (b.value ?? 0)),
  )
  return {
    values: deps.indicatorRows().filter((v) => v.indicator === def.id),
    sensors: rows.slice(0, MAX_SENSORS),
    incidents: incidentsBehind(deps, def, area, new Set(within.map((s) => s.id))),
  }
}

const isWithin = (deps: SignReadDeps, district: string, area: string): boolean =>
  area === deps.reference.city.code || district === area

function incidentsBehind(deps: SignReadDeps, def: Indicator, area: string, sensors: ReadonlySet<string>): string[] {
  const here = deps.incidentRows().filter((i) => area === deps.reference.city.code || i.area.startsWith(area))
  if (def.formula.type === 'cases') {
    const now = deps.now()
    const isOpen = (i: IncidentRow): boolean => !isTerminal(i.state)
    const of = def.formula.of
    const picked =
      of === 'overdue'
        ? here.filter((i) => isOpen(i) && i.clock?.stage === 'handle' && i.clock.dueAt < now)
        : of === 'open'
          ? here.filter(isOpen)
          : here
    return picked.map((i) => i.id)
  }
  const linked = deps
    .alarmRows()
    .flatMap((a) => (a.incident !== undefined && sensors.has(a.sensor) ? [a.incident] : []))
  return [...new Set(linked)]
}

export async function sensorDetail(deps: SignReadDeps, sensor: SensorEntry): Promise<SensorDetail> {
  const linked = await deps.db.query
    .selectFrom('alarm')
    .select('incident')
    .distinct()
    .where('sensor', '=', sensor.id)
    .where('incident', 'is not', null)
    .limit(100)
    .execute()
  return {
    id: sensor.id,
    name: sensor.name,
    kind: sensor.kind.id,
    feed: sensor.feed,
    area: sensor.area,
    areaName: deps.reference.areaName(sensor.area),
    lng: sensor.lng,
    lat: sensor.lat,
    attributes: { ...sensor.attributes },
    simulated: sensor.simulated,
    alarms: deps.alarmRows().filter((a) => a.sensor === sensor.id),
    incidents: linked.flatMap((r) => (r.incident === null ? [] : [r.incident])),
    ...(sensor.owner === undefined ? {} : { owner: sensor.owner }),
  }
}
