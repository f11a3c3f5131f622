// Tables of matters under supervision. Instants are timestamptz.
import type { LineBody, Tracked } from '../../core/supervise/log.ts'
import type { Instant, Json, MaybeInstant } from './columns.ts'
import type { LogActor } from './chainedLog.ts'

export interface SupervisionTable {
  id: string
  code: string
  state: string
  /** The lead first. */
  departments: string[]
  brief: string | null
  /** `kind/id` */
  anchor: string
  incident: string | null
  given_at: Instant
  due_at: Instant
  ended_at: MaybeInstant
  next_at: MaybeInstant
  case_work: boolean
  version: number
  hash: Buffer
  body: Json<Tracked>
}

export interface SupervisionEventTable {
  of: string
  n: number
  at: Instant
  type: string
  actor: Json<LogActor>
  body: Json<LineBody>
  key: string | null
  hash: Buffer
}
