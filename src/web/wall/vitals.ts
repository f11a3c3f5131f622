// Which vital signs the wall shows: a fixed few per group, except that an abnormal one never stays hidden.
import { GROUPS, type Indicator } from '../../core/indicate/types.ts'
import type { IndicatorView } from '../../wire/views.ts'

/** How the data itself fares is told in the head of the wall. */
export const WALL_GROUPS = GROUPS.filter((group) => group !== 'platform')

/**
 * The first `most` of a group in their own order. One with a level beyond them takes the place of the last calm one, worst
 * first, then those outside their usual band, so that nothing else moves.
 */
export function pickVitals(
  indicators: readonly Indicator[],
  valueOf: (id: string) => IndicatorView | undefined,
  most: number,
): readonly Indicator[] {
  const shown = indicators.slice(0, most)
  /** 1–4 by level, 5 unusual without one, undefined: calm. */
  const need = (i: Indicator): number | undefined => {
    const value = valueOf(i.id)
    return value?.level ?? (value?.unusual === undefined ? undefined : 5)
  }
  const hidden = indicators
    .slice(most)
    .filter((i) => need(i) !== undefined)
    .sort((a, b) => (need(a) ?? 9) - (need(b) ?? 9))
  for (const abnormal of hidden) {
    const calm = shown.findLastIndex((i) => need(i) === undefined)
    // A level goes before what is merely unusual.
    const place = calm >= 0 || need(abnormal) === 5 ? calm : shown.findLastIndex((i) => need(i) === 5)
    if (place < 0) break
    shown[place] = abnormal
  }
  return shown
}

/** Rows that fit a height, at least one. */
export const rowsThatFit = (heightPx: number, rowPx: number): number => Math.max(1, Math.floor(heightPx / rowPx))
