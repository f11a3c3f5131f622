// Receivers as their administrator sees them: who they are, how they do, what was sent. Sends nothing itself.
import { randomBytes, randomUUID } from 'node:crypto'
import type { DeliveryRow, WebhookForm, WebhookInput, WebhookRow, WebhookTopic } from '../../wire/notify.ts'
import { invalid, notFound } from '../problems.ts'
import type { Now, Webhooks } from '../ports.ts'
import type { Db } from '../store/db.ts'
import type { Hooks } from './hooks.ts'
import { queue } from './line.ts'
import { testDelivery } from './match.ts'

export interface WebhooksOptions {
  readonly db: Db
  readonly now: Now
  readonly city: string
  readonly hooks: Hooks
  /** True for departments of the city. */
  readonly isDepartment: (id: string) => boolean
  /** Something was put in line. */
  readonly wake: () => void
}

const LIST_LENGTH = 100

/** Refuses addresses that would carry a password in the clear or are none at all. The intranet's own are welcome. */
function checkInput(input: WebhookInput, isDepartment: WebhooksOptions['isDepartment']): void {
  const wrong = (zh: string, en: string) => invalid('/url', { zh, en })
  if (!URL.canParse(input.url)) throw wrong('地址无法识别', 'The address cannot be read')
  const url = new URL(input.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw wrong('只支持 http 和 https 地址', 'Only http and https addresses are taken')
  if (url.username !== '' || url.password !== '')
    throw wrong('地址中不得包含用户名或密码', 'An address must not hold a user name or password')
  if (input.department !== undefined && !isDepartment(input.department))
    throw invalid('/department', { zh: '没有这个部门', en: 'There is no such department' })
}

const noWebhook = () => notFound({ zh: '推送', en: 'webhook' })

export function openWebhooks({ db, now, city, hooks, isDepartment, wake }: WebhooksOptions): Webhooks {
  const columns = (input: WebhookInput) => ({
    name: input.name,
    url: input.url,
    form: input.form,
    topics: [...input.topics],
    department: input.department ?? null,
    level: input.level ?? null,
    enabled: input.enabled,
  })

  return {
    async list() {
      const rows = await db.query.selectFrom('webhook').selectAll().orderBy('created_at').orderBy('id').execute()
      const { rows: counts } = await db.pool.query<{
        webhook: string
        waiting: number
        dead: number
        ok: number | null
        error: string | null
      }>(
        `select webhook, count(*) filter (where state = 'waiting')::int as waiting,
           count(*) filter (where state = 'dead')::int as dead,
           (extract(epoch from max(done_at)) * 1000)::float8 as ok,
           (array_agg(error order by id desc) filter (where error is not null))[1] as error
         from delivery group by webhook`,
      )
      const byId = new Map(counts.map((row) => [row.webhook, row]))
      return rows.map((row): WebhookRow => {
        const count = byId.get(row.id)
        return {
          id: row.id,
          name: row.name,
          url: row.url,
          form: row.form as WebhookForm,
          topics: row.topics as WebhookTopic[],
          enabled: row.enabled,
          ...(row.department !== null && { department: row.department }),
          ...(row.level !== null && { level: row.level }),
          createdAt: row.created_at.getTime(),
          waiting: count?.waiting ?? 0,
          dead: count?.dead ?? 0,
          ...(count?.ok != null && { lastOkAt: Math.round(count.ok) }),
          ...(count?.error != null && { lastError: count.error }),
        }
      })
    },

    async create(input) {
      checkInput(input, isDepartment)
      const id = randomUUID()
      const secret = input.secret ?? randomBytes(24).toString('base64url')
      await db.query
        .insertInto('webhook')
        .values({ id, ...columns(input), secret, created_at: new Date(now()) })
        .execute()
      await hooks.reload()
      return { id, secret }
    },

    async change(id, input) {
      checkInput(input, isDepartment)
      const row = await db.query
        .updateTable('webhook')
        .set({ ...columns(input), ...(input.secret !== undefined && { secret: input.secret }) })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      if (!row) throw noWebhook()
      await hooks.reload()
      wake()
    },

    async remove(id) {
      // No foreign key: what a case queues for a receiver that another hub has just removed must not stop the case.
      const row = await db.query
        .with('sent', (q) => q.deleteFrom('delivery').where('webhook', '=', id))
        .deleteFrom('webhook')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      if (!row) throw noWebhook()
      await hooks.reload()
    },

    async test(id) {
      const row = await db.query.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) throw noWebhook()
      if (!row.enabled)
        throw invalid('/enabled', { zh: '推送已停用，请先启用', en: 'The webhook is switched off; switch it on first' })
      const hook = { id, name: row.name, topics: row.topics as WebhookTopic[] }
      await queue(db.query, [testDelivery(hook, city, `test/${randomUUID()}`, now())], now())
      wake()
    },

    async deliveries({ state, webhook, limit = LIST_LENGTH }) {
      let select = db.query
        .selectFrom('delivery')
        .innerJoin('webhook', 'webhook.id', 'delivery.webhook')
        .select(['webhook.name as webhookName'])
        .select([
          'delivery.id',
          'delivery.key',
          'delivery.webhook',
          'delivery.topic',
          'delivery.incident',
          'delivery.text',
          'delivery.state',
          'delivery.attempts',
          'delivery.created_at',
          'delivery.next_at',
          'delivery.done_at',
          'delivery.status',
          'delivery.error',
        ])
      if (state !== undefined) select = select.where('delivery.state', '=', state)
      if (webhook !== undefined) select = select.where('delivery.webhook', '=', webhook)
      const rows = await select.orderBy('delivery.id', 'desc').limit(limit).execute()
      return rows.map((row): DeliveryRow => ({
        id: row.id,
        key: row.key,
        webhook: row.webhook,
        webhookName: row.webhookName,
        topic: row.topic as WebhookTopic,
        ...(row.incident !== null && { incident: row.incident }),
        text: row.text,
        state: row.state,
        attempts: row.attempts,
        createdAt: row.created_at.getTime(),
        ...(row.next_at !== null && { nextAt: row.next_at.getTime() }),
        ...(row.done_at !== null && { doneAt: row.done_at.getTime() }),
        ...(row.status !== null && { status: row.status }),
        ...(row.error !== null && { error: row.error }),
      }))
    },

    async replay(id) {
      const row = await db.query
        .updateTable('delivery')
        .set({ state: 'waiting', attempts: 0, next_at: new Date(now()), done_at: null })
        .where('id', '=', id)
        .where('state', 'in', ['dead', 'done'])
        .returning('id')
        .executeTakeFirst()
      if (!row) throw notFound({ zh: '可重发的推送记录', en: 'delivery that could be sent again' })
      wake()
    },
  }
}
