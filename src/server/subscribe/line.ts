// The line of deliveries of briefs in the store: queueing, taking what is due, and writing down each attempt. Sends nothing.
import type { Text } from '../../core/text.ts'
import type { BriefDelivery, Subscription } from '../../wire/subscriptions.ts'
import type { Db } from '../store/db.ts'

export interface NewBriefDelivery {
  readonly subscription: Pick<Subscription, 'id' | 'way' | 'form'>
  readonly brief: string
  /** The same key again is the same message: it is queued once. */
  readonly key: string
  readonly trial: boolean
  readonly at: number
  readonly dueAt: number
}
export interface Taken {
  readonly id: string
  readonly subscription: string
  readonly brief: string
  readonly key: string
  readonly trial: boolean
  readonly attempts: number
}
export interface Tried {
  readonly at: number
  readonly ok: boolean
  readonly status?: number
  readonly problem?: Text
}

/** Id of the delivery, also when it was there before. */
export async function queueBrief(db: Db, one: NewBriefDelivery): Promise<string> {
  const { subscription, brief, key, trial, at, dueAt } = one
  const { rows } = await db.pool.query<{ id: string }>(
    `with made as (
       insert into brief_delivery (subscription, brief, way, form, trial, key, state, created_at, next_at)
       values ($1, $2, $3, $4, $5, $6, 'waiting', to_timestamp($7), to_timestamp($8))
       on conflict (key) do nothing returning id
     ) select id::text from made union all select id::text from brief_delivery where key = $6 limit 1`,
    [subscription.id, brief, subscription.way, subscription.form, trial, key, at / 1000, dueAt / 1000],
  )
  return rows[0]?.id ?? ''
}

/** Takes what is due until `untilAt`: who crashes meanwhile holds it no longer than that. Several hubs take different ones. */
export async function takeDue(db: Db, now: number, untilAt: number, most: number, only?: string): Promise<Taken[]> {
  const { rows } = await db.pool.query<Taken>(
    `with due as (
       select id from brief_delivery
       where state = 'waiting' and next_at <= to_timestamp($1) and ($4::bigint is null or id = $4::bigint)
       order by next_at limit $3 for update skip locked
     )
     update brief_delivery d set next_at = to_timestamp($2) from due where d.id = due.id
     returning d.id::text, d.subscription, d.brief, d.key, d.trial, d.attempts`,
    [now / 1000, untilAt / 1000, most, only ?? null],
  )
  return rows
}

/** Gives back what was taken and not tried. */
export async function giveBackBrief(db: Db, id: string, at: number): Promise<void> {
  await db.pool.query(`update brief_delivery set next_at = to_timestamp($2) where id = $1 and state = 'waiting'`, [
    id,
    at / 1000,
  ])
}

/** One attempt and what follows from it, together. `nextAt` absent: none follows. */
export async function markTried(db: Db, { id }: Pick<Taken, 'id'>, tried: Tried, nextAt?: number): Promise<void> {
  const { at, ok, status, problem } = tried
  const state = ok ? 'sent' : nextAt === undefined ? 'failed' : 'waiting'
  const words = problem === undefined ? null : JSON.stringify(problem)
  await db.pool.query(
    `with done as (
       update brief_delivery set attempts = attempts + 1, state = $2, problem = $3::jsonb,
         next_at = to_timestamp($4), done_at = case when $2 = 'waiting' then null else to_timestamp($5) end
       where id = $1 returning id
     )
     insert into brief_attempt (delivery, n, at, ok, status, problem)
     select done.id, 1 + coalesce((select max(n) from brief_attempt a where a.delivery = done.id), 0), to_timestamp($5), $6, $7, $3::jsonb
     from done`,
    [id, state, words, nextAt === undefined ? null : nextAt / 1000, at / 1000, ok, status ?? null],
  )
}

/** When the next one is due, epoch ms. */
export async function nextDue(db: Db): Promise<number | undefined> {
  const { rows } = await db.pool.query<{ at: number | null }>(
    `select (extract(epoch from min(next_at)) * 1000)::float8 as at from brief_delivery where state = 'waiting'`,
  )
  return rows[0]?.at ?? undefined
}

/** The newest first, with every attempt. Of these subscriptions, or of one delivery. */
export async function deliveryLog(
  db: Db,
  of: { readonly subscriptions: readonly string[] } | { readonly id: string },
  most: number,
): Promise<BriefDelivery[]> {
  const where = 'id' in of ? 'd.id = $1::bigint' : 'd.subscription = any($1::text[])'
  const { rows } = await db.pool.query<{
    id: string
    subscription: string
    brief: string
    way: Subscription['way']
    form: Subscription['form']
    trial: boolean
    state: BriefDelivery['state']
    attempts: number
    created: number
    next: number | null
    problem: Text | null
    tries: { at: number; ok: boolean; problem: Text | null }[] | null
  }>(
    `select d.id::text, d.subscription, d.brief, d.way, d.form, d.trial, d.state, d.attempts, d.problem,
       round(extract(epoch from d.created_at) * 1000)::float8 as created, round(extract(epoch from d.next_at) * 1000)::float8 as next,
       (select json_agg(json_build_object('at', round(extract(epoch from a.at) * 1000), 'ok', a.ok, 'problem', a.problem) order by a.n)
        from brief_attempt a where a.delivery = d.id) as tries
     from brief_delivery d where ${where} order by d.id desc limit $2`,
    ['id' in of ? of.id : [...of.subscriptions], most],
  )
  return rows.map(({ created, next, problem, tries, ...row }) => ({
    ...row,
    at: created,
    ...(next !== null && row.state === 'waiting' && { nextAt: next }),
    ...(problem !== null && { problem }),
    tries: (tries ?? []).map((one) => ({
      at: one.at,
      ok: one.ok,
      ...(one.problem !== null && { problem: one.problem }),
    })),
  }))
}
