// Every question screens ask of what is stored or standing, in one object for the HTTP room.
import { REJECT_WORDS } from '../../wire/dataWords.ts'
import type { RejectReason } from '../../core/observe/types.ts'
import type { AlarmRow, IncidentRow } from '../../wire/views.ts'
import type { ForesightReads } from '../foresee/types.ts'
import type { SensorTable } from '../live/sensors.ts'
import type { Reads } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { AlarmBook } from '../signs/alarms.ts'
import type { Indicators } from '../signs/indicators.ts'
import { toAlarm } from '../signs/stored.ts'
import type { Names } from '../search/types.ts'
import type { BriefView } from '../../wire/briefs.ts'
import type { Db } from '../store/db.ts'
import { activity } from './activity.ts'
import { find } from './find.ts'
import { searchIncidents } from './search.ts'
import { foreseen, type SeriesPart } from './foreseen.ts'
import { indicatorSeries, type AskedSpan } from './indicatorSeries.ts'
import { sensorSeries } from './series.ts'
import { indicatorSheet, sensorSheet } from './signExport.ts'
import { writeSheet } from './signSheet.ts'
import { indicatorDetail, sensorDetail, type SignReadDeps } from './signs.ts'
import { traceOf } from './trace.ts'

export interface ReadsDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly alarms: AlarmBook
  readonly briefOf: (key: string) => Promise<BriefView | undefined>
  readonly now: () => number
  readonly indicators: Indicators
  /** Absent where nothing is learned. */
  readonly foresight?: ForesightReads | undefined
  readonly incidentRows: () => readonly IncidentRow[]
  readonly names: Names
}

const SEARCH_LIMIT = 200
/** A file holds more than a chart: a month of minutes. */
const EXPORT_POINTS = 50_000

export function openReads(deps: ReadsDeps): Reads {
  const { db, reference, sensors, alarms, now } = deps
  const signs: SignReadDeps = {
    db,
    reference,
    sensors,
    now,
    indicators: deps.indicators,
    foresight: deps.foresight,
    incidentRows: deps.incidentRows,
    alarmRows: () => alarms.rows(),
  }
  const city = reference.city.code
  const { utcOffsetMinutes } = reference.city
  const seriesOf = (id: string, metric: string | undefined) => {
    const sensor = sensors.get(id)
    const index = metric === undefined ? 0 : (sensor?.kind.metrics.findIndex((m) => m.id === metric) ?? -1)
    return sensor === undefined || index < 0 ? undefined : { sensor, index }
  }

  return {
    sensorDetail: async (id) => {
      const sensor = sensors.get(id)
      return sensor === undefined ? undefined : sensorDetail(signs, sensor)
    },
    series: async (id, metric, asked) => {
      const found = seriesOf(id, metric)
      return found && sensorSeries(db, found.sensor, found.index, asked, utcOffsetMinutes)
    },
    exportSensor: async (id, metric, asked, format, by) => {
      const found = seriesOf(id, metric)
      if (found === undefined) return undefined
      const { sensor, index } = found
      const series = await sensorSeries(db, sensor, index, { ...asked, points: EXPORT_POINTS }, utcOffsetMinutes)
      return writeSheet(sensorSheet({ reference, sensors, now }, sensor, index, { ...asked, by }, series), format)
    },
    indicatorDetail: async (id, area) => {
      const def = reference.indicators.get(id)
      return def === undefined ? undefined : indicatorDetail(signs, def, area ?? city)
    },
    indicatorSeries: async (id, { area = city, with: parts, ...span }) => {
      const def = reference.indicators.get(id)
      if (def === undefined) return undefined
      const asked: AskedSpan = { indicator: id, area, ...span }
      const figures = (one: AskedSpan) => indicatorSeries(db, one, def.unit, utcOffsetMinutes)
      const wanted = new Set(parts?.split(',') as SeriesPart[] | undefined)
      return {
        ...(await figures(asked)),
        ...(deps.foresight !== undefined && (await foreseen(deps.foresight, asked, wanted, figures))),
      }
    },
    exportIndicator: async (id, { area = city, from, to }, format, by) => {
      const def = reference.indicators.get(id)
      if (def === undefined) return undefined
      const span: AskedSpan = { indicator: id, area, from, to, points: EXPORT_POINTS }
      const series = await indicatorSeries(db, span, def.unit, utcOffsetMinutes)
      const slots = deps.indicators.sensorsOf(id, area)
      return writeSheet(indicatorSheet({ reference, sensors, now }, def, { area, from, to, by }, series, slots), format)
    },
    activity: (from, to, stepMs) => activity(db, from, to, stepMs, now()),
    trace: (incident) =>
      traceOf(
        {
          db,
          reference,
          briefOf: deps.briefOf,
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
    find: (query, actor) => find({ db, reference, names: deps.names, now }, query, actor),
  }
}

/** Alarms of a case: those still on screen as they stand, older ones from the store. */
async function alarmsOf({ db, alarms, sensors }: ReadsDeps, incident: string): Promise<AlarmRow[]> {
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
    const rule = alarms.ruleOf(row.rule)
    if (sensor === undefined || rule === undefined) return []
    return [alarms.row({ alarm: toAlarm(row), sensor, rule, incident })]
  })
}
