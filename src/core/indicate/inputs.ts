// What an indicator is evaluated from. Which sensors and cases belong to the area, and whether a value is fresh, the caller decides.
import type { MetricId, SensorId } from '../ids.ts'
import type { CaseFact, ClassTable, IndicatorValue, LimitTable, PlatformFact } from './types.ts'

/** One sensor's one metric: its newest value, or what its window comes to. */
export interface SeriesInput {
  readonly sensor: SensorId
  readonly metric: MetricId
  /** Already reduced over the indicator's window (see window.ts); in the metric's unit. */
  readonly value: number
  /** Occurrence of the newest value that went in, epoch ms. */
  readonly occurredAt: number
  readonly fresh: boolean
  /** Carries a flag of `SUSPECT`: left out, and counted. */
  readonly suspect: boolean
  readonly simulated: boolean
  readonly attributes: Readonly<Record<string, string | number>>
  /** Share (0–1) of its window's hours with a value; absent: all of it, or no window. */
  readonly covered?: number
  /** For `aqi` by day: means of the last 24 full hours, oldest first; undefined where an hour has none. */
  readonly hours?: readonly (number | undefined)[]
}

/** Per area; absent facts are unknown. */
export interface CaseFacts extends Readonly<Partial<Record<CaseFact, number>>> {
  readonly simulated?: boolean
}
export interface PlatformFacts extends Readonly<Partial<Record<PlatformFact, number>>> {
  readonly simulated?: boolean
}

/** Tables of limits and classes, every edition; the one in force at the time judged is used. */
export interface Tables {
  readonly limitTables: readonly LimitTable[]
  readonly classTables: readonly ClassTable[]
  /** The city's zone: validity, day and night are by its clock. */
  readonly utcOffsetMinutes: number
}

export interface IndicatorInputs {
  /** Only the metric the indicator names (and `over` of a ratio); all metrics for `aqi` and `class`. Order does not matter. */
  readonly series: Iterable<SeriesInput>
  /** Sensors of its kind and `where` registered in the area, whether or not they have ever spoken. */
  readonly total: number
  /** Values of the areas right below, for indicators that roll up by them. */
  readonly children?: readonly IndicatorValue[]
  readonly cases?: CaseFacts
  readonly platform?: PlatformFacts
}
