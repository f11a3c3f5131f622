// City vital signs (城市体征) as data: what an indicator is made of and what it says.
import type { AreaCode, IndicatorId, MetricId, SensorKindId } from '../ids.ts'
import type { Text } from '../text.ts'
import type { Level } from '../level.ts'

/** How the current values of the input series become one number. */
export type Formula =
  | { readonly type: 'mean' | 'max' | 'min' | 'sum' }
  /** Share (0–100 %) of sensors at or beyond `limit`. */
  | { readonly type: 'share'; readonly op: 'atLeast' | 'atMost'; readonly limit: number }
  /** How many sensors are at or beyond `limit`. */
  | { readonly type: 'count'; readonly op: 'atLeast' | 'atMost'; readonly limit: number }
  /** Real-time AQI of HJ 633-2026 over the area's stations: mean concentration per pollutant, then the index. */
  | { readonly type: 'aqi' }
  /** Road traffic index 0–10 (GB/T 33171 scale) from speed ÷ the sensor's free-flow speed attribute `freeKmh`. */
  | { readonly type: 'trafficIndex' }
  /** From cases, not sensors. */
  | { readonly type: 'cases'; readonly of: 'open' | 'overdue' | 'openedToday' | 'closedToday' | 'onTimeRate' }
  /** Share of feeds that deliver within their contract. */
  | { readonly type: 'feedHealth' }

export interface IndicatorStep {
  readonly level: Level
  readonly limit: number
}

/** Definition of one indicator (reference data). */
export interface Indicator {
  readonly id: IndicatorId
  readonly group: 'air' | 'water' | 'traffic' | 'lifeline' | 'order' | 'service'
  readonly name: Text
  readonly unit: string
  readonly decimals: number
  /** Input series; absent for `cases` and `feedHealth`. For `aqi` the metric is not named. */
  readonly input?: { readonly kind: SensorKindId; readonly metric?: MetricId }
  readonly formula: Formula
  /** Which way is good. */
  readonly polarity: 'higherBetter' | 'lowerBetter' | 'neutral'
  /** Levels by breakpoint: at or beyond `limit`, in the bad direction (`below` when higher is better). */
  readonly steps: readonly IndicatorStep[]
  /** Share of its sensors that must be fresh, 0–1; below it the value is unknown. */
  readonly coverageFloor: number
  /** What the window is, in words: running value, last hour, today since midnight. */
  readonly window: Text
  readonly standard?: string
  /** Explained in words for the page and the brief. */
  readonly explain: Text
}

/** One evaluated indicator for one area. `value` is absent when unknown (NA). */
export interface IndicatorValue {
  readonly indicator: IndicatorId
  readonly area: AreaCode
  readonly at: number
  readonly value?: number
  readonly level?: Level
  /** 0–1: fresh sensors over all sensors. 1 for case indicators. */
  readonly coverage: number
  readonly sensors: number
  /** Occurrence time of the oldest fresh input (ms). */
  readonly oldestAt?: number
  /** Why there is no value. */
  readonly unknown?: 'coverage' | 'noSensors' | 'missingPollutant' | 'noCases'
  /** True when any input comes from a simulated feed. */
  readonly simulated: boolean
  /** AQI only: primary pollutants when AQI > 50. */
  readonly primary?: readonly string[]
}
