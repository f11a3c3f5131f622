// The tables of walls and boards, as kysely sees them.
import type { Board } from '../../wire/boards.ts'
import type { WallRow, WallSays } from '../../wire/walls.ts'
import type { Instant, Json, MaybeInstant, MaybeJson } from './columns.ts'

export interface WallTable {
  username: string
  name: string
  paired_at: MaybeInstant
  revoked_at: MaybeInstant
  orders: Json<WallRow['orders']>
  version: number
  says: MaybeJson<WallSays>
  heard_at: MaybeInstant
}

export interface WallPairingTable {
  code: Buffer
  secret: Buffer
  expires_at: Instant
  username: string | null
}

export interface BoardTable {
  id: string
  body: MaybeJson<Board>
  version: number
  changed_at: Instant
  changed_by: string
}
