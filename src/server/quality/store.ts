// Writes what the book counted. One transaction: what was counted is stored once, or handed back to be tried again.
import type { PoolClient } from 'pg'
import type { SensorTable } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import { COUNTED, groupRows, type HourCounts, type QualityBook } from './book.ts'

/** Rows in one statement: some tens of milliseconds on two cores. */
const ROWS_AT_ONCE = 5_000

interface SensorRow {
  readonly sensor: string
  readonly hourAt: number
  readonly flag: string
  readonly n: number
}

/** Stores the counts since the last time. They follow within a minute, and a crash loses at most that minute of counting. */
export async function storeCounts(db: Db, sensors: SensorTable, book: QualityBook): Promise<void> {
  const taken = book.take()
  if (taken.length === 0) return
  const client = await db.pool.connect().catch((error: unknown) => {
    book.restore(taken)
    throw error
  })
  let broken = false
  try {
    await client.query('begin')
    await writeGroups(client, book, taken)
    const rows = sensorRows(sensors, taken)
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) await writeSensors(client, rows.slice(i, i + ROWS_AT_ONCE))
    await client.query('commit')
  } catch (error) {
    book.restore(taken)
    await client.query('rollback').catch(() => (broken = true))
    throw error
  } finally {
    client.release(broken)
  }
}

function sensorRows(sensors: SensorTable, taken: readonly HourCounts[]): SensorRow[] {
  const rows: SensorRow[] = []
  for (const { hourAt, sensors: bySlot } of taken)
    for (const [slot, ns] of bySlot)
      for (const [i, n] of ns.entries()) {
        const flag = COUNTED[i]
        const sensor = sensors.entries[slot]
        if (n !== 0 && flag !== undefined && sensor !== undefined) rows.push({ sensor: sensor.id, hourAt, flag, n })
      }
  return rows
}

async function writeSensors(client: PoolClient, rows: readonly SensorRow[]): Promise<void> {
  await client.query(
    `insert into quality_hour (sensor, hour, flag, n)
     select s.idx, to_timestamp(h), f, n
     from unnest($1::text[], $2::float8[], $3::text[], $4::int[]) as x (id, h, f, n) join sensor s on s.id = x.id
     on conflict (sensor, hour, flag) do update set n = quality_hour.n + excluded.n`,
    [rows.map((r) => r.sensor), rows.map((r) => r.hourAt / 1000), rows.map((r) => r.flag), rows.map((r) => r.n)],
  )
}

async function writeGroups(client: PoolClient, book: QualityBook, taken: readonly HourCounts[]): Promise<void> {
  const rows = taken.flatMap((counts) =>
    [...groupRows(book.groups, counts)].map(([group, flag, n]) => ({ ...group, hourAt: counts.hourAt, flag, n })),
  )
  if (rows.length === 0) return
  await client.query(
    `insert into quality_group_hour (feed, owner, maintainer, hour, flag, n)
     select f, o, m, to_timestamp(h), w, n
     from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::bigint[]) as x (f, o, m, h, w, n)
     on conflict (hour, feed, owner, maintainer, flag) do update set n = quality_group_hour.n + excluded.n`,
    [
      rows.map((r) => r.feed),
      rows.map((r) => r.owner),
      rows.map((r) => r.maintainer),
      rows.map((r) => r.hourAt / 1000),
      rows.map((r) => r.flag),
      rows.map((r) => r.n),
    ],
  )
}

/** Forgets counts and ended silences from before an instant (epoch ms), as the observations are. */
export async function forgetBefore(db: Db, before: number): Promise<void> {
  for (const sql of [
    'delete from quality_hour where hour < to_timestamp($1)',
    'delete from quality_group_hour where hour < to_timestamp($1)',
    'delete from silence where to_at < to_timestamp($1)',
  ])
    await db.pool.query(sql, [before / 1000])
}
