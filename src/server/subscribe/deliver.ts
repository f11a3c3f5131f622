// Sends what is due and tries again what failed, by the same schedule as webhooks. A message is sent at least once and always under
// its own key; nothing is held in the database while it is on its way. Who is written to is desk.ts's.
import type { Text } from '../../core/text.ts'
import type { BriefView } from '../../wire/briefs.ts'
import { isLast, type Outcome, waitAfter } from '../notify/retry.ts'
import { onWake, untilEnded } from '../timers.ts'
import { markTried, nextDue, takeDue, giveBackBrief, type Taken } from './line.ts'
import { mayRead } from './rules.ts'
import { send, type SendDeps, type Sending } from './send.ts'
import type { SubscriptionStore } from './store.ts'

export interface DelivererDeps extends Omit<SendDeps, 'signal'> {
  readonly store: SubscriptionStore
  readonly briefOf: (key: string) => Promise<BriefView | undefined>
  readonly accounts: () => Promise<ReadonlyMap<string, { readonly role: string; readonly disabled: boolean }>>
  readonly onError: (error: Error) => void
  /** Taken ones are due again after this long, should this process end meanwhile. */
  readonly leaseMs?: number
}

const AT_ONCE = 4
/** Longer than the longest connection, greeting and transfer of a mail. */
const LEASE_MS = 120_000
const LOOK_EVERY_MS = 30_000

const say = (zh: string, en: string): Text => ({ zh, en })
const CHINESE: Readonly<Record<string, string>> = {
  'no mail server is configured': '未配置邮件服务器',
  'the mail server refuses the configured account': '邮件服务器不接受所配置的账号',
  'no connection': '无法连接',
}
const problemOf = (error: string): Text =>
  say(
    CHINESE[error] ??
      (error.startsWith('no connection to the mail server')
        ? error.replace('no connection to the mail server', '无法连接邮件服务器')
        : error),
    error,
  )

export class Deliverer {
  private readonly ending = new AbortController()
  private readonly turns = onWake(() => this.run())

  constructor(private readonly deps: DelivererDeps) {}

  wake(): void {
    this.turns.wake()
  }

  /** One delivery now, whoever else waits. */
  async now(id: string): Promise<void> {
    const [taken] = await this.take(1, id)
    if (taken) await this.serve(taken)
  }

  async stop(): Promise<void> {
    const ended = this.turns.stop()
    await untilEnded(ended)
    this.ending.abort()
    await untilEnded(ended)
  }

  private take(most: number, only?: string): Promise<Taken[]> {
    const now = this.deps.now()
    return takeDue(this.deps.db, now, now + (this.deps.leaseMs ?? LEASE_MS), most, only)
  }

  private async run(): Promise<number | undefined> {
    let wait = LOOK_EVERY_MS
    try {
      for (;;) {
        if (this.turns.stopped) return undefined
        const taken = await this.take(AT_ONCE)
        await Promise.all(taken.map((one) => this.serve(one)))
        if (taken.length < AT_ONCE) break
      }
      const at = await nextDue(this.deps.db)
      if (at !== undefined) wait = Math.min(wait, Math.max(0, at - this.deps.now()))
    } catch (error) {
      this.deps.onError(error instanceof Error ? error : new Error(String(error)))
    }
    return wait
  }

  private async serve(taken: Taken): Promise<void> {
    const { db, now } = this.deps
    if (this.turns.stopped) return giveBackBrief(db, taken.id, now())
    const outcome = await this.attempt(taken)
    // Cut off by the end of this process: the receiver may have it or not, the next run asks under the same key.
    if (this.ending.signal.aborted && outcome.type !== 'done') return giveBackBrief(db, taken.id, now())
    const at = now()
    if (outcome.type === 'done') return markTried(db, taken, { at, ok: true, status: outcome.status })
    const attempts = taken.attempts + 1
    // A trial says at once what is wrong.
    const last = taken.trial || outcome.type === 'refused' || isLast(outcome, attempts)
    const status = outcome.type === 'refused' ? undefined : outcome.status
    await markTried(
      db,
      taken,
      {
        ...{ at, ok: false },
        problem: outcome.type === 'refused' ? outcome.problem : problemOf(outcome.error),
        ...(status === undefined ? {} : { status }),
      },
      last ? undefined : at + waitAfter(attempts, Math.random(), outcome.waitMs),
    )
  }

  /** `refused`: by ourselves, before anything left the hub. */
  private async attempt(taken: Taken): Promise<Outcome | { type: 'refused'; problem: Text }> {
    const refused = (problem: Text) => ({ type: 'refused' as const, problem })
    try {
      const kept = await this.deps.store.get(taken.subscription)
      if (kept === undefined) return refused(say('订阅已删除', 'The subscription was removed'))
      if (!kept.subscription.on && !taken.trial) return refused(say('订阅已停用', 'The subscription is off'))
      const account = (await this.deps.accounts()).get(kept.subscription.account)
      if (account === undefined || account.disabled || !mayRead(account.role))
        return refused(say('账号已停用或无权阅读简报', 'The account is off or may not read briefs'))
      const brief = await this.deps.briefOf(taken.brief)
      if (brief === undefined) return refused(say('简报已不存在', 'The brief is no longer there'))
      const sending: Sending = { ...kept, ...taken, subscription: kept.subscription, role: account.role, brief }
      return await send({ ...this.deps, signal: this.ending.signal }, sending)
    } catch (error) {
      this.deps.onError(error instanceof Error ? error : new Error(String(error)))
      return { type: 'later', error: 'the hub itself failed; see its log' }
    }
  }
}
