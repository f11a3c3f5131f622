// Current values of the vital signs, by indicator and area.
import { defineStore } from 'pinia'
import { rowKey, type IndicatorView } from '../../wire/views.ts'
import { liveRows } from './rows.ts'

export const useIndicators = defineStore('indicators', () => {
  const live = liveRows<IndicatorView>(rowKey.indicators, (a, b) => a.at < b.at)
  const value = (indicator: string, area: string): IndicatorView | undefined =>
    live.rows.value.get(`${indicator}@${area}`)
  /** The same indicator in every area that has one. */
  const areas = (indicator: string): IndicatorView[] =>
    [...live.rows.value.values()].filter((v) => v.indicator === indicator)
  return { ...live, value, areas }
})
