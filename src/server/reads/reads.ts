// Every question screens ask of what is stored or standing, in one object for the HTTP room.
import { REJECT_WORDS } from '../../wire/words.ts'
import type { RejectReason } from '../../core/observe/types.ts'
import type { AlarmRow, IncidentRow, IndicatorView } from '../../wire/views.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { Reads } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { AlarmBook } from '../signs/alarms.ts'
import { toAlarm } from '../signs/stored.ts'
import type { Db } from '../store/db.ts'
import { activity } from './activity.ts'
import { briefOf, type BriefDeps } from './brief.ts'
import { find } from './find.ts'
import { searchIncidents } from './search.ts'
import { indicatorSeries, sensorSeries } from './series.ts'
import { indicatorDetail, sensorDetail, type SignReadDeps } from './signs.ts'
import { traceOf } from './trace.ts'

export interface ReadsDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly alarms: AlarmBook
  readonly brief: BriefDeps
  readonly now: () => number
  readonly indicatorRows: () => readonly IndicatorView[]
  readonly incidentRows: () => readonly IncidentRow[]
}

const SEARCH_LIMIT = 200

export function openReads(deps: ReadsDeps): Reads {
  const { db, reference, sensors, alarms, now } = deps
  const signs: SignReadDeps = {
    db,
    reference,
    sensors,
    now,
    indicatorRows: deps.indicatorRows,
    incidentRows: deps.incidentRows,
    alarmRows: () => alarms.rows(),
  }
  const city = reference.city.code
  const metricIndex = (kind: { metrics: readonly { id: string }[] }, metric: string | undefined): number =>
    metric === undefined ? 0 : kind.metrics.findIndex((m) => m.id === metric)

  return {
    sensorDetail: async (id) => {
      const sensor = sensors.get(id)
      return sensor === undefined ? undefined : sensorDetail(signs, sensor)
    },
    series: async (id, metric, from, to) => {
      const sensor = sensors.get(id)
      const index = sensor === undefined ? -1 : metricIndex(sensor.kind, metric)
      return sensor === undefined || index < 0 ? undefined : sensorSeries(db, sensor, index, from, to)
    },
    indicatorDetail: async (id, area) => {
      const def = reference.indicators.get(id)
      return def === undefined ? undefined : indicatorDetail(signs, def, area ?? city)
    },
    indicatorSeries: async (id, area, from, to) => {
      const def = reference.indicators.get(id)
      return def === undefined ? undefined : indicatorSeries(db, id, area ?? city, def.unit, from, to)
    },
    activity: (from, to, stepMs) => activity(db, from, to, stepMs, now()),
    brief: (date) => briefOf(deps.brief, date),
    trace: (incident) =>
      traceOf(
        {
          db,
          reference,
          briefOf: (date) => briefOf(deps.brief, date),
          unitOf: (sensor, metric) => sensors.get(sensor)?.kind.metrics.find((m) => m.id === metric)?.unit ?? '',
        },
        incident,
      ),
    rejects: async (feed) => {
      const rows = await db.query
        .selectFrom('reject')
        .selectAll()
        .where('feed', '=', feed)
        .orderBy('id', 'desc')
        .limit(SEARCH_LIMIT)
        .execute()
      return rows.map((r) => ({
        at: r.at.getTime(),
        feed: r.feed,
        reason: r.reason,
        text: REJECT_WORDS[r.reason as RejectReason] ?? { zh: r.reason, en: r.reason },
        topic: r.topic,
        payload: r.payload,
        bytes: r.bytes,
      }))
    },
    alarmsOf: async (incident) => alarmsOf(deps, incident),
    searchIncidents: (query) => searchIncidents({ db, reference, now }, query),
    find: (q, actor) => find({ db, reference, sensors }, q, actor),
  }
}

/** Alarms of a case: those still on screen as they stand, older ones from the store. */
async function alarmsOf({ db, alarms, sensors, reference }: ReadsDeps, incident: string): Promise<AlarmRow[]> {
  const rows = await db.query
    .selectFrom('alarm')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('raised_at')
    .limit(SEARCH_LIMIT)
    .execute()
  return rows.flatMap((row): AlarmRow[] => {
    const known = alarms.get(row.id)
    if (known !== undefined) return [alarms.row({ ...known, incident })]
    const sensor = sensors.get(row.sensor)
    const rule = reference.alarmRules.get(row.rule)
    if (sensor === undefined || rule === undefined) return []
    return [alarms.row({ alarm: toAlarm(row), sensor, rule, incident })]
  })
}
