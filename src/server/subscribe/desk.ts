// What the rest of the hub asks of subscriptions to briefs. Failures are ProblemErrors.
import type { Actor } from '../../core/incident/types.ts'
import type { BriefView } from '../../wire/briefs.ts'
import type {
  BriefDelivery,
  Subscription,
  SubscriptionList,
  SubscriptionOptions,
  SubscriptionPut,
} from '../../wire/subscriptions.ts'

export interface SubscriptionDesk {
  /** One's own; all of them for the chief and administrators. */
  list(reader: Actor): Promise<SubscriptionList>
  put(subscription: Subscription, actor: Actor, address: string): Promise<SubscriptionPut>
  remove(id: string, version: number, actor: Actor, address: string): Promise<void>
  options(reader: Actor): Promise<SubscriptionOptions>
  /** Sent at once, as a trial. */
  test(id: string, actor: Actor): Promise<BriefDelivery>
  log(reader: Actor, subscription?: string): Promise<readonly BriefDelivery[]>
  /** One that was given up, sent once more. */
  resend(delivery: string, actor: Actor, address: string): Promise<BriefDelivery>
  /** A brief was issued: what is due by it is written down, then sent. */
  issued(brief: BriefView): Promise<void>
  /** Sends what is due, tries again what failed. */
  round(): Promise<void>
  stop(): Promise<void>
}
