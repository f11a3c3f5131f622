// Evaluates one indicator for one area from the current values of its inputs. Which sensors and cases belong to the
// area, and whether a value is still fresh, is decided by the caller.
import { aqiOf, type Concentrations } from '../air/aqi.ts'
import { roundHalfEven } from '../air/round.ts'
import { POLLUTANTS, aqiStandardAt } from '../air/table.ts'
import type { AreaCode, MetricId, SensorId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Formula, Indicator, IndicatorStep, IndicatorValue } from './types.ts'

/** The current value of one series. */
export interface SeriesInput {
  readonly sensor: SensorId
  readonly metric: MetricId
  readonly value: number
  /** Epoch ms. */
  readonly occurredAt: number
  readonly fresh: boolean
  readonly simulated: boolean
  readonly attributes: Readonly<Record<string, string | number>>
}

/** Cases of the area; "today" is the city's calendar day. */
export interface CaseFacts {
  readonly open: number
  readonly overdue: number
  readonly openedToday: number
  readonly closedToday: number
  /** Orders whose deadline falls on today's elapsed part, and those of them disposed of in time. */
  readonly dueToday: number
  readonly metToday: number
  readonly simulated?: boolean
}

export interface FeedFacts {
  readonly total: number
  /** Delivering within their contract. */
  readonly live: number
  readonly simulated?: boolean
}

export interface IndicatorInputs {
  /** Only the metric the indicator names; all six pollutants for `aqi`. Order does not matter. */
  readonly series: Iterable<SeriesInput>
  /** Sensors of its kind registered in the area, whether or not they have ever spoken. */
  readonly total: number
  readonly cases?: CaseFacts
  readonly feeds?: FeedFacts
}

/**
 * Evaluates an indicator at `now` (epoch ms).
 *
 * Only fresh, finite values count. Coverage is the share of registered sensors with such a value; below the
 * indicator's floor there is no value (`coverage`). `value` is rounded to the indicator's decimals by GB/T 8170 and its
 * level judged as it is shown. Sums are taken in the order of size, so that the order of arrival leaves no trace.
 */
export function evaluateIndicator(
  def: Indicator,
  area: AreaCode,
  inputs: IndicatorInputs,
  now: number,
): IndicatorValue {
  const head = { indicator: def.id, area, at: now }
  if (def.formula.type === 'cases') {
    const { cases } = inputs
    const whole = { ...head, coverage: 1, sensors: 0, simulated: cases?.simulated ?? false }
    const value = cases === undefined ? undefined : ofCases(def.formula.of, cases)
    return value === undefined ? { ...whole, unknown: 'noCases' } : { ...whole, ...judged(def, value) }
  }
  if (def.formula.type === 'feedHealth') {
    const { feeds } = inputs
    const whole = { ...head, coverage: 1, sensors: 0, simulated: feeds?.simulated ?? false }
    return feeds === undefined || feeds.total <= 0
      ? { ...whole, unknown: 'noSensors' }
      : { ...whole, ...judged(def, (100 * feeds.live) / feeds.total) }
  }

  const gathered = gather(def, inputs)
  const { fresh, sensors, simulated } = gathered
  if (sensors === 0) return { ...head, coverage: 0, sensors, simulated, unknown: 'noSensors' }
  const coverage = new Set(fresh.map((s) => s.sensor)).size / sensors
  const body = { ...head, coverage, sensors, simulated, ...oldest(fresh) }
  if (fresh.length === 0 || coverage < def.coverageFloor) return { ...body, unknown: 'coverage' }
  if (def.formula.type === 'aqi') {
    const result = aqiOf(meanConcentrations(fresh, sensors, def.coverageFloor), 'hour', aqiStandardAt(now))
    return result.state === 'NA'
      ? { ...body, unknown: 'missingPollutant' }
      : { ...body, ...judged(def, result.aqi), ...(result.primary.length > 0 ? { primary: result.primary } : {}) }
  }
  return { ...body, ...judged(def, ofSeries(def.formula, fresh)) }
}

/**
 * The most severe level whose limit the value is at or beyond: upwards when lower is better, downwards when higher is
 * better. A neutral indicator has no bad direction, so no level.
 */
export function levelOf(
  value: number,
  steps: readonly IndicatorStep[],
  polarity: Indicator['polarity'],
): Level | undefined {
  if (polarity === 'neutral') return undefined
  let level: Level | undefined
  for (const step of steps) {
    const reached = polarity === 'lowerBetter' ? value >= step.limit : value <= step.limit
    if (reached && (level === undefined || step.level < level)) level = step.level
  }
  return level
}

/**
 * Road traffic index of one sensor, 0 (free) to 10 (standing): 10 × (1 − speed ÷ free-flow speed), held within 0–10.
 * Our own mapping onto the 0–10 scale of GB/T 33171-2016: the standard gives scale and grades ([0,2) free … [8,10]
 * severe) but leaves the model to the city. With this one the grades change at 80, 60, 40 and 20 % of free-flow speed,
 * close to the usual speed grades of expressways (65, 50, 35, 20 km/h at 80 km/h free flow).
 * Undefined without a positive free-flow speed, or for a speed that is none.
 */
export function trafficIndexOf(speedKmh: number, freeKmh: number): number | undefined {
  if (!(freeKmh > 0) || !(speedKmh >= 0)) return undefined
  return 10 * (1 - Math.min(1, speedKmh / freeKmh))
}

function judged(def: Indicator, exact: number): { value: number; level?: Level } {
  const value = roundHalfEven(exact, def.decimals)
  const level = levelOf(value, def.steps, def.polarity)
  return level === undefined ? { value } : { value, level }
}

interface Gathered {
  readonly fresh: readonly SeriesInput[]
  readonly sensors: number
  readonly simulated: boolean
}

function gather(def: Indicator, inputs: IndicatorInputs): Gathered {
  const fresh: SeriesInput[] = []
  const seen = new Set<SensorId>()
  let anySimulated = false
  for (const s of inputs.series) {
    seen.add(s.sensor)
    anySimulated ||= s.simulated
    if (s.fresh && Number.isFinite(s.value) && isUsable(def.formula, s)) fresh.push(s)
  }
  return {
    fresh,
    // A sensor that speaks is there, even if the caller's register is a moment behind.
    sensors: Math.max(inputs.total, seen.size),
    simulated: fresh.length > 0 ? fresh.some((s) => s.simulated) : anySimulated,
  }
}

/** A speed without its free-flow speed says nothing about congestion: that sensor is not covered. */
const isUsable = (formula: Formula, s: SeriesInput): boolean =>
  formula.type !== 'trafficIndex' || trafficIndexOf(s.value, freeKmhOf(s)) !== undefined

const freeKmhOf = (s: SeriesInput): number => Number(s.attributes['freeKmh'] ?? Number.NaN)

function oldest(fresh: readonly SeriesInput[]): { oldestAt?: number } {
  if (fresh.length === 0) return {}
  return { oldestAt: fresh.reduce((min, s) => Math.min(min, s.occurredAt), Number.POSITIVE_INFINITY) }
}

/** Floating sums depend on their order; sorted, they do not. */
const sum = (values: readonly number[]): number => [...values].sort((a, b) => a - b).reduce((total, v) => total + v, 0)
const mean = (values: readonly number[]): number => sum(values) / values.length

type SeriesFormula = Exclude<Formula, { type: 'cases' | 'feedHealth' | 'aqi' }>

/** `fresh` is not empty. */
function ofSeries(formula: SeriesFormula, fresh: readonly SeriesInput[]): number {
  const values = fresh.map((s) => s.value)
  switch (formula.type) {
    case 'mean':
      return mean(values)
    case 'sum':
      return sum(values)
    case 'max':
      return values.reduce((a, b) => Math.max(a, b))
    case 'min':
      return values.reduce((a, b) => Math.min(a, b))
    case 'count':
      return beyond(formula, values)
    case 'share':
      return (100 * beyond(formula, values)) / values.length
    case 'trafficIndex':
      return mean(fresh.map((s) => trafficIndexOf(s.value, freeKmhOf(s)) ?? Number.NaN))
  }
}

const beyond = (bound: { op: 'atLeast' | 'atMost'; limit: number }, values: readonly number[]): number =>
  values.filter((v) => (bound.op === 'atLeast' ? v >= bound.limit : v <= bound.limit)).length

/** A pollutant that fewer stations than the floor measure is missing, however many stations measure others. */
function meanConcentrations(fresh: readonly SeriesInput[], sensors: number, floor: number): Concentrations {
  const concentrations: { -readonly [P in keyof Concentrations]: number } = {}
  for (const pollutant of POLLUTANTS) {
    const values = fresh.filter((s) => s.metric === pollutant).map((s) => s.value)
    if (values.length > 0 && values.length / sensors >= floor) concentrations[pollutant] = mean(values)
  }
  return concentrations
}

function ofCases(of: Extract<Formula, { type: 'cases' }>['of'], cases: CaseFacts): number | undefined {
  if (of !== 'onTimeRate') return cases[of]
  return cases.dueToday > 0 ? (100 * cases.metToday) / cases.dueToday : undefined
}
