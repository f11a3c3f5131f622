// Order of the sensors behind an indicator: those in alarm by level, then by value in the bad direction, stale ones last.
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorDetail } from '../../../wire/api.ts'

type Row = IndicatorDetail['sensors'][number]

export function worstFirst(rows: readonly Row[], polarity: Indicator['polarity']): Row[] {
  const rank = (r: Row): number => (r.level === 0 ? 9 : r.level)
  const bad = (r: Row): number => {
    if (r.value === undefined) return -Infinity
    return polarity === 'higherBetter' ? -r.value : r.value
  }
  return [...rows].sort(
    (a, b) => Number(b.fresh) - Number(a.fresh) || rank(a) - rank(b) || bad(b) - bad(a) || (a.name < b.name ? -1 : 1),
  )
}
