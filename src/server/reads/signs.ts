// Drill-down: what stands behind an indicator, and everything about one sensor.
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { CaseFact, Indicator } from '../../core/indicate/types.ts'
import { isStale } from '../../core/observe/stale.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import type { SensorDetail } from '../../wire/api.ts'
import type { IndicatorDetail } from '../../wire/signs.ts'
import type { AlarmRow, IncidentRow } from '../../wire/views.ts'
import type { ForesightReads } from '../foresee/types.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Indicators } from '../signs/indicators.ts'
import type { Db } from '../store/db.ts'

/** Sensors listed behind an indicator: the worst ones; the count of all is in the indicator's value. */
const MAX_SENSORS = 500

export interface SignReadDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly now: () => number
  readonly indicators: Pick<Indicators, 'present' | 'sensorsOf' | 'valueOf'>
  /** Absent where nothing is learned. */
  readonly foresight?: ForesightReads | undefined
  readonly incidentRows: () => readonly IncidentRow[]
  readonly alarmRows: () => readonly AlarmRow[]
}

/** Worst first: standing level, then stale, then the value in the bad direction. */
export async function indicatorDetail(deps: SignReadDeps, def: Indicator, area: string): Promise<IndicatorDetail> {
  const now = deps.now()
  const slots = deps.indicators.sensorsOf(def.id, area)
  const rows = slots.flatMap((slot) => sensorRow(deps, def, slot, now))
  const bad = def.polarity === 'higherBetter' ? 1 : -1
  const rank = (level: number): number => (level === 0 ? 5 : level)
  rows.sort(
    (a, b) =>
      rank(a.level) - rank(b.level) || Number(a.fresh) - Number(b.fresh) || bad * ((a.value ?? 0) - (b.value ?? 0)),
  )
  return {
    values: [...deps.indicators.present(def.id)],
    sensors: rows.slice(0, MAX_SENSORS),
    incidents: incidentsBehind(deps, def, area, new Set(rows.map((s) => s.id))),
    ...(await foreseenOf(deps, def, area, now)),
  }
}

function sensorRow(deps: SignReadDeps, def: Indicator, slot: number, now: number): IndicatorDetail['sensors'] {
  const { sensors } = deps
  const s = sensors.entries[slot]
  if (s === undefined) return []
  const metric = Math.max(
    0,
    s.kind.metrics.findIndex((m) => m.id === def.input?.metric),
  )
  const at = sensors.atOf(slot, metric)
  const quality = sensors.qualityOf(slot, metric)
  return [
    {
      id: s.id,
      name: s.name,
      area: s.area,
      ...(at === 0 ? {} : { value: sensors.valueOf(slot, metric), at }),
      fresh: at !== 0 && !isStale(at, s.silentAfterMs, now),
      suspect: (quality & SUSPECT) !== 0,
      quality,
      level: sensors.levelOf(slot),
    },
  ]
}

async function foreseenOf(
  { foresight, indicators }: SignReadDeps,
  def: Indicator,
  area: string,
  now: number,
): Promise<Pick<IndicatorDetail, 'anomaly' | 'learning' | 'scores' | 'lead'>> {
  if (foresight === undefined) return { scores: [] }
  const value = indicators.valueOf(def.id, area)?.value
  const anomaly = value === undefined ? undefined : await foresight.anomalyOf(def.id, area, value, now)
  const learning = foresight.learningOf(def.id, area)
  const lead = await foresight.leadOf(def.id, area)
  return {
    ...(anomaly !== undefined && {
      anomaly: {
        direction: anomaly.direction,
        beyond: anomaly.beyond,
        low: anomaly.cell.low,
        mid: anomaly.cell.mid,
        high: anomaly.cell.high,
        n: anomaly.cell.n,
        why: anomaly.why,
      },
    }),
    ...(learning !== undefined && { learning: { ...learning } }),
    scores: (await foresight.scoresOf(def.id, area)).map((score) => ({ ...score })),
    ...(lead !== undefined && { lead: { ...lead } }),
  }
}

/** Which of the cases on the screens a count is made of; rates of past weeks are told by the evaluation. */
const PICKED: Readonly<Partial<Record<CaseFact, (row: IncidentRow, now: number) => boolean>>> = {
  open: (i) => !isTerminal(i.state),
  overdue: (i, now) => !isTerminal(i.state) && i.clock?.stage === 'handle' && i.clock.dueAt < now,
  severeOpen: (i) => !isTerminal(i.state) && i.level <= 2,
  waitingDispatch: (i) => i.state === 'pendingDispatch',
}

function incidentsBehind(deps: SignReadDeps, def: Indicator, area: string, sensors: ReadonlySet<string>): string[] {
  if (def.formula.type === 'cases') {
    const now = deps.now()
    const isCounted = PICKED[def.formula.of]
    const here = deps.incidentRows().filter((i) => area === deps.reference.city.code || i.area.startsWith(area))
    return here.filter((i) => isCounted === undefined || isCounted(i, now)).map((i) => i.id)
  }
  const linked = deps
    .alarmRows()
    .flatMap((a) => (a.incident !== undefined && sensors.has(a.sensor) ? [a.incident] : []))
  return [...new Set(linked)]
}

export async function sensorDetail(deps: SignReadDeps, sensor: SensorEntry): Promise<SensorDetail> {
  const { sensors } = deps
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
    silentAfterMs: sensor.silentAfterMs,
    current: sensor.kind.metrics.map((_, m) => {
      const at = sensors.atOf(sensor.slot, m)
      return {
        value: at === 0 ? null : sensors.valueOf(sensor.slot, m),
        at,
        quality: sensors.qualityOf(sensor.slot, m),
      }
    }),
    alarms: deps.alarmRows().filter((a) => a.sensor === sensor.id),
    incidents: linked.flatMap((r) => (r.incident === null ? [] : [r.incident])),
    ...(sensor.owner === undefined ? {} : { owner: sensor.owner }),
  }
}
