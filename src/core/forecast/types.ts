// Forecasts with their interval and their score. Shapes only; the method is stated in model.ts.
import type { AreaCode, IndicatorId } from '../ids.ts'

/** One hour ahead of `madeAt`. `low`–`high` is meant to hold the value in 80 of 100 cases. */
export interface ForecastPoint {
  /** The hour's start, epoch ms. */
  readonly at: number
  /** Hours ahead, from 1. */
  readonly ahead: number
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface Forecast {
  readonly indicator: IndicatorId
  readonly area: AreaCode
  readonly madeAt: number
  /** Name of the method, e.g. `ridge-1`. */
  readonly model: string
  /** Hours the model learned from. */
  readonly learnedHours: number
  readonly simulated: boolean
  readonly points: readonly ForecastPoint[]
}

/** How forecasts of one span ahead have fared against what came. Errors in the indicator's unit. */
export interface ForecastScore {
  /** Hours ahead. */
  readonly ahead: number
  readonly n: number
  /** Mean absolute error of the forecast, of «as now» and of «as a week ago», over the same hours. */
  readonly mae: number
  readonly maePersistence?: number
  readonly maeLastWeek?: number
  /** Share (0–1) of values inside their interval; the interval promises 0.8. */
  readonly covered: number
}

/** How early levels were foretold. */
export interface LeadScore {
  /** Level crossings that came, those foretold, and the median lead of those, hours. */
  readonly came: number
  readonly foretold: number
  readonly medianLeadHours?: number
  /** Foretold but did not come. */
  readonly falseAlarms: number
}
