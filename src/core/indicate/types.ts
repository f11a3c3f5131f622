// City vital signs (城市体征) as data: what an indicator is made of and what it says. Shapes only.
import type { AreaCode, IndicatorId, MetricId, SensorKindId } from '../ids.ts'
import type { Text } from '../text.ts'
import type { Level } from '../level.ts'

/** Subjects, in the order of screens; `platform` is the data itself. */
export const GROUPS = ['air', 'water', 'traffic', 'lifeline', 'order', 'service', 'platform'] as const
export type Group = (typeof GROUPS)[number]

/** How sure a figure is: read in the standard, from memory of it, this city's own choice, or unsure. */
export const SURENESS = ['src', 'mem', 'local', 'unsure'] as const
export type Sureness = (typeof SURENESS)[number]

/**
 * What span of time a value speaks of. `now`: the newest values. `running`: the last `overMs`, ending now. `hour`: since
 * the full hour. `day`: since the last `fromHour` o'clock in the city's zone (0; 8 or 20 for the meteorological day).
 */
export type Window =
  | { readonly type: 'now' }
  | { readonly type: 'running'; readonly overMs: number }
  | { readonly type: 'hour' }
  | { readonly type: 'day'; readonly fromHour: number }

/**
 * How the values of one sensor within the window become one. `change`: newest less oldest. `total`: mean × hours covered,
 * the amount that a rate per hour comes to (rain). Only `last` with `now`.
 */
export const REDUCTIONS = ['last', 'mean', 'max', 'min', 'sum', 'change', 'total'] as const
export type Reduction = (typeof REDUCTIONS)[number]

/** A number; or an item of a limit table in force at the time, named outright or by an attribute of the sensor. */
export type Limit =
  number | { readonly table: string; readonly item: string } | { readonly table: string; readonly by: string }

/**
 * Limits of one standard by item (noise zone, road class, pollutant and class, grade of a river gauge). Several editions
 * share an `id`, with validity that does not overlap; the one in force at the time judged is used. `night` limits hold
 * from `fromHour` (inclusive) to `toHour` (exclusive), over midnight.
 */
export interface LimitTable {
  readonly id: string
  readonly name: Text
  readonly standard?: string
  readonly sure: Sureness
  /** City dates, `YYYY-MM-DD`: first day and last day in force. */
  readonly validFrom?: string
  readonly validTo?: string
  readonly night?: { readonly fromHour: number; readonly toHour: number }
  readonly items: readonly { readonly id: string; readonly limit: number; readonly night?: number }[]
}

/**
 * Classes by several quantities, best first: each item has one limit per class but the last, which is «worse than all».
 * `above`: class n while the value is at or below its limit; `below`: at or above. The class of a place is its worst item.
 */
export interface ClassTable {
  readonly id: string
  readonly name: Text
  readonly standard?: string
  readonly sure: Sureness
  readonly validFrom?: string
  readonly validTo?: string
  readonly classes: readonly Grade[]
  readonly items: readonly {
    readonly metric: MetricId
    readonly bad: 'above' | 'below'
    /** One per class but the last, from the best. */
    readonly limits: readonly number[]
  }[]
  /** Outside these the place is of the last class. */
  readonly ranges?: readonly { readonly metric: MetricId; readonly min: number; readonly max: number }[]
}

/** What is counted of cases and reports. Rates are per cent; windows are in the README of the city data. */
export const CASE_FACTS = [
  'open',
  'overdue',
  'severeOpen',
  'waitingDispatch',
  'openedToday',
  'closedToday',
  'onTimeRate',
  'returnRate',
  'reworkRate',
  'meanHandleHours',
  'reportsToday',
  'hotlineToday',
  'hotlineHour',
  'responseRate',
  'solvedRate',
  'satisfiedRate',
] as const
export type CaseFact = (typeof CASE_FACTS)[number]

/** What is counted of the data itself. Shares are per cent, of the last hour. */
export const PLATFORM_FACTS = [
  'feedHealth',
  'sensorsLive',
  'suspectShare',
  'lateShare',
  'rejectShare',
  'alarmsStanding',
  'alarmsHour',
  'observationsPerMinute',
] as const
export type PlatformFact = (typeof PLATFORM_FACTS)[number]

/** How the sensors' values become one number. */
export type Formula =
  | { readonly type: 'mean' | 'max' | 'min' | 'sum' }
  /** The share `p` (0–1) of sensors is at or below the value. */
  | { readonly type: 'quantile'; readonly p: number }
  /** Share (0–100 %) of sensors at or beyond `limit`; sensors without a limit of their own do not count. */
  | { readonly type: 'share'; readonly op: 'atLeast' | 'atMost'; readonly limit: Limit }
  /** How many sensors are at or beyond `limit`. */
  | { readonly type: 'count'; readonly op: 'atLeast' | 'atMost'; readonly limit: Limit }
  /** How far the worst sensor is beyond its limit in the direction `op`; negative: all are within. */
  | { readonly type: 'excess'; readonly op: 'atLeast' | 'atMost'; readonly limit: Limit }
  /** Mean weighted by a numeric attribute of the sensor. */
  | { readonly type: 'weightedMean'; readonly weight: string }
  /** 100 × sum of the metric ÷ sum of the metric `over`; unknown (`zeroBase`) when that is zero. */
  | { readonly type: 'ratio'; readonly over: MetricId }
  /** AQI of HJ 633 over the area's stations: mean concentration per pollutant, then the index. `day`: 24-h means and MDA8 of ozone. */
  | { readonly type: 'aqi'; readonly period: 'hour' | 'day' }
  /** Road traffic index 0–10 (GB/T 33171 scale) from speed ÷ the sensor's free-flow speed attribute `freeKmh`. */
  | { readonly type: 'trafficIndex' }
  /** Class of each place by a class table, from 1; `worst`: the worst of them, `share`: per cent at `upTo` or better. */
  | { readonly type: 'class'; readonly table: string; readonly of: 'worst' }
  | { readonly type: 'class'; readonly table: string; readonly of: 'share'; readonly upTo: number }
  | { readonly type: 'cases'; readonly of: CaseFact }
  | { readonly type: 'platform'; readonly of: PlatformFact }

export interface IndicatorStep {
  readonly level: Level
  readonly limit: number
}

/** A named span of a scale, from `from` upwards to the next one; whatever lies below the first belongs to the first. */
export interface Grade {
  readonly from: number
  readonly name: Text
  /** `#rrggbb`, only where a standard fixes it (AQI). Never a level's hue otherwise. */
  readonly colour?: string
}

/** Levels and grades of an indicator while one edition is in force. Editions do not overlap; between them nothing is judged. */
export interface Scale {
  readonly validFrom?: string
  readonly validTo?: string
  readonly standard?: string
  readonly sure: Sureness
  /** Levels by breakpoint: at or beyond `limit`, in the bad direction. */
  readonly steps: readonly IndicatorStep[]
  /** In ascending order of `from`. */
  readonly grades?: readonly Grade[]
}

/** Definition of one indicator (reference data). */
export interface Indicator {
  readonly id: IndicatorId
  readonly group: Group
  readonly name: Text
  readonly unit: string
  readonly decimals: number
  /** Input series; absent for `cases` and `platform`. For `aqi` and `class` the metric is not named. */
  readonly input?: {
    readonly kind: SensorKindId
    readonly metric?: MetricId
    /** Only sensors whose attribute has one of these values. */
    readonly where?: Readonly<Record<string, readonly (string | number)[]>>
  }
  readonly window: Window
  /** Default: `last` for `now`, `mean` otherwise. */
  readonly reduce?: Reduction
  /** Share (0–1) of its window's hours in which a sensor must have spoken to count; for windows of three hours and more. */
  readonly windowFloor?: number
  /** Each sensor's value times this is in the indicator's unit and held against its limits: 6 turns mm in 10 min into mm/h. */
  readonly factor?: number
  readonly formula: Formula
  /** Which way is good. */
  readonly polarity: 'higherBetter' | 'lowerBetter' | 'neutral'
  readonly scales: readonly Scale[]
  /** Share of its sensors that must be fresh, 0–1; below it the value is unknown. */
  readonly coverageFloor: number
  /** Smallest areas it is evaluated for; default `district`. The city and everything between are evaluated too. */
  readonly areas?: 'city' | 'district' | 'street' | 'grid'
  /** From all sensors of the larger area (default), or from the values of the areas right below it that are known. */
  readonly rollUp?: 'inputs' | 'mean' | 'max' | 'min' | 'sum'
  /** How the minutes of an hour become the hour's value; default `mean`. */
  readonly history?: 'mean' | 'max' | 'min' | 'last'
  /** Forecast this far ahead. */
  readonly forecastHours?: number
  /** Explained in words for the page and the brief. */
  readonly explain: Text
}

/** Why there is no value. `zeroBase`: nothing to divide by. `noLimit`: no limit was in force for any sensor. */
export const UNKNOWNS = ['coverage', 'noSensors', 'missingPollutant', 'noCases', 'zeroBase', 'noLimit'] as const
export type Unknown = (typeof UNKNOWNS)[number]

/** One evaluated indicator for one area. `value` is absent when unknown (NA). */
export interface IndicatorValue {
  readonly indicator: IndicatorId
  readonly area: AreaCode
  readonly at: number
  /** Where its window begins; absent for `now`. */
  readonly from?: number
  readonly value?: number
  readonly level?: Level
  /** Place in the grades of the scale in force, from 0. */
  readonly grade?: number
  /** 0–1: fresh, unsuspected sensors over all sensors. 1 for case and platform indicators. */
  readonly coverage: number
  readonly sensors: number
  /** Sensors left out because their newest value is suspect. */
  readonly suspect: number
  /** Occurrence time of the oldest and the newest input that counted (ms). */
  readonly oldestAt?: number
  readonly newestAt?: number
  readonly unknown?: Unknown
  /** True when any input comes from a simulated feed. */
  readonly simulated: boolean
  /** Simulated and real inputs together: said wherever the value is shown. */
  readonly mixed?: true
  /** AQI only: primary pollutants when AQI > 50. */
  readonly primary?: readonly string[]
}
