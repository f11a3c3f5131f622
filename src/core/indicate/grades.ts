// Judges one value: its level, its place in a scale, its class by a class table. Which edition holds is in tables.ts.
import type { MetricId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { ClassTable, Grade, Indicator, IndicatorStep } from './types.ts'

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

/** Place in the grades, from 0: the last that begins at or below the value; what lies below the first belongs to it. */
export function gradeOf(value: number, grades: readonly Grade[]): number | undefined {
  if (grades.length === 0 || Number.isNaN(value)) return undefined
  let place = 0
  for (let i = 1; i < grades.length; i++) if (value >= (grades[i]?.from ?? Infinity)) place = i
  return place
}

/**
 * Class of a place, from 1 (best): that of its worst item. A quantity that is missing (absent or not finite) leaves the
 * class unknown, unless what was measured is of the last class already: nothing can be worse.
 */
export function classOf(
  table: ClassTable,
  values: Readonly<Partial<Record<MetricId, number | undefined>>>,
): number | undefined {
  const last = table.classes.length
  let worst = 1
  let isWhole = true
  for (const { metric, min, max } of table.ranges ?? []) {
    const value = values[metric]
    if (!isMeasured(value)) isWhole = false
    else if (value < min || value > max) worst = last
  }
  for (const { metric, bad, limits } of table.items) {
    const value = values[metric]
    if (!isMeasured(value)) {
      isWhole = false
      continue
    }
    const within = limits.findIndex((limit) => (bad === 'above' ? value <= limit : value >= limit))
    worst = Math.max(worst, within < 0 ? last : within + 1)
  }
  return isWhole || worst === last ? worst : undefined
}

const isMeasured = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value)
