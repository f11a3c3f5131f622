// Tables of notices and of webhooks with what is sent to them. Instants are timestamptz.
import type { Generated } from 'kysely'
import type { Text } from '../../core/text.ts'
import type { Instant, Json, MaybeInstant } from './columns.ts'

export interface NoticeTable {
  id: string
  at: Instant
  /** A post's name, or `department:<id>`. */
  audience: string
  kind: string
  /** Empty: of no case. */
  incident: string
  emergency: string | null
  brief: string | null
  supervision: string | null
  level: number
  text: Json<Text>
}

export interface WebhookTable {
  id: string
  name: string
  url: string
  form: string
  topics: string[]
  department: string | null
  level: number | null
  enabled: boolean
  secret: string
  created_at: Instant
}

export interface DeliveryTable {
  id: Generated<string>
  webhook: string
  key: string
  topic: string
  incident: string | null
  text: Json<Text>
  body: Json<unknown>
  state: Generated<'waiting' | 'done' | 'dead'>
  attempts: Generated<number>
  created_at: Instant
  next_at: MaybeInstant
  done_at: MaybeInstant
  status: number | null
  error: string | null
}
