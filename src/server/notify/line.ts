// The line of deliveries in the store: queueing, taking the next ones of a receiver, and writing down what became of them.
// One receiver's messages go in the order they came; the oldest one that waits is the lock on all of them.
import type { Text } from '../../core/text.ts'
import type { WebhookTopic } from '../../wire/notify.ts'
import type { Db, Queries } from '../store/db.ts'

export interface NewDelivery {
  readonly webhook: string
  /** The same key again is the same message: it is queued once. */
  readonly key: string
  readonly topic: WebhookTopic
  readonly incident?: string
  readonly text: Text
  readonly body: unknown
}

export interface Waiting {
  readonly id: string
  readonly key: string
  readonly text: Text
  readonly body: unknown
  readonly attempts: number
}

/** The rows to insert; due at once. */
export function deliveryRows(deliveries: readonly NewDelivery[], now: number) {
  return deliveries.map(({ webhook, key, topic, incident, text, body }) => ({
    webhook,
    key,
    topic,
    incident: incident ?? null,
    text: JSON.stringify(text),
    body: JSON.stringify(body),
    created_at: new Date(now),
    next_at: new Date(now),
  }))
}

export async function queue(query: Queries, deliveries: readonly NewDelivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return
  await query
    .insertInto('delivery')
    .values(deliveryRows(deliveries, now))
    .onConflict((c) => c.columns(['webhook', 'key']).doNothing())
    .execute()
}

/** When the oldest waiting delivery of each enabled receiver is due, epoch ms. */
export async function dueTimes(db: Db): Promise<{ webhook: string; at: number }[]> {
  const { rows } = await db.pool.query<{ webhook: string; at: number }>(
    `select w.id as webhook, (extract(epoch from coalesce(d.next_at, to_timestamp(0))) * 1000)::float8 as at
     from webhook w cross join lateral
       (select next_at from delivery where webhook = w.id and state = 'waiting' order by id limit 1) d
     where w.enabled`,
  )
  return rows
}

/**
 * Takes the oldest waiting deliveries of a receiver until `untilAt`: who crashes meanwhile holds them no longer than that.
 * Empty when the oldest is not due, which is also what another hub finds while this one is sending.
 */
export async function take(db: Db, webhook: string, most: number, now: number, untilAt: number): Promise<Waiting[]> {
  const { rows } = await db.pool.query<Waiting>(
    `with head as (
       select id, next_at from delivery where webhook = $1 and state = 'waiting' order by id limit 1 for update
     ), line as (
       select id from delivery where webhook = $1 and state = 'waiting' order by id limit $2
     ), taken as (
       update delivery d set next_at = to_timestamp($4) from head, line
       where d.id = line.id and d.state = 'waiting' and head.next_at <= to_timestamp($3)
       returning d.id, d.key, d.text, d.body, d.attempts
     )
     select * from taken order by id`,
    [webhook, most, now / 1000, untilAt / 1000],
  )
  return rows
}

export async function markDone(db: Db, ids: readonly string[], status: number, now: number): Promise<void> {
  await db.query
    .updateTable('delivery')
    .set((e) => ({
      state: 'done',
      attempts: e('attempts', '+', 1),
      done_at: new Date(now),
      next_at: null,
      status,
      error: null,
    }))
    .where('id', 'in', ids)
    .execute()
}

export async function markFailed(
  db: Db,
  ids: readonly string[],
  failure: { readonly dead: boolean; readonly nextAt: number; readonly status?: number; readonly error: string },
): Promise<void> {
  await db.query
    .updateTable('delivery')
    .set((e) => ({
      state: failure.dead ? 'dead' : 'waiting',
      attempts: e('attempts', '+', 1),
      next_at: failure.dead ? null : new Date(failure.nextAt),
      status: failure.status ?? null,
      error: failure.error,
    }))
    .where('id', 'in', ids)
    .execute()
}

/** Gives back what was taken and not tried; due again at `at`. */
export async function giveBack(db: Db, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return
  await db.query
    .updateTable('delivery')
    .set({ next_at: new Date(at) })
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute()
}
