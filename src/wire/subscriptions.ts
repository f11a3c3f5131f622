// Who gets which brief in which form, when and by which way; and what became of each delivery.
import Type, { type Static } from 'typebox'
import { BRIEF_KINDS } from '../core/brief/key.ts'
import { BRIEF_SECTIONS } from '../core/brief/types.ts'
import { strict } from './reference/parts.ts'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

export const BRIEF_FORMS = ['notice', 'text', 'docx', 'xlsx'] as const
export const BRIEF_WAYS = ['notice', 'webhook', 'mail'] as const

/** One reader's subscription. `PUT /api/subscriptions/:id` (version 0: a new one). */
export const SubscriptionSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 40, pattern: '^[\\w-]+$' }),
    version: Type.Integer({ minimum: 0 }),
    /** The account it is for; others than one's own: administrators and the chief. */
    account: Type.String({ maxLength: 64 }),
    kinds: Type.Array(Type.Enum([...BRIEF_KINDS]), { minItems: 1, uniqueItems: true }),
    way: Type.Enum([...BRIEF_WAYS]),
    form: Type.Enum([...BRIEF_FORMS]),
    language: words('zh', 'en'),
    /** E-mail address or https address; none for notices. */
    to: Opt(Type.String({ maxLength: 300 })),
    /** City minute of the day at which it is sent; absent: as soon as it is issued. */
    atMinute: Opt(Type.Integer({ minimum: 0, maximum: 1439 })),
    /** These sections alone; empty: all. */
    sections: Type.Array(Type.Enum([...BRIEF_SECTIONS]), { uniqueItems: true }),
    /** Items of this area alone (and what is of no area). */
    area: Opt(Type.String({ maxLength: 24 })),
    on: Type.Boolean(),
  },
  strict,
)
export type Subscription = Static<typeof SubscriptionSchema>
export const SubscriptionListSchema = Type.Array(
  Type.Object({
    subscription: SubscriptionSchema,
    accountName: Str,
    last: Opt(Type.Object({ at: InstantSchema, ok: Type.Boolean(), problem: Opt(TextSchema) })),
  }),
)
export type SubscriptionList = Static<typeof SubscriptionListSchema>

/** What a subscription can be told by, and what is missing for the rest. */
export const SubscriptionOptionsSchema = Type.Object({
  /** False: no mail server is configured. */
  mail: Type.Boolean(),
  /** False: nobody told the hub where people reach it, so what it sends holds no link. */
  links: Type.Boolean(),
  /** Who may be subscribed by this reader. */
  accounts: Type.Array(Type.Object({ id: Str, name: Str, role: Str })),
})
export type SubscriptionOptions = Static<typeof SubscriptionOptionsSchema>

/** Answer to `PUT`: the key that signs what goes to a webhook, told once. */
export const SubscriptionPutSchema = Type.Object({ subscription: SubscriptionSchema, secret: Opt(Str) })
export type SubscriptionPut = Static<typeof SubscriptionPutSchema>

/** `GET /api/subscriptions/log` */
export const BriefDeliverySchema = Type.Object({
  id: Str,
  subscription: Str,
  brief: Str,
  way: Type.Enum([...BRIEF_WAYS]),
  form: Type.Enum([...BRIEF_FORMS]),
  state: words('waiting', 'sent', 'failed'),
  attempts: Type.Integer(),
  at: InstantSchema,
  nextAt: Opt(InstantSchema),
  problem: Opt(TextSchema),
  /** Asked for by hand, to see that it arrives. */
  trial: Type.Boolean(),
  /** Every attempt, the first one first. */
  tries: Type.Array(Type.Object({ at: InstantSchema, ok: Type.Boolean(), problem: Opt(TextSchema) })),
})
export type BriefDelivery = Static<typeof BriefDeliverySchema>
