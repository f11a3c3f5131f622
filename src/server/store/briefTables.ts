// Tables of briefs. Instants are timestamptz.
import type { DocumentLine, DocumentState } from '../../core/brief/document.ts'
import type { LogActor } from './chainedLog.ts'
import type { Instant, Json, MaybeInstant } from './columns.ts'

export interface BriefHeadTable {
  id: string
  kind: string
  state: string
  from_at: Instant
  to_at: Instant
  issued_at: MaybeInstant
  version: number
  hash: Buffer
  body: Json<DocumentState>
}

export interface BriefLineTable {
  of: string
  n: number
  at: Instant
  type: string
  actor: Json<LogActor>
  body: Json<DocumentLine['body']>
  /** The act that wrote it: the same key again has no second effect. */
  key: string | null
  hash: Buffer
}

export interface BriefBodyTable {
  brief: string
  n: number
  body: Json<unknown>
}

export interface BriefNumberTable {
  series: string
  year: number
  number: number
  brief: string
}

export interface BriefReadTable {
  brief: string
  account: string
  form: string
  name: string
  role: string
  at: Instant
  last_at: Instant
}

export interface ReaderVisitTable {
  account: string
  last_at: Instant
  before_at: MaybeInstant
}
