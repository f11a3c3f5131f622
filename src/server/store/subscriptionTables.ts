// Tables of subscriptions to briefs. Instants are timestamptz.
import type { Generated } from 'kysely'
import type { Text } from '../../core/text.ts'
import type { Subscription } from '../../wire/subscriptions.ts'
import type { Instant, Json, MaybeInstant, MaybeJson } from './columns.ts'

export interface SubscriptionTable {
  id: string
  version: number
  account: string
  enabled: boolean
  since: Instant
  body: Json<Subscription>
  secret: string
}

export interface BriefDeliveryTable {
  id: Generated<string>
  subscription: string
  brief: string
  way: Subscription['way']
  form: Subscription['form']
  trial: boolean
  key: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: Generated<number>
  created_at: Instant
  next_at: MaybeInstant
  done_at: MaybeInstant
  problem: MaybeJson<Text>
}

export interface BriefAttemptTable {
  delivery: string
  n: number
  at: Instant
  ok: boolean
  status: number | null
  problem: MaybeJson<Text>
}
