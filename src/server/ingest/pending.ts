// What waits to be written in one go, and how it is written. Nothing in it has been acknowledged yet.
import type { PoolClient } from 'pg'
import type { Alarm } from '../../core/alarm/types.ts'
import { Quality, type RejectReason, type Report } from '../../core/observe/types.ts'
import type { Place } from '../../core/place.ts'
import type { SensorEntry } from '../live/sensors.ts'

export interface PendingObservation {
  readonly sensor: SensorEntry
  readonly metric: number
  readonly value: number
  readonly quality: number
  readonly occurredAt: number
  readonly recordedAt: number
  /** Not newer than what is stored: may repeat or correct a row. */
  readonly behind: boolean
}

/** A value that is in the store, or in the same batch, and came again. */
export interface PendingRepeat {
  readonly sensor: SensorEntry
  readonly metric: number
  readonly occurredAt: number
}

export interface PendingReject {
  readonly at: number
  readonly feed: string
  readonly reason: RejectReason
  readonly detail: string
  readonly topic: string
  readonly payload: string
  readonly bytes: number
}

export interface PendingReport {
  readonly id: string
  readonly feed: string
  readonly report: Report
  readonly place: Place
  readonly recordedAt: number
  readonly simulated: boolean
}

/** Alarm rows to write: new ones, and changes of standing ones. */
export type PendingAlarm =
  | { readonly type: 'raised'; readonly alarm: Alarm; readonly open: boolean }
  | { readonly type: 'level'; readonly alarm: Alarm; readonly open: boolean }
  | { readonly type: 'cleared'; readonly alarm: Alarm }

const seconds = (ms: number): number => ms / 1000
/** An array of numbers as PostgreSQL writes it. Given as text: the driver would quote and escape number by number. */
const list = (numbers: readonly number[]): string => `{${numbers.join(',')}}`

/** Plain inserts of values newer than any before: one statement for all. A row already there (written before a crash, sent again) stays. */
export async function insertObservations(client: PoolClient, rows: readonly PendingObservation[]): Promise<void> {
  if (rows.length === 0) return
  const series: number[] = []
  const occurred: number[] = []
  const recorded: number[] = []
  const values: number[] = []
  const quality: number[] = []
  for (const row of rows) {
    series.push(row.sensor.series[row.metric] ?? 0)
    occurred.push(seconds(row.occurredAt))
    recorded.push(seconds(row.recordedAt))
    values.push(row.value)
    quality.push(row.quality)
  }
  await client.query({
    text: `insert into observation (series, occurred_at, recorded_at, value, quality)
           select s, to_timestamp(o), to_timestamp(r), v, q
           from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::smallint[]) as t (s, o, r, v, q)
           on conflict do nothing`,
    values: [list(series), list(occurred), list(recorded), list(values), list(quality)],
  })
}

/**
 * Values that came after newer ones: new rows, repetitions (the stored one is marked as such) or corrections (the value is
 * replaced). Returns those that repeated a stored row.
 */
export async function mergeObservations(
  client: PoolClient,
  rows: readonly PendingObservation[],
): Promise<PendingObservation[]> {
  const repeated: PendingObservation[] = []
  for (const row of rows) {
    const { rows: stored } = await client.query<{ repeated: boolean }>({
      text: `insert into observation (series, occurred_at, recorded_at, value, quality)
             values ($1, to_timestamp($2), to_timestamp($3), $4, $5)
             on conflict (series, occurred_at) do update
               set value = excluded.value,
                   quality = case when observation.value is distinct from excluded.value
                     then excluded.quality else observation.quality | ${Quality.repeated} end,
                   recorded_at = case when observation.value is distinct from excluded.value
                     then excluded.recorded_at else observation.recorded_at end
               where observation.value is distinct from excluded.value or observation.quality & ${Quality.repeated} = 0
             returning quality & ${Quality.repeated} <> 0 as repeated`,
      values: [
        row.sensor.series[row.metric] ?? 0,
        seconds(row.occurredAt),
        seconds(row.recordedAt),
        row.value,
        row.quality,
      ],
    })
    if (stored[0]?.repeated !== false) repeated.push(row)
  }
  return repeated
}

/** Marked in one go; a flood of repetitions (everything sent again after a reconnect) is counted, and marked as far as this. */
const MOST_MARKED = 500

/** Marks stored values that came again. */
export async function markRepeats(client: PoolClient, repeats: readonly PendingRepeat[]): Promise<void> {
  if (repeats.length === 0) return
  const marked = repeats.slice(0, MOST_MARKED)
  await client.query(
    `update observation o set quality = o.quality | ${Quality.repeated}
     from unnest($1::int[], $2::float8[]) as x (s, at)
     where o.series = x.s and o.occurred_at = to_timestamp(x.at) and o.quality & ${Quality.repeated} = 0`,
    [marked.map((r) => r.sensor.series[r.metric] ?? 0), marked.map((r) => seconds(r.occurredAt))],
  )
}

export async function writeAlarms(client: PoolClient, changes: readonly PendingAlarm[], now: number): Promise<void> {
  for (const change of changes) {
    const { alarm } = change
    if (change.type === 'raised')
      await client.query(
        `insert into alarm (id, rule, sensor, metric, level, value, raised_at, recorded_at, because)
         values ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), $9) on conflict do nothing`,
        [
          alarm.id,
          alarm.rule,
          alarm.sensor,
          alarm.metric,
          alarm.level,
          alarm.value,
          seconds(alarm.raisedAt),
          seconds(alarm.recordedAt),
          JSON.stringify(alarm.because),
        ],
      )
    else if (change.type === 'level')
      await client.query('update alarm set level = $2, value = $3, because = $4 where id = $1', [
        alarm.id,
        alarm.level,
        alarm.value,
        JSON.stringify(alarm.because),
      ])
    else
      await client.query('update alarm set cleared_at = to_timestamp($2), cleared_reason = $3 where id = $1', [
        alarm.id,
        seconds(alarm.clearedAt ?? now),
        alarm.clearedReason === undefined ? null : JSON.stringify(alarm.clearedReason),
      ])
    // The effect is written with its cause: a crash in between repeats it, never loses it.
    if (change.type !== 'cleared' && change.open)
      await client.query(`insert into outbox (kind, payload, created_at) values ('alarm', $1, to_timestamp($2))`, [
        JSON.stringify({ alarm: alarm.id }),
        seconds(now),
      ])
  }
}

/** Writes reports that are new and asks for their cases. Returns the ids that were there already. */
export async function writeReports(
  client: PoolClient,
  reports: readonly PendingReport[],
  now: number,
): Promise<Set<string>> {
  const repeated = new Set<string>()
  for (const { id, feed, report, place, recordedAt, simulated } of reports) {
    const { rowCount } = await client.query(
      `insert into report (id, feed, channel, text, occurred_at, recorded_at, lng, lat, area, address, matter, reporter, simulated)
       values ($1, $2, $3, $4, to_timestamp($5), to_timestamp($6), $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
      [
        id,
        feed,
        report.channel,
        report.text,
        seconds(report.occurredAt),
        seconds(recordedAt),
        place.lng,
        place.lat,
        place.area,
        place.address ?? null,
        report.matter ?? null,
        report.reporter === undefined ? null : JSON.stringify(report.reporter),
        simulated,
      ],
    )
    if (rowCount === 0) repeated.add(id)
    else
      await client.query(`insert into outbox (kind, payload, created_at) values ('report', $1, to_timestamp($2))`, [
        JSON.stringify({ report: id, condition: report.condition ?? null }),
        seconds(now),
      ])
  }
  return repeated
}

export async function writeRejects(client: PoolClient, rejects: readonly PendingReject[]): Promise<void> {
  if (rejects.length === 0) return
  await client.query(
    `insert into reject (at, feed, reason, detail, topic, payload, bytes)
     select to_timestamp(a), f, r, d, t, p, b
     from unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[]) as x (a, f, r, d, t, p, b)`,
    [
      rejects.map((r) => seconds(r.at)),
      rejects.map((r) => r.feed),
      rejects.map((r) => r.reason),
      rejects.map((r) => r.detail),
      rejects.map((r) => r.topic),
      rejects.map((r) => r.payload),
      rejects.map((r) => r.bytes),
    ],
  )
}

export async function writeCounters(
  client: PoolClient,
  rows: readonly { feed: string; hourAt: number; outcome: string; n: number; lastAt: number }[],
): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into feed_hour (feed, hour, outcome, n, last_at)
     select f, to_timestamp(h), o, n, to_timestamp(l)
     from unnest($1::text[], $2::float8[], $3::text[], $4::bigint[], $5::float8[]) as x (f, h, o, n, l)
     on conflict (feed, hour, outcome) do update set n = feed_hour.n + excluded.n, last_at = greatest(feed_hour.last_at, excluded.last_at)`,
    [
      rows.map((r) => r.feed),
      rows.map((r) => seconds(r.hourAt)),
      rows.map((r) => r.outcome),
      rows.map((r) => r.n),
      rows.map((r) => seconds(r.lastAt)),
    ],
  )
}
