// An area's value from the values of the areas right below it. What those are worth, they say themselves.
import type { Outcome } from './fold.ts'
import { ExactSum } from './sum.ts'
import type { Indicator, IndicatorValue } from './types.ts'

type RollUp = Exclude<NonNullable<Indicator['rollUp']>, 'inputs'>

export interface RolledUp {
  readonly outcome: Outcome
  readonly body: Pick<
    IndicatorValue,
    'coverage' | 'sensors' | 'suspect' | 'simulated' | 'mixed' | 'oldestAt' | 'newestAt'
  >
}

/**
 * Of the children that are known, each counts once. Coverage is theirs weighted by their sensors over all sensors
 * (registered `total` of the larger area if that is more): an unknown child covers nothing. Where no child has sensors
 * (cases, platform), children weigh alike.
 */
export function rollUp(how: RollUp, children: readonly IndicatorValue[], total: number): RolledUp {
  const sensors = Math.max(
    total,
    children.reduce((n, c) => n + c.sensors, 0),
  )
  const covered = new ExactSum()
  const sum = new ExactSum()
  let known = 0
  let [least, greatest, oldestAt, newestAt] = [Infinity, -Infinity, Infinity, -Infinity]
  let [suspect, isReal, isSimulated, isMixed] = [0, false, false, false]
  for (const child of children) {
    suspect += child.suspect
    if (child.value === undefined) continue
    known++
    covered.add(sensors === 0 ? child.coverage : child.coverage * child.sensors)
    sum.add(child.value)
    least = Math.min(least, child.value)
    greatest = Math.max(greatest, child.value)
    oldestAt = Math.min(oldestAt, child.oldestAt ?? Infinity)
    newestAt = Math.max(newestAt, child.newestAt ?? -Infinity)
    if (child.simulated) isSimulated = true
    else isReal = true
    if (child.mixed === true) isMixed = true
  }
  const whole = sensors === 0 ? children.length : sensors
  return {
    outcome:
      known === 0
        ? { unknown: sensors === 0 ? 'noSensors' : 'coverage' }
        : { value: { mean: sum.value / known, max: greatest, min: least, sum: sum.value }[how] },
    body: {
      coverage: whole === 0 ? 0 : Math.min(1, covered.value / whole),
      sensors,
      suspect,
      simulated: known > 0 ? isSimulated : children.some((c) => c.simulated),
      ...(isMixed || (isReal && isSimulated) ? { mixed: true as const } : {}),
      ...(newestAt === -Infinity ? {} : { oldestAt, newestAt }),
    },
  }
}
