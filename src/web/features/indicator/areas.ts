// The same indicator in many areas: which are compared, in which order they rank. Pure.
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorView } from '../../../wire/views.ts'
import type { RankedBar } from '../../charts/ranking.ts'
import type { AreaWords } from '../../map/shades.ts'

/** Which areas are compared: the streets of a district that is looked at, where they have values, else the districts. */
export function peersOf(values: readonly IndicatorView[], city: string, area: string | undefined): IndicatorView[] {
  const district = area?.slice(0, 6)
  const streets = values.filter((v) => v.area.length === 9 && district !== city && v.area.startsWith(district ?? ''))
  return district !== undefined && district !== city && streets.length > 0
    ? streets
    : values.filter((v) => v.area.length === 6 && v.area !== city)
}

/** Worst first in the bad direction, the greatest first where there is none; unknown ones last, by name. */
export function ranked(values: readonly IndicatorView[], polarity: Indicator['polarity']): IndicatorView[] {
  const sign = polarity === 'higherBetter' ? 1 : -1
  return [...values].sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined) || (a.area < b.area ? -1 : 1)
    return (a.value - b.value) * sign || (a.area < b.area ? -1 : 1)
  })
}

export const barsOf = (
  values: readonly IndicatorView[],
  polarity: Indicator['polarity'],
  chosen: string | undefined,
  words: AreaWords,
): RankedBar[] =>
  ranked(values, polarity).map((view) => ({
    name: words.name(view.area),
    ...(view.value === undefined ? {} : { value: view.value }),
    label: words.value(view),
    small: false,
    chosen: view.area === chosen,
  }))
