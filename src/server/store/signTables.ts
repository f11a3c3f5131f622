// Tables of the vital signs: hours, quality, silence, what is normal and what was foretold. Instants are timestamptz.
import type { ColumnType } from 'kysely'
import type { ForecastPoint } from '../../core/forecast/types.ts'
import type { Normal } from '../../core/normal/types.ts'
import type { Instant, Json, MaybeInstant } from './columns.ts'

/** One hour of one indicator, made from its minutes as its definition says. */
export interface IndicatorHourTable {
  indicator: string
  area: string
  hour: Instant
  value: number | null
  least: number | null
  greatest: number | null
  /** Minutes with a value, 0–60. */
  minutes: number
  coverage: number
  level: number | null
  simulated: boolean
  mixed: ColumnType<boolean, boolean | undefined, boolean>
  corrected_at: MaybeInstant
}

/** An hour of a sensor kind that is to be told again, since something came late. */
export interface LateHourTable {
  kind: string
  hour: Instant
  /** Grows with every mark. */
  n: number
}

export interface QualityHourTable {
  /** `sensor.idx` */
  sensor: number
  hour: Instant
  flag: string
  n: number
}

/** By feed and those who answer for its sensors ('' for nobody); also `observations`, all that was kept. */
export interface QualityGroupHourTable {
  feed: string
  owner: string
  maintainer: string
  hour: Instant
  flag: string
  n: ColumnType<string, number, number>
}

export interface SilenceTable {
  sensor: number
  from_at: Instant
  to_at: MaybeInstant
}

export interface NormalTable {
  indicator: string
  area: string
  learned_at: Instant
  body: Json<Normal>
}

export interface ForecastTable {
  indicator: string
  area: string
  made_at: Instant
  model: string
  learned_hours: number
  simulated: boolean
  body: Json<readonly ForecastPoint[]>
}

export interface ForecastResultTable {
  indicator: string
  area: string
  made_at: Instant
  ahead: number
  model: string
  foretold: number
  low: number
  high: number
  came: number
  persistence: number | null
  last_week: number | null
}
