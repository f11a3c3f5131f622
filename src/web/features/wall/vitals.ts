// Which vital signs the wall shows: a fixed few per group, except that an abnormal one never stays hidden.
import { scaleAt } from '../../../core/indicate/tables.ts'
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorView } from '../../../wire/views.ts'
import { cityOffsetMinutes } from '../../i18n/format.ts'

export const GROUPS = ['air', 'water', 'traffic', 'lifeline', 'order', 'service'] as const
export type Group = (typeof GROUPS)[number]

/**
 * The first `most` of a group in their own order. An abnormal one beyond them takes the place of the last calm one,
 * worst first, so that nothing else moves.
 */
export function pickVitals(
  indicators: readonly Indicator[],
  valueOf: (id: string) => IndicatorView | undefined,
  most: number,
): readonly Indicator[] {
  const shown = indicators.slice(0, most)
  const level = (i: Indicator): number | undefined => valueOf(i.id)?.level
  const hidden = indicators
    .slice(most)
    .filter((i) => level(i) !== undefined)
    .sort((a, b) => (level(a) ?? 9) - (level(b) ?? 9))
  for (const abnormal of hidden) {
    const place = shown.findLastIndex((i) => level(i) === undefined)
    if (place < 0) break
    shown[place] = abnormal
  }
  return shown
}

/** Limit of the mildest level of the scale in force at `now` (epoch ms): where normal ends. */
export function normalEnd(indicator: Indicator, now: number): number | undefined {
  const steps = scaleAt(indicator, now, cityOffsetMinutes(now))?.steps ?? []
  return [...steps].sort((a, b) => b.level - a.level)[0]?.limit
}

/** Rows that fit a height, at least one. */
export const rowsThatFit = (heightPx: number, rowPx: number): number => Math.max(1, Math.floor(heightPx / rowPx))
