// Sends what waits: oldest first per receiver, a few receivers at once, nothing held in the database while a request is out.
// A message is sent at least once and always with its own key; the receiver takes each key once.
import type { WebhookForm } from '../../wire/notify.ts'
import type { Now } from '../ports.ts'
import type { Db } from '../store/db.ts'
import { onWake } from '../timers.ts'
import { FORMS } from './forms.ts'
import { dueTimes, giveBack, markDone, markFailed, take, type Waiting } from './line.ts'
import { type Post, TIMEOUT_MS } from './post.ts'
import { isLast, waitAfter } from './retry.ts'

export interface SenderOptions {
  readonly db: Db
  readonly now: Now
  /** A receiver as it is set up now; undefined: there is none, or it is switched off. */
  readonly receiver: (id: string) => { form: WebhookForm; url: string; secret: string } | undefined
  readonly post: Post
  readonly onError: (error: Error) => void
  /** What was taken is due again after this long, should this process end before it says what became of it. */
  readonly leaseMs?: number
  /** What other hubs queued is found this often. */
  readonly lookEveryMs?: number
}

const AT_ONCE = 4
/** Messages of one receiver taken at a time: with answers in time they go well within the lease. */
const BATCH = 20
const LEASE_MS = 30_000
const LOOK_EVERY_MS = 5_000
/** A receiver that is slow to answer while the hub ends gets this much longer. */
const END_MS = 3_000
/** A receiver that answers at once must not keep the others waiting for their turn. */
const TURN_MS = 5_000
/** Another hub is sending to this receiver, or took what was there. */
const QUIET_AFTER_MISS_MS = 1_000

export class Sender {
  private readonly busy = new Map<string, Promise<void>>()
  /** When a receiver may be written to again, whatever is due: its own limit of messages. */
  private readonly quietUntil = new Map<string, number>()
  private readonly ending = new AbortController()
  private readonly turns = onWake(() => this.look())

  constructor(private readonly options: SenderOptions) {}

  /** Something was queued, or it is time to look. */
  wake(): void {
    this.turns.wake()
  }

  /** Requests under way may finish; what was not sent goes back in line. */
  async stop(): Promise<void> {
    const cut = setTimeout(() => this.ending.abort(), END_MS)
    await this.turns.stop()
    await Promise.all(this.busy.values())
    clearTimeout(cut)
  }

  private async look(): Promise<number> {
    let next = this.options.lookEveryMs ?? LOOK_EVERY_MS
    try {
      const now = this.options.now()
      for (const { webhook, at } of await dueTimes(this.options.db)) {
        if (this.busy.has(webhook)) continue
        const wait = Math.max(at, this.quietUntil.get(webhook) ?? 0) - now
        if (wait > 0) next = Math.min(next, wait)
        else if (this.busy.size < AT_ONCE && !this.turns.stopped) this.begin(webhook)
      }
    } catch (error) {
      this.failed(error)
    }
    return next
  }

  private begin(webhook: string): void {
    const run = this.serve(webhook)
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.busy.delete(webhook)
        // The next one in line may be due, of this receiver or of one that waited for a place.
        this.wake()
      })
    this.busy.set(webhook, run)
  }

  private async serve(webhook: string): Promise<void> {
    const { db, now, leaseMs = LEASE_MS } = this.options
    const receiver = this.options.receiver(webhook)
    if (!receiver) {
      this.quietUntil.set(webhook, now() + LOOK_EVERY_MS)
      return
    }
    const form = FORMS[receiver.form]
    const from = now()
    const taken = await take(db, webhook, Math.max(BATCH, form.most), from, from + leaseMs)
    if (taken.length === 0) {
      this.quietUntil.set(webhook, from + QUIET_AFTER_MISS_MS)
      return
    }
    let rest: readonly Waiting[] = taken
    while (rest.length > 0) {
      if (this.turns.stopped) break
      // The first one always goes: without it a short lease would never send anything.
      if (rest !== taken && (now() - from > TURN_MS || from + leaseMs - now() < TIMEOUT_MS)) break
      const went = await this.send(webhook, receiver, rest)
      rest = rest.slice(went.taken)
      if (!went.ok) break
      if (form.spacingMs > 0) {
        this.quietUntil.set(webhook, now() + form.spacingMs)
        break
      }
    }
    // In order: what comes after a message that failed waits for it.
    await giveBack(
      db,
      rest.map((one) => one.id),
      now(),
    )
  }

  private async send(
    webhook: string,
    receiver: { form: WebhookForm; url: string; secret: string },
    waiting: readonly Waiting[],
  ): Promise<{ taken: number; ok: boolean }> {
    const { db, now, post } = this.options
    const form = FORMS[receiver.form]
    const { request, taken } = form.request(receiver, waiting.slice(0, form.most), now())
    const sent = waiting.slice(0, taken)
    const outcome = form.outcome(await post(request, this.ending.signal))
    const ids = sent.map((one) => one.id)
    if (outcome.type === 'done') {
      await markDone(db, ids, outcome.status, now())
      return { taken, ok: true }
    }
    const attempts = (sent[0]?.attempts ?? 0) + 1
    const wait = waitAfter(attempts, Math.random(), outcome.waitMs)
    // Folded messages have attempts of their own: each is given up when its own are used up.
    for (const dead of [true, false]) {
      const these = sent.filter((one) => isLast(outcome, one.attempts + 1) === dead).map((one) => one.id)
      if (these.length > 0)
        await markFailed(db, these, {
          dead,
          nextAt: now() + wait,
          error: outcome.error,
          ...(outcome.status !== undefined && { status: outcome.status }),
        })
    }
    this.quietUntil.set(webhook, now() + (outcome.waitMs ?? form.spacingMs))
    return { taken, ok: false }
  }

  private failed(error: unknown): void {
    this.options.onError(error instanceof Error ? error : new Error(String(error)))
  }
}
