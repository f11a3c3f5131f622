// Where people report how much within a window of time: a heat for the eye, streets with counts for the table.
import { computed } from 'vue'
import { SOURCE_WORDS } from '../../../wire/words.ts'
import { REPORT_SOURCES, type MapReportsQuery } from '../../../wire/map.ts'
import { getMapReports } from '../../api/map.ts'
import { useFetch } from '../../api/useFetch.ts'
import { figure, span } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { HEAT, heat, heatCollection, heatRamp } from '../overlays/heat.ts'
import type { LayerEntry } from './entry.ts'
import { useDrawn } from './useDrawn.ts'

/** Without a brush: so long back, asked anew as often. */
const USUAL_MS = 24 * 3_600_000
const ASK_MS = 60_000

type Source = (typeof REPORT_SOURCES)[number]
const isSource = (word: string | undefined): word is Source => REPORT_SOURCES.some((one) => one === word)

export const reports: LayerEntry = {
  id: HEAT,
  group: 'analysis',
  open({ look, window, choice }) {
    const city = useCity()
    const clock = useNow()
    const question = computed((): MapReportsQuery => {
      const to = window.value?.to ?? (Math.floor(clock.value / ASK_MS) + 1) * ASK_MS
      const from = window.value?.from ?? to - USUAL_MS
      return { from, to, ...(isSource(choice.value) && { source: choice.value }) }
    })
    // Another window or minute: what stands stays until the answer is here.
    const { value: told, problem } = useFetch(
      () => question.value,
      getMapReports,
      () => true,
    )
    const sources = computed(() => {
      const got = told.value
      if (got === undefined) return undefined
      const weight = got.lng.length === 0 ? 1 : got.total / got.lng.length
      return { [HEAT]: heatCollection(got.lng, got.lat, weight) }
    })
    /** Reports by the nearest label point of a street: where they come from in words. */
    const streets = computed(() => {
      const all = [...city.areas.values()].filter((a) => a.kind === 'street' && a.lng !== undefined)
      const counts = new Map<string, number>()
      const got = told.value
      if (got === undefined || all.length === 0) return []
      const weight = got.lng.length === 0 ? 1 : got.total / got.lng.length
      for (const [i, lng] of got.lng.entries()) {
        const lat = got.lat[i] ?? Number.NaN
        const squeeze = Math.cos((lat * Math.PI) / 180)
        let best = all[0]
        let least = Infinity
        for (const area of all) {
          const far = (((area.lng ?? 0) - lng) * squeeze) ** 2 + ((area.lat ?? 0) - lat) ** 2
          if (far < least) [best, least] = [area, far]
        }
        if (best) counts.set(best.code, (counts.get(best.code) ?? 0) + weight)
      }
      return [...counts].sort((a, b) => b[1] - a[1])
    })
    return {
      drawn: useDrawn(heat, look, () => sources.value),
      problem,
      count: computed(() => told.value?.total),
      choices: computed(() => ({
        label: t('map.layer.reports.source'),
        options: [
          { value: 'all', label: t('map.layer.reports.all') },
          ...REPORT_SOURCES.map((value) => ({ value, label: say(SOURCE_WORDS[value]) })),
        ],
        usual: 'all',
      })),
      note: computed(() => {
        const got = told.value
        if (got === undefined) return undefined
        const within = t('map.layer.reports.within', { span: span(got.to - got.from) })
        const thinned =
          got.lng.length < got.total ? t('map.layer.reports.thinned', { n: figure(got.lng.length, 0) }) : ''
        const rounded = got.rounded ? t('map.layer.reports.rounded') : ''
        const simulated = got.simulated > 0 ? t('map.layer.reports.simulated', { n: figure(got.simulated, 0) }) : ''
        return [within, thinned, rounded, simulated].filter(Boolean).join(t('map.layer.reports.and'))
      }),
      legend: computed(() => {
        const [from, to] = heatRamp(look.value)
        return [{ swatch: { type: 'ramp' as const, from, to }, text: t('map.layer.reports.ramp') }]
      }),
      table: () => ({
        columns: ['street', 'district', 'count'].map((c) => t(`map.layer.reports.column.${c}`)),
        rows: streets.value.map(([code, n]) => {
          const area = city.areas.get(code)
          return {
            ...{ id: code, lng: area?.lng, lat: area?.lat },
            cells: [say(city.areaName(code)), say(city.areaName(code.slice(0, 6))), figure(n, 0)],
          }
        }),
      }),
    }
  },
}
