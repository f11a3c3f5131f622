// Subscriptions in the store. Decides nothing about who may have which.
import { randomBytes } from 'node:crypto'
import type { Subscription } from '../../wire/subscriptions.ts'
import { ProblemError } from '../problems.ts'
import type { Db } from '../store/db.ts'

export interface Kept {
  readonly subscription: Subscription
  readonly secret: string
  /** Made or switched on: what was issued before is not sent. */
  readonly since: number
}

const changed = () =>
  new ProblemError('subscriptionChanged', {
    zh: '订阅已被他人更改，请刷新后再试',
    en: 'Somebody else has changed this subscription; load it again',
  })

export class SubscriptionStore {
  constructor(private readonly db: Db) {}

  async all(): Promise<Kept[]> {
    const rows = await this.db.query.selectFrom('subscription').selectAll().orderBy('account').orderBy('id').execute()
    return rows.map(({ body, secret, since }) => ({ subscription: body, secret, since: since.getTime() }))
  }

  async get(id: string): Promise<Kept | undefined> {
    const row = await this.db.query.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst()
    return row && { subscription: row.body, secret: row.secret, since: row.since.getTime() }
  }

  /** Written where the version is still the one that was seen. Answers it with its new version. */
  async put(one: Subscription, now: number): Promise<Kept> {
    const before = await this.get(one.id)
    if ((before?.subscription.version ?? 0) !== one.version) throw changed()
    const subscription = { ...one, version: one.version + 1 }
    const secret = before?.secret ?? randomBytes(24).toString('base64url')
    const since = before?.subscription.on === true ? before.since : now
    const { rowCount } = await this.db.pool.query(
      `insert into subscription (id, version, account, enabled, since, body, secret) values ($1, $2, $3, $4, to_timestamp($5), $6, $7)
       on conflict (id) do update set version = excluded.version, account = excluded.account, enabled = excluded.enabled,
         since = excluded.since, body = excluded.body where subscription.version = $8`,
      [
        one.id,
        subscription.version,
        one.account,
        one.on,
        since / 1000,
        JSON.stringify(subscription),
        secret,
        one.version,
      ],
    )
    if (rowCount !== 1) throw changed()
    return { subscription, secret, since }
  }

  async remove(id: string, version: number): Promise<void> {
    const { rowCount } = await this.db.pool.query('delete from subscription where id = $1 and version = $2', [
      id,
      version,
    ])
    if (rowCount !== 1) throw changed()
  }
}
