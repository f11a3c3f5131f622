// Webhooks to other systems: who is told of what, what is sent, and what became of it.
import Type, { type Static } from 'typebox'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const strict = { additionalProperties: false }

/** `yiwang` is our own signed JSON; the others are the message forms of group robots. */
export const WEBHOOK_FORMS = ['yiwang', 'wecom', 'dingtalk', 'zhengwu'] as const
export type WebhookForm = (typeof WEBHOOK_FORMS)[number]
/** What a webhook can be told of: notices of its department or of the desk, every event of its cases, the daily audit heads. */
export const WEBHOOK_TOPICS = ['notices', 'events', 'auditHead'] as const
export type WebhookTopic = (typeof WEBHOOK_TOPICS)[number]

const Fields = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  url: Type.String({ pattern: '^https?://', maxLength: 1000 }),
  form: Type.Enum([...WEBHOOK_FORMS]),
  topics: Type.Array(Type.Enum([...WEBHOOK_TOPICS]), { minItems: 1, uniqueItems: true }),
  /** Absent: the desk of the whole city. */
  department: Opt(Type.String({ maxLength: 64 })),
  /** Nothing milder than this level is sent. */
  level: Opt(Type.Integer({ minimum: 1, maximum: 4 })),
  enabled: Type.Boolean(),
}
/** `POST /api/webhooks`, `PUT /api/webhooks/:id`. An absent secret is made (POST) or kept (PUT). */
export const WebhookInputSchema = Type.Object(
  { ...Fields, secret: Opt(Type.String({ minLength: 16, maxLength: 128 })) },
  strict,
)
export type WebhookInput = Static<typeof WebhookInputSchema>
export const WebhookRowSchema = Type.Object({
  id: Str,
  ...Fields,
  createdAt: InstantSchema,
  waiting: Type.Integer(),
  dead: Type.Integer(),
  lastOkAt: Opt(InstantSchema),
  lastError: Opt(Str),
})
export type WebhookRow = Static<typeof WebhookRowSchema>

/** One message to one receiver. `key` goes with every attempt: the receiver takes each key once. */
export const DeliveryRowSchema = Type.Object({
  id: Str,
  key: Str,
  webhook: Str,
  webhookName: Str,
  topic: Type.Enum([...WEBHOOK_TOPICS]),
  incident: Opt(Str),
  text: TextSchema,
  state: words('waiting', 'done', 'dead'),
  attempts: Type.Integer(),
  createdAt: InstantSchema,
  nextAt: Opt(InstantSchema),
  doneAt: Opt(InstantSchema),
  status: Opt(Type.Integer()),
  error: Opt(Str),
})
export type DeliveryRow = Static<typeof DeliveryRowSchema>

/** Body of the `yiwang` form. Headers: `Idempotency-Key`, `X-Yiwang-Timestamp`, `X-Yiwang-Signature` (hex HMAC-SHA256 of `timestamp.body`). */
export const WebhookMessageSchema = Type.Object({
  key: Str,
  topic: Type.Enum([...WEBHOOK_TOPICS]),
  at: InstantSchema,
  city: Str,
  /** The case as lists show it, without personal data. */
  incident: Opt(Type.Unknown()),
  /** Topic `notices`: what the receiver is told. Topic `events`: the line of the log. Topic `auditHead`: the heads. */
  body: Type.Unknown(),
})
export type WebhookMessage = Static<typeof WebhookMessageSchema>
