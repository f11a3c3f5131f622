// Does what the outbox asks: opens the case of an alarm or of a report. Each effect is safe to repeat.
import { fingerprintOf } from '../core/alarm/state.ts'
import { canBeCalled } from '../core/incident/caller.ts'
import { why } from '../core/alarm/why.ts'
import type { Report } from '../core/observe/types.ts'
import type { Place } from '../core/place.ts'
import type { Effect } from './effects.ts'
import type { Cases } from './ports.ts'
import type { AlarmBook, KnownAlarm } from './signs/alarms.ts'
import type { Db } from './store/db.ts'

export interface PerformDeps {
  readonly db: Db
  readonly cases: Pick<Cases, 'fromAlarm' | 'fromReport'>
  readonly alarms: AlarmBook
}

export async function performEffect(effect: Effect, { db, cases, alarms }: PerformDeps): Promise<void> {
  if (effect.kind === 'report') {
    const found = await reportOf(db, effect.payload.report, effect.payload.condition)
    if (found !== undefined) await cases.fromReport(found)
    return
  }
  const known = alarms.get(effect.payload.alarm)
  // A rule changed meanwhile may open none any more.
  if (known !== undefined && known.incident === undefined && known.rule.incident !== undefined)
    alarms.linked(known.alarm.id, await cases.fromAlarm(toCaseInput(known)))
}

function toCaseInput({ alarm, rule, sensor }: KnownAlarm): Parameters<Cases['fromAlarm']>[0] {
  const metric = sensor.kind.metrics.find((m) => m.id === alarm.metric)
  const street = sensor.area === sensor.district ? undefined : sensor.area
  return {
    alarm,
    rule,
    fingerprint: fingerprintOf(rule, { sensor: sensor.id, street, district: sensor.district }),
    place: { lng: sensor.lng, lat: sensor.lat, area: sensor.area, address: sensor.name },
    sensorName: sensor.name,
    why: why(
      { type: 'raised', level: alarm.level, at: alarm.raisedAt, value: alarm.value, because: alarm.because },
      rule,
      metric ?? { name: rule.name, unit: '', decimals: 2 },
    ),
    simulated: sensor.simulated,
    ...(sensor.owner === undefined ? {} : { owner: sensor.owner }),
    ...(sensor.maintainer === undefined ? {} : { maintainer: sensor.maintainer }),
  }
}

/** A stored report as the case room wants it. Personal data stays behind: a case only needs to know whether anybody can be called. */
async function reportOf(
  db: Db,
  id: string,
  condition: string | null,
): Promise<Parameters<Cases['fromReport']>[0] | undefined> {
  const row = await db.query.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.lng === null || row.lat === null || row.area === null) return undefined
  const report: Report = {
    id: row.id,
    channel: row.channel as Report['channel'],
    text: row.text,
    occurredAt: row.occurred_at.getTime(),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.matter === null ? {} : { matter: row.matter }),
    ...(condition === null ? {} : { condition }),
  }
  const place: Place = {
    lng: row.lng,
    lat: row.lat,
    area: row.area,
    ...(row.address === null ? {} : { address: row.address }),
  }
  return { reportId: row.id, report, place, callable: canBeCalled(row.reporter ?? undefined), simulated: row.simulated }
}
