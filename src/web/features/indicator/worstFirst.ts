// Order of the sensors behind an indicator: those in alarm by level, then by value in the bad direction; what is left out of it last.
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorDetail } from '../../../wire/signs.ts'

export type SensorRow = IndicatorDetail['sensors'][number]
/** `suspect` and `stale` count for nothing; `silent` has never spoken. */
export type Standing = 'fresh' | 'suspect' | 'stale' | 'silent'

export function standingOf(row: SensorRow): Standing {
  if (row.at === undefined) return 'silent'
  if (!row.fresh) return 'stale'
  return row.suspect ? 'suspect' : 'fresh'
}

const LATER: Readonly<Record<Standing, number>> = { fresh: 0, suspect: 1, stale: 2, silent: 3 }

/**
 * Which way is good for a sensor's own value: an indicator that counts sensors beyond a limit may be better the higher it is
 * while each of its sensors is better the lower.
 */
export function sensorPolarity({ formula, polarity }: Pick<Indicator, 'formula' | 'polarity'>): Indicator['polarity'] {
  if (!('op' in formula) || polarity === 'neutral') return polarity
  const isCountedBad = polarity === 'lowerBetter'
  return (formula.op === 'atLeast') === isCountedBad ? 'lowerBetter' : 'higherBetter'
}

export function worstFirst(rows: readonly SensorRow[], polarity: Indicator['polarity']): SensorRow[] {
  const rank = (r: SensorRow): number => (r.level === 0 ? 9 : r.level)
  const bad = (r: SensorRow): number => {
    if (r.value === undefined) return -Infinity
    return polarity === 'higherBetter' ? -r.value : r.value
  }
  return [...rows].sort(
    (a, b) =>
      LATER[standingOf(a)] - LATER[standingOf(b)] || rank(a) - rank(b) || bad(b) - bad(a) || (a.name < b.name ? -1 : 1),
  )
}
