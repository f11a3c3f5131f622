// Registers devices: from the listed file at start, from trusted feeds as they announce them, from open feeds as they appear.
import { silentAfterMs } from '../../core/observe/stale.ts'
import type { Feed, SensorKind } from '../../wire/reference.ts'
import type { NewSensor, SensorEntry, SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'

/** A device with its place resolved, ready to be stored. */
export interface Registration {
  readonly feed: Feed
  readonly device: string
  readonly kind: SensorKind
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly area: string
  readonly district: string
  readonly owner?: string
  readonly maintainer?: string
  readonly attributes: Readonly<Record<string, string | number>>
}

export const sensorIdOf = (feed: string, device: string): string => `${feed}/${device}`

const sameFacts = (a: NewSensor, b: Registration): boolean =>
  a.kind.id === b.kind.id &&
  a.name === b.name &&
  a.lng === b.lng &&
  a.lat === b.lat &&
  a.area === b.area &&
  a.owner === b.owner &&
  a.maintainer === b.maintainer &&
  a.simulated === b.feed.simulated &&
  JSON.stringify(a.attributes) === JSON.stringify(b.attributes)

/** Stores what is new or changed, with a series per metric, and puts it into the hot table. Returns those. */
export async function register(
  db: Db,
  table: SensorTable,
  devices: readonly Registration[],
  now: number,
): Promise<readonly SensorEntry[]> {
  // The last word on one device wins: one statement may not touch a row twice.
  const wanted = new Map<string, Registration>()
  for (const d of devices) {
    const known = table.find(d.feed.id, d.device)
    if (known === undefined || !sameFacts(known, d)) wanted.set(sensorIdOf(d.feed.id, d.device), d)
  }
  if (wanted.size === 0) return []
  const list = [...wanted]
  const column = <T>(of: (d: Registration) => T): T[] => list.map(([, d]) => of(d))
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `insert into sensor (id, feed, device, kind, name, lng, lat, area, district, owner, maintainer, attributes, simulated, registered_at)
       select i, f, d, k, n, x, y, a, di, o, m, at::jsonb, s, to_timestamp($14)
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[], $13::bool[]) as t (i, f, d, k, n, x, y, a, di, o, m, at, s)
       on conflict (id) do update set kind = excluded.kind, name = excluded.name, lng = excluded.lng, lat = excluded.lat,
         area = excluded.area, district = excluded.district, owner = excluded.owner, maintainer = excluded.maintainer,
         attributes = excluded.attributes, simulated = excluded.simulated`,
      [
        list.map(([id]) => id),
        column((d) => d.feed.id),
        column((d) => d.device),
        column((d) => d.kind.id),
        column((d) => d.name),
        column((d) => d.lng),
        column((d) => d.lat),
        column((d) => d.area),
        column((d) => d.district),
        column((d) => d.owner ?? null),
        column((d) => d.maintainer ?? null),
        column((d) => JSON.stringify(d.attributes)),
        column((d) => d.feed.simulated),
        now / 1000,
      ],
    )
    const pairs = list.flatMap(([id, d]) => d.kind.metrics.map((m) => [id, m.id] as const))
    await client.query(
      `insert into series (sensor, metric) select s, m from unnest($1::text[], $2::text[]) as t (s, m) on conflict (sensor, metric) do nothing`,
      [pairs.map((p) => p[0]), pairs.map((p) => p[1])],
    )
    const { rows } = await client.query<{ id: number; sensor: string; metric: string }>(
      'select id, sensor, metric from series where sensor = any($1)',
      [list.map(([id]) => id)],
    )
    await client.query('commit')
    const seriesOf = new Map(rows.map((r) => [`${r.sensor} ${r.metric}`, r.id]))
    return list.map(([id, d]) => table.put(toEntry(id, d, (metric) => seriesOf.get(`${id} ${metric}`) ?? 0)))
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

function toEntry(id: string, d: Registration, seriesOf: (metric: string) => number): NewSensor {
  return {
    id,
    feed: d.feed.id,
    device: d.device,
    kind: d.kind,
    name: d.name,
    lng: d.lng,
    lat: d.lat,
    area: d.area,
    district: d.district,
    ...(d.owner === undefined ? {} : { owner: d.owner }),
    ...(d.maintainer === undefined ? {} : { maintainer: d.maintainer }),
    attributes: d.attributes,
    simulated: d.feed.simulated,
    silentAfterMs: silentAfterMs(d.kind.staleAfterMs, d.feed.everyMs),
    everyMs: d.feed.everyMs,
    series: d.kind.metrics.map((m) => seriesOf(m.id)),
  }
}
