// Subscriptions to briefs: who gets which, and what became of it.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import {
  BriefDeliverySchema,
  SubscriptionListSchema,
  SubscriptionOptionsSchema,
  SubscriptionPutSchema,
  type BriefDelivery,
  type Subscription,
  type SubscriptionList,
  type SubscriptionOptions,
  type SubscriptionPut,
} from '../../wire/subscriptions.ts'
import { get, send } from './client.ts'

export const getSubscriptions = (): Promise<SubscriptionList> => get(paths.subscriptions, SubscriptionListSchema)
export const getSubscriptionOptions = (): Promise<SubscriptionOptions> =>
  get(`${paths.subscriptions}/options`, SubscriptionOptionsSchema)
export const getSubscriptionLog = (subscription?: string): Promise<BriefDelivery[]> =>
  get(`${paths.subscriptions}/log`, Type.Array(BriefDeliverySchema), { subscription })
/** The key that signs what goes to a webhook is answered once. */
export const putSubscription = (one: Subscription): Promise<SubscriptionPut> =>
  send('PUT', paths.subscription(one.id), one, SubscriptionPutSchema)
export async function removeSubscription({ id, version }: Subscription): Promise<void> {
  await send('DELETE', `${paths.subscription(id)}?version=${version}`, undefined, Type.Unknown())
}
/** Sent at once; the answer says what became of it. */
export const testSubscription = (id: string): Promise<BriefDelivery> =>
  send('POST', `${paths.subscription(id)}/test`, undefined, BriefDeliverySchema)
export const resendDelivery = (id: string): Promise<BriefDelivery> =>
  send('POST', `${paths.subscriptions}/log/${encodeURIComponent(id)}/resend`, undefined, BriefDeliverySchema)
