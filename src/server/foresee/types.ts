// What the rest of the hub may ask about what is normal and what is foretold. Shapes only.
import type { Forecast, ForecastScore, LeadScore } from '../../core/forecast/types.ts'
import type { AreaCode, IndicatorId } from '../../core/ids.ts'
import type { Anomaly, GhostKind, Normal, NormalCell } from '../../core/normal/types.ts'

/** Why there is no band or no forecast yet: hours known and hours needed. */
export interface Learning {
  readonly hours: number
  readonly needed: number
}

/** Answers without a promise come from memory and cost nothing. */
export interface ForesightReads {
  normalOf(indicator: IndicatorId, area: AreaCode): Normal | undefined
  /** Usual values of the hour an instant falls in. */
  cellOf(indicator: IndicatorId, area: AreaCode, at: number): NormalCell | undefined
  /** Clearly outside what is usual at its hour; undefined inside, close to it, or while too little is known. */
  unusualOf(indicator: IndicatorId, area: AreaCode, value: number, at: number): Anomaly['direction'] | undefined
  /** The same with distance and reason, for any value outside the band. */
  anomalyOf(indicator: IndicatorId, area: AreaCode, value: number, at: number): Promise<Anomaly | undefined>
  /** The newest one; undefined while the model is learning, or when its newest hours are missing. */
  forecastOf(indicator: IndicatorId, area: AreaCode): Forecast | undefined
  /** Set while there is no band, or no forecast for an indicator that should have one, because too few hours are known. */
  learningOf(indicator: IndicatorId, area: AreaCode): Learning | undefined
  /** The last 30 days, by hours ahead; empty before the first hour came. */
  scoresOf(indicator: IndicatorId, area: AreaCode): Promise<readonly ForecastScore[]>
  /** undefined: no forecast, or no levels to cross. */
  leadOf(indicator: IndicatorId, area: AreaCode): Promise<LeadScore | undefined>
  /** The earlier span that goes with `from`–`to` (epoch ms); undefined: no such time is known. */
  ghostSpan(
    kind: GhostKind,
    from: number,
    to: number,
  ): Promise<{ readonly from: number; readonly to: number } | undefined>
}
