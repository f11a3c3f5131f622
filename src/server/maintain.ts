// What the hub does by the hour: rolls observations up, drops what policy says, bounds the samples of refusals.
import type { Db } from './store/db.ts'
import { dropPartitionsBefore } from './store/partitions.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Minutes of streets and grids: there are ten times as many as of districts, and their hours tell the rest. */
const SMALL_AREAS_KEPT_MS = 7 * DAY_MS
/** Hours outlive the values they were made of: what is normal, and the same time last year, are told by them. */
const HOURS_KEPT_MS = 3 * 366 * DAY_MS
/** How far back a round looks for them: the one before has done the rest. What a hub away for longer leaves goes with the days. */
const ROUND_MS = HOUR_MS
/** Refusals kept per feed and reason, the newest. */
const REJECTS_KEPT = 50
/** Mean, least and greatest of every series in one hour (its start, epoch ms). An hour at a time keeps the store answering. */
export async function rollUpHour(db: Db, hourAt: number): Promise<void> {
  await db.pool.query(
    `insert into observation_hour (series, hour, n, sum, min, max)
     select series, to_timestamp($1), count(*), sum(value), min(value), max(value) from observation
     where occurred_at >= to_timestamp($1) and occurred_at < to_timestamp($2) group by series
     on conflict (series, hour) do update set n = excluded.n, sum = excluded.sum, min = excluded.min, max = excluded.max`,
    [hourAt / 1000, (hourAt + HOUR_MS) / 1000],
  )
}

/** Hours whose values changed since they were rolled up. The current hour waits until it is over. */
export class DirtyHours {
  private readonly hours = new Set<number>()

  /** A run begins with the hours that an earlier one may have left. */
  constructor(
    now: number,
    private readonly leftOver = 3,
  ) {
    for (let i = 0; i <= this.leftOver; i++) this.touch(now - i * HOUR_MS)
  }

  touch(occurredAt: number): void {
    this.hours.add(Math.floor(occurredAt / HOUR_MS) * HOUR_MS)
  }

  takeEnded(now: number): number[] {
    const ended = [...this.hours].filter((hour) => hour + HOUR_MS <= now).sort((a, b) => a - b)
    for (const hour of ended) this.hours.delete(hour)
    return ended
  }
}

export async function trimRejects(db: Db): Promise<void> {
  await db.pool.query(
    `delete from reject where id in (
       select id from (select id, row_number() over (partition by feed, reason order by id desc) as n from reject) as r where n > $1)`,
    [REJECTS_KEPT],
  )
}

/** Everything older than the retention, except cases and their logs, which stay. */
export async function expire(db: Db, retentionDays: number, now: number): Promise<void> {
  const before = now - retentionDays * DAY_MS
  await dropPartitionsBefore(db, before)
  await db.pool.query('delete from indicator_value where at < to_timestamp($1)', [before / 1000])
  await db.pool.query(
    `delete from indicator_value where at >= to_timestamp($1) and at < to_timestamp($2) and length(area) > 6`,
    [(now - SMALL_AREAS_KEPT_MS - ROUND_MS) / 1000, (now - SMALL_AREAS_KEPT_MS) / 1000],
  )
  await db.pool.query('delete from indicator_hour where hour < to_timestamp($1)', [(now - HOURS_KEPT_MS) / 1000])
  await db.pool.query('delete from outbox where done_at < to_timestamp($1)', [(now - DAY_MS) / 1000])
  await db.pool.query('delete from command where at < to_timestamp($1)', [(now - 30 * DAY_MS) / 1000])
  await db.pool.query('delete from notice where at < to_timestamp($1)', [(now - 90 * DAY_MS) / 1000])
  await db.pool.query(`delete from delivery where state = 'done' and done_at < to_timestamp($1)`, [
    (now - 30 * DAY_MS) / 1000,
  ])
  // Dead ones wait for somebody to look, but not for ever; what a removed receiver left behind goes at once.
  await db.pool.query(
    `delete from delivery where (state = 'dead' and created_at < to_timestamp($1))
       or not exists (select 1 from webhook w where w.id = delivery.webhook)`,
    [(now - 180 * DAY_MS) / 1000],
  )
  await db.pool.query('delete from sign_in where expires_at < to_timestamp($1)', [now / 1000])
}

/** One round. */
export async function maintain(db: Db, retentionDays: number, dirty: DirtyHours, now: number): Promise<void> {
  for (const hour of dirty.takeEnded(now)) {
    await rollUpHour(db, hour).catch((error: unknown) => {
      dirty.touch(hour)
      throw error
    })
  }
  await trimRejects(db)
  await expire(db, retentionDays, now)
}
