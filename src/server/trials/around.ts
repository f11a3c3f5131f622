// What became of what sensors saw: cases of their alarms, and cases filed at their places. Reads only.
import { FILED_WITHIN_MS, openNearby, type FiledAlarm, type FiledFacts } from '../../core/alarm/filed.ts'
import type { Db } from '../store/db.ts'

export interface Around {
  /** By sensor id and place. */
  of(sensor: { readonly id: string; readonly lng: number; readonly lat: number }): FiledFacts
}

/** For sensors of these kinds and cases of these matters, around alarms raised within the span (epoch ms). */
export async function openAround(
  db: Db,
  asked: {
    readonly kinds: readonly string[]
    readonly matters: readonly string[]
    readonly from: number
    readonly to: number
  },
): Promise<Around> {
  const until = asked.to + FILED_WITHIN_MS
  const [alarms, cases] = await Promise.all([
    db.pool.query<{ sensor: string; incident: string; raised: number; cleared: number | null }>(
      `select a.sensor, a.incident, extract(epoch from a.raised_at)::float8 * 1000 as raised,
         extract(epoch from a.cleared_at)::float8 * 1000 as cleared
       from alarm a join sensor s on s.id = a.sensor join incident i on i.id = a.incident
       where s.kind = any($1) and i.filed_at is not null and a.raised_at < to_timestamp($3)
         and coalesce(a.cleared_at, 'infinity') >= to_timestamp($2)
       order by a.raised_at`,
      [asked.kinds, asked.from / 1000, until / 1000],
    ),
    db.pool.query<{ id: string; lng: number; lat: number; filed: number }>(
      `select id, lng, lat, extract(epoch from filed_at)::float8 * 1000 as filed from incident
       where matter = any($1) and filed_at >= to_timestamp($2) and filed_at < to_timestamp($3)`,
      [asked.matters, asked.from / 1000, until / 1000],
    ),
  ])
  const bySensor = new Map<string, FiledAlarm[]>()
  for (const { sensor, incident, raised, cleared } of alarms.rows) {
    const alarm = {
      incident,
      raisedAt: Math.round(raised),
      ...(cleared === null ? {} : { clearedAt: Math.round(cleared) }),
    }
    const known = bySensor.get(sensor)
    if (known === undefined) bySensor.set(sensor, [alarm])
    else known.push(alarm)
  }
  const near = openNearby(cases.rows.map(({ id, lng, lat, filed }) => ({ id, lng, lat, filedAt: Math.round(filed) })))
  return { of: (sensor) => ({ alarms: bySensor.get(sensor.id) ?? [], cases: near(sensor) }) }
}
