// Tables of emergencies and plans. Instants are timestamptz.
import type { LineBody, Running } from '../../core/emergency/log.ts'
import type { EmergencyActor, Plan } from '../../core/emergency/types.ts'
import type { Instant, Json, MaybeInstant, MaybeJson } from './columns.ts'

export interface EmergencyTable {
  id: string
  drill: boolean
  incident: string | null
  plan: string
  declared_at: Instant
  ended_at: MaybeInstant
  next_at: MaybeInstant
  version: number
  hash: Buffer
  body: Json<Running>
}

export interface EmergencyEventTable {
  emergency: string
  n: number
  at: Instant
  type: string
  /** Who, with the account and name that never leave the desk. */
  actor: Json<EmergencyActor & { readonly account?: string; readonly person?: string }>
  body: Json<LineBody>
  /** The act that wrote it: the same key again has no second effect. */
  key: string | null
  hash: Buffer
}

export interface PlanTable {
  id: string
  version: number
  at: Instant
  by_account: string
  by_name: string
  body: MaybeJson<Plan>
}
