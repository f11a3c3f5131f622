// Evaluates one indicator for one area from the values of its inputs. Which sensors and cases belong to the area, and
// whether a value is fresh or suspect, the caller decides.
import { roundHalfEven } from '../air/round.ts'
import type { AreaCode } from '../ids.ts'
import { foldSensors, type Outcome } from './fold.ts'
import { gradeOf, levelOf } from './grades.ts'
import type { IndicatorInputs, Tables } from './inputs.ts'
import { foldPlaces } from './places.ts'
import { rollUp } from './rollUp.ts'
import { spanOf } from './span.ts'
import { scaleAt } from './tables.ts'
import { Tally } from './tally.ts'
import type { CaseFact, Indicator, IndicatorValue, PlatformFact, Unknown } from './types.ts'

/**
 * Evaluates an indicator at `now` (epoch ms). The order of the inputs leaves no trace; cost is constant for each.
 *
 * Only fresh, unsuspected values that the formula can use and that rest on enough of their window (`windowFloor`) count. Coverage is the share of registered sensors with such a
 * value; below the indicator's floor there is no value (`coverage`). An area without sensors: `noSensors`. Limits and
 * classes are those in force at the value's own time (day or night by the city's clock); in a hole between editions, or
 * for a sensor no limit is given for, nothing counts, and where that is all, `noLimit`. Nothing to divide by:
 * `zeroBase`. `value` is rounded to the indicator's decimals by GB/T 8170; level and grade are judged as it is shown, by
 * the scale in force at `now`; without one there is neither.
 */
export function evaluateIndicator(
  def: Indicator,
  area: AreaCode,
  inputs: IndicatorInputs,
  tables: Tables,
  now: number,
): IndicatorValue {
  const from = spanOf(def.window, now, tables.utcOffsetMinutes)?.from
  const head = { indicator: def.id, area, at: now, ...(from === undefined ? {} : { from }) }
  const judge = (outcome: Outcome): Partial<IndicatorValue> => judged(def, outcome, now, tables.utcOffsetMinutes)
  const how = def.rollUp ?? 'inputs'
  if (how !== 'inputs' && inputs.children !== undefined && inputs.children.length > 0) {
    const { outcome, body } = rollUp(how, inputs.children, inputs.total)
    return { ...head, ...body, ...judge(floored(def, outcome, body.coverage)) }
  }

  const { formula } = def
  if (formula.type === 'cases' || formula.type === 'platform') {
    const facts = formula.type === 'cases' ? inputs.cases : inputs.platform
    const outcome = formula.type === 'cases' ? ofCases(formula.of, inputs) : ofPlatform(formula.of, inputs)
    return { ...head, coverage: 1, sensors: 0, suspect: 0, simulated: facts?.simulated ?? false, ...judge(outcome) }
  }

  const tally = new Tally()
  const outcome =
    formula.type === 'aqi' || formula.type === 'class' || formula.type === 'ratio'
      ? foldPlaces(formula, inputs.series, { def, tables, now, total: inputs.total }, tally)
      : foldSensors(formula, inputs.series, def, tables, tally)
  // A sensor that speaks is there, even if the caller's register is a moment behind.
  const sensors = Math.max(inputs.total, tally.seen)
  const coverage = sensors === 0 ? 0 : tally.used / sensors
  const body = { coverage, sensors, ...tally.body }
  return { ...head, ...body, ...judge(sensors === 0 ? { unknown: 'noSensors' } : floored(def, outcome, coverage)) }
}

/** Below the floor there is too little to say anything, unless another reason is plain already. */
function floored(def: Indicator, outcome: Outcome, coverage: number): Outcome {
  if (coverage >= def.coverageFloor) return outcome
  const isPlain = 'unknown' in outcome && (outcome.unknown === 'noLimit' || outcome.unknown === 'noSensors')
  return isPlain ? outcome : { unknown: 'coverage' }
}

function judged(
  def: Indicator,
  outcome: Outcome,
  at: number,
  utcOffsetMinutes: number,
): { readonly unknown: Unknown } | Pick<IndicatorValue, 'value' | 'level' | 'grade' | 'primary'> {
  if ('unknown' in outcome) return outcome
  const value = roundHalfEven(outcome.value, def.decimals)
  const scale = scaleAt(def, at, utcOffsetMinutes)
  const level = levelOf(value, scale?.steps ?? [], def.polarity)
  const grade = gradeOf(value, scale?.grades ?? [])
  return {
    value,
    ...(level === undefined ? {} : { level }),
    ...(grade === undefined ? {} : { grade }),
    ...(outcome.primary === undefined ? {} : { primary: outcome.primary }),
  }
}

function ofCases(of: CaseFact, { cases }: IndicatorInputs): Outcome {
  const value = cases?.[of]
  return value === undefined || !Number.isFinite(value) ? { unknown: 'noCases' } : { value }
}

/** A share of nothing is told by an absent fact beside present ones. */
function ofPlatform(of: PlatformFact, { platform }: IndicatorInputs): Outcome {
  const value = platform?.[of]
  if (value !== undefined && Number.isFinite(value)) return { value }
  return { unknown: platform === undefined ? 'noSensors' : 'zeroBase' }
}
