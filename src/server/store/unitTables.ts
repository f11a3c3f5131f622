// The tables of moving units, as kysely sees them.
import type { Generated } from 'kysely'
import type { Instant } from './columns.ts'

export interface UnitTable {
  /** `<feed>/<device>` */
  id: string
  idx: Generated<number>
  feed: string
  device: string
  kind: string
  name: string
  department: string | null
  crew: string | null
  simulated: boolean
  registered_at: Instant
}

export interface UnitFixTable {
  /** `idx` of the unit. */
  unit: number
  occurred_at: Instant
  recorded_at: Instant
  lng: number
  lat: number
  speed_kmh: number | null
  heading_deg: number | null
  accuracy_m: number | null
  flags: number
}
