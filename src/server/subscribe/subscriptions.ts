// Subscriptions to briefs: who gets which in which form and when, and what became of it. Sending is deliver.ts.
import { randomUUID } from 'node:crypto'
import { keyOn } from '../../core/brief/key.ts'
import { cityDate, DAY_MS } from '../../core/clock/calendar.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { BriefView } from '../../wire/briefs.ts'
import type { BriefDelivery, Subscription } from '../../wire/subscriptions.ts'
import { post as postOverHttp, type Post } from '../notify/post.ts'
import type { Tell } from '../notify/tell.ts'
import type { AccountDesk, Audit } from '../ports.ts'
import { invalid, notFound, ProblemError } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { Deliverer } from './deliver.ts'
import type { SubscriptionDesk } from './desk.ts'
import { deliveryLog, queueBrief } from './line.ts'
import { type MailSettings, openMailer } from './mail.ts'
import { dueAt, hint, isKeeper, mayRead, mustBeReader, mustBeSendable } from './rules.ts'
import { type Kept, SubscriptionStore } from './store.ts'

export interface SubscriptionDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly accounts: Pick<AccountDesk, 'listAccounts'>
  readonly audit: Audit
  readonly now: () => number
  readonly tell: Tell
  /** As issued, or the draft as of now. */
  readonly briefOf: (key: string) => Promise<BriefView | undefined>
  readonly mail?: MailSettings
  readonly publicUrl?: string
  readonly onError: (error: Error) => void
  /** Tests only. */
  readonly post?: Post
  readonly loopback?: boolean
  readonly leaseMs?: number
}

const LOG_LENGTH = 200
const KEEP_LOG_MS = 180 * DAY_MS
const LOOK_BACK_MS = DAY_MS

const noSubscription = () => notFound({ zh: '订阅', en: 'subscription' })

export function openSubscriptions(deps: SubscriptionDeps): SubscriptionDesk {
  const { db, reference, audit, now, onError } = deps
  const store = new SubscriptionStore(db)
  const accounts = async () => new Map((await deps.accounts.listAccounts()).map((one) => [one.username, one]))
  const deliverer = new Deliverer({
    ...{ db, reference, now, store, accounts, onError },
    ...{ tell: deps.tell, briefOf: deps.briefOf, post: deps.post ?? postOverHttp },
    ...(deps.mail === undefined ? {} : { mailer: openMailer(deps.mail) }),
    ...(deps.publicUrl === undefined ? {} : { publicUrl: deps.publicUrl }),
    ...(deps.leaseMs === undefined ? {} : { leaseMs: deps.leaseMs }),
  })

  /** Those of others are the chief's and the administrators'; for the rest they are not there. */
  async function mine(id: string, actor: Actor): Promise<Kept> {
    mustBeReader(actor)
    const kept = await store.get(id)
    if (kept === undefined || !isOf(kept.subscription, actor)) throw noSubscription()
    return kept
  }
  const isOf = ({ account }: Subscription, actor: Actor): boolean => account === actor.id || isKeeper(actor.role)

  const written = (actor: Actor, address: string, one: Subscription, text: Text): Promise<void> =>
    audit.write({
      ...{ actor: { id: actor.id, name: actor.name, role: actor.role }, address },
      ...{ kind: 'brief', subject: `subscription/${one.id}`, ok: true },
      text: {
        zh: `${text.zh}（${one.account}，${one.way} ${hint(one)}，${one.form}${one.on ? '' : '，停用'}）`,
        en: `${text.en} (${one.account}, ${one.way} ${hint(one)}, ${one.form}${one.on ? '' : ', off'})`,
      },
    })

  async function one(id: string): Promise<BriefDelivery> {
    const [found] = await deliveryLog(db, { id }, 1)
    if (!found) throw notFound({ zh: '发送记录', en: 'delivery' })
    return found
  }

  /** The last one issued of a kind that is subscribed to, or the day as it stands. */
  async function sample({ kinds }: Subscription): Promise<string> {
    const { rows } = await db.pool.query<{ id: string }>(
      'select id from brief_head where issued_at is not null and kind = any($1) order by issued_at desc limit 1',
      [kinds],
    )
    return rows[0]?.id ?? keyOn('daily', cityDate(now(), reference.city))
  }

  /** Briefs issued by a hub that ended before it told us, or by another hub: somebody waits for them. */
  async function missed(): Promise<string[]> {
    const { rows } = await db.pool.query<{ id: string }>(
      `select h.id from brief_head h where h.issued_at >= to_timestamp($1) and exists (
         select 1 from subscription s where s.enabled and s.since <= h.issued_at and s.body->'kinds' ? h.kind
           and not exists (select 1 from brief_delivery d where d.key = s.id || '/' || h.id))`,
      [(now() - LOOK_BACK_MS) / 1000],
    )
    return rows.map((row) => row.id)
  }

  async function issued(brief: BriefView): Promise<void> {
    const { issuedAt } = brief
    if (issuedAt === undefined) return
    for (const { subscription, since } of await store.all()) {
      if (!subscription.on || !subscription.kinds.includes(brief.kind) || since > issuedAt) continue
      await queueBrief(db, {
        ...{ subscription, brief: brief.key, trial: false },
        // Once per subscription and brief, however often we hear of it.
        key: `${subscription.id}/${brief.key}`,
        ...{ at: now(), dueAt: dueAt(subscription, issuedAt, reference.city) },
      })
    }
    deliverer.wake()
  }

  return {
    async list(reader) {
      mustBeReader(reader)
      const [all, known] = await Promise.all([store.all(), accounts()])
      const own = all.filter(({ subscription }) => isOf(subscription, reader))
      const { rows } = await db.pool.query<{ id: string; at: number; ok: boolean; problem: Text | null }>(
        `select distinct on (subscription) subscription as id, round(extract(epoch from done_at) * 1000)::float8 as at,
           state = 'sent' as ok, problem from brief_delivery
         where done_at is not null and subscription = any($1) order by subscription, done_at desc`,
        [own.map(({ subscription }) => subscription.id)],
      )
      const last = new Map(rows.map(({ id, ...row }) => [id, row]))
      return own.map(({ subscription }) => {
        const row = last.get(subscription.id)
        return {
          subscription,
          accountName: known.get(subscription.account)?.name ?? subscription.account,
          ...(row && { last: { at: row.at, ok: row.ok, ...(row.problem !== null && { problem: row.problem }) } }),
        }
      })
    },

    async options(reader) {
      mustBeReader(reader)
      const all = [...(await accounts()).values()].filter(
        ({ username, role, disabled }) =>
          !disabled && mayRead(role) && (username === reader.id || isKeeper(reader.role)),
      )
      return {
        mail: deps.mail !== undefined,
        links: deps.publicUrl !== undefined,
        accounts: all.map(({ username, name, role }) => ({ id: username, name, role })),
      }
    },

    async put(subscription, actor, address) {
      mustBeReader(actor)
      const before = await store.get(subscription.id)
      if (!isOf(subscription, actor) || (before && !isOf(before.subscription, actor)))
        throw new ProblemError('forbidden', {
          zh: '只能订阅给自己；为他人订阅由值班长或管理员办理',
          en: 'You can subscribe for yourself; the duty chief and administrators can for others',
        })
      const account = (await accounts()).get(subscription.account)
      if (account === undefined || account.disabled || !mayRead(account.role))
        throw invalid('/account', { zh: '该账号不能阅读简报', en: 'This account does not read briefs' })
      mustBeSendable(subscription, {
        ...{ role: account.role, mail: deps.mail !== undefined, loopback: deps.loopback === true },
        isArea: (area) => reference.areas.has(area),
      })
      const kept = await store.put(subscription, now())
      await written(
        actor,
        address,
        kept.subscription,
        before ? say('更改简报订阅', 'Subscription changed') : say('新增简报订阅', 'Subscription made'),
      )
      const isNewHook = subscription.way === 'webhook' && before?.subscription.way !== 'webhook'
      return { subscription: kept.subscription, ...(isNewHook && { secret: kept.secret }) }
    },

    async remove(id, version, actor, address) {
      const { subscription } = await mine(id, actor)
      await store.remove(id, version)
      await written(actor, address, subscription, say('删除简报订阅', 'Subscription removed'))
    },

    async test(id, actor) {
      const { subscription } = await mine(id, actor)
      const brief = await sample(subscription)
      const delivery = await queueBrief(db, {
        ...{ subscription, brief, trial: true, key: `${id}/trial/${randomUUID()}` },
        ...{ at: now(), dueAt: now() },
      })
      await deliverer.now(delivery)
      return one(delivery)
    },

    async resend(delivery, actor, address) {
      const before = await one(delivery)
      const { subscription } = await mine(before.subscription, actor)
      const { rowCount } = await db.pool.query(
        `update brief_delivery set state = 'waiting', attempts = 0, next_at = to_timestamp($2), done_at = null where id = $1 and state = 'failed'`,
        [delivery, now() / 1000],
      )
      if (rowCount !== 1)
        throw new ProblemError('refused', { zh: '只有发送失败的可以重发', en: 'Only what failed can be sent again' })
      await written(actor, address, subscription, say(`重发简报 ${before.brief}`, `Brief ${before.brief} sent again`))
      await deliverer.now(delivery)
      return one(delivery)
    },

    async log(reader, subscription) {
      mustBeReader(reader)
      if (subscription !== undefined) {
        await mine(subscription, reader)
        return deliveryLog(db, { subscriptions: [subscription] }, LOG_LENGTH)
      }
      const own = (await store.all()).filter((kept) => isOf(kept.subscription, reader))
      return deliveryLog(db, { subscriptions: own.map((kept) => kept.subscription.id) }, LOG_LENGTH)
    },

    issued,

    async round() {
      for (const key of await missed()) {
        const brief = await deps.briefOf(key)
        if (brief) await issued(brief)
      }
      await db.pool.query('delete from brief_delivery where created_at < to_timestamp($1)', [
        (now() - KEEP_LOG_MS) / 1000,
      ])
      deliverer.wake()
    },

    stop: () => deliverer.stop(),
  }
}

const say = (zh: string, en: string): Text => ({ zh, en })
