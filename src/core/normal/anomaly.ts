// Says whether a value is unusual for its hour, by how much and in words. Judges nothing: levels are the scale's business.
import type { Text } from '../text.ts'
import { NORMAL_WEEKS } from './learn.ts'
import type { Anomaly, NormalCell } from './types.ts'

/**
 * Farther outside the band than a quarter of its width: one value in five lies outside a 10–90 band by nature, and would be
 * marked; of a bell curve one in seventeen lies beyond this.
 */
export const UNUSUAL_BEYOND = 0.25

/** Smallest difference that is shown. */
const stepOf = (decimals: number): number => 10 ** -decimals

function outside(value: number, cell: NormalCell): { direction: Anomaly['direction']; by: number } | undefined {
  if (value > cell.high) return { direction: 'high', by: value - cell.high }
  if (value < cell.low) return { direction: 'low', by: cell.low - value }
  return undefined
}

/** Distance from the band in widths of the band; a band without width is as wide as the smallest difference shown. */
const beyondOf = (by: number, cell: NormalCell, decimals: number): number =>
  by / Math.max(cell.high - cell.low, stepOf(decimals))

/** In which direction a value lies clearly outside the usual band of its hour; undefined inside and close to it. */
export function unusualOf(value: number, cell: NormalCell, decimals: number): Anomaly['direction'] | undefined {
  const found = outside(value, cell)
  if (!found || found.by < stepOf(decimals)) return undefined
  return beyondOf(found.by, cell, decimals) >= UNUSUAL_BEYOND ? found.direction : undefined
}

function distanceWords(
  value: number,
  { direction, by }: { direction: Anomaly['direction']; by: number },
  edge: number,
) {
  const high = direction === 'high'
  // A share of nothing, or of less than nothing, says nothing.
  if (edge > 0 && value >= 0) {
    const percent = `${Math.round((100 * by) / edge)}%`
    return high
      ? { zh: `比同时段常值上沿高 ${percent}`, en: `${percent} above the usual upper edge at this hour` }
      : { zh: `比同时段常值下沿低 ${percent}`, en: `${percent} below the usual lower edge at this hour` }
  }
  return high
    ? { zh: '高于同时段常值上沿', en: 'above the usual upper edge at this hour' }
    : { zh: '低于同时段常值下沿', en: 'below the usual lower edge at this hour' }
}

function recordWords(value: number, high: boolean, past: readonly number[]): Text | undefined {
  if (past.length === 0 || past.some((v) => (high ? v >= value : v <= value))) return undefined
  return high
    ? { zh: `近 ${NORMAL_WEEKS} 周同一时段最高`, en: `the highest at this hour in ${NORMAL_WEEKS} weeks` }
    : { zh: `近 ${NORMAL_WEEKS} 周同一时段最低`, en: `the lowest at this hour in ${NORMAL_WEEKS} weeks` }
}

/**
 * How and why a value is unusual for its hour; undefined inside the band, or closer to it than can be shown. `past`: what the
 * series was at the same hour of the last `NORMAL_WEEKS` weeks, any order; `decimals`: as the indicator is shown.
 */
export function anomalyOf(
  value: number,
  cell: NormalCell,
  past: readonly number[],
  decimals: number,
): Anomaly | undefined {
  const found = outside(value, cell)
  if (!found || found.by < stepOf(decimals)) return undefined
  const high = found.direction === 'high'
  const distance = distanceWords(value, found, high ? cell.high : cell.low)
  const record = recordWords(value, high, past)
  const why = record ? { zh: `${distance.zh}；${record.zh}`, en: `${distance.en}; ${record.en}` } : distance
  return { direction: found.direction, beyond: beyondOf(found.by, cell, decimals), cell, why }
}
