// Webhooks and what was sent through them.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import {
  DeliveryRowSchema,
  WebhookRowSchema,
  type DeliveryRow,
  type WebhookInput,
  type WebhookRow,
} from '../../wire/notify.ts'
import { get, send, type Query } from './client.ts'

const Created = Type.Object({ id: Type.String(), secret: Type.String() })

export const getWebhooks = (): Promise<WebhookRow[]> => get(paths.webhooks, Type.Array(WebhookRowSchema))
/** The secret is answered this once. */
export const createWebhook = (input: WebhookInput): Promise<{ id: string; secret: string }> =>
  send('POST', paths.webhooks, input, Created)
export async function changeWebhook(id: string, input: WebhookInput): Promise<void> {
  await send('PUT', paths.webhook(id), input, Type.Unknown())
}
export async function removeWebhook(id: string): Promise<void> {
  await send('DELETE', paths.webhook(id), undefined, Type.Unknown())
}
/** Queues a test message: what became of it is among the deliveries. */
export async function testWebhook(id: string): Promise<void> {
  await send('POST', paths.webhookTest(id), undefined, Type.Unknown())
}
export const getDeliveries = (query: Query): Promise<DeliveryRow[]> =>
  get(paths.deliveries, Type.Array(DeliveryRowSchema), query)
export async function replayDelivery(id: string): Promise<void> {
  await send('POST', paths.deliveryReplay(id), undefined, Type.Unknown())
}
