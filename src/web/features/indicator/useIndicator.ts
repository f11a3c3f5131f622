// One indicator in one area: definition, current values, the series of the chosen window, what lies behind it.
import { computed, onScopeDispose, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorDetail, Series } from '../../../wire/api.ts'
import type { IncidentRow, IndicatorView } from '../../../wire/views.ts'
import { getIndicator, getIndicatorSeries } from '../../api/figures.ts'
import { useFetch, type Fetched } from '../../api/useFetch.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useIndicators } from '../../stores/indicators.ts'

const HOUR_MS = 60 * 60_000
/** Hours of the windows one can choose. */
export const WINDOWS = [6, 24, 168] as const
const RENEW_MS = 60_000

export interface IndicatorPage {
  readonly id: ComputedRef<string>
  readonly area: ComputedRef<string | undefined>
  readonly hours: ComputedRef<number>
  readonly definition: ComputedRef<Indicator | undefined>
  /** Live value where the view has one, else the fetched one. */
  readonly value: ComputedRef<IndicatorView | undefined>
  readonly byArea: ComputedRef<readonly IndicatorView[]>
  readonly detail: Fetched<IndicatorDetail>
  readonly series: Fetched<Series & { from: number; to: number }>
  readonly incidents: ComputedRef<readonly IncidentRow[]>
  readonly choose: (change: { area?: string; hours?: number }) => void
}

export function useIndicator(): IndicatorPage {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const live = useIndicators()
  const cases = useIncidents()

  const id = computed(() => String(route.params['id']))
  const area = computed(() => (typeof route.query['area'] === 'string' ? route.query['area'] : city.city?.code))
  const hours = computed(() => WINDOWS.find((h) => String(h) === route.query['h']) ?? 24)
  const definition = computed(() => city.indicators.get(id.value))

  const detail = useFetch(
    () => (area.value === undefined ? undefined : { id: id.value, area: area.value }),
    (k) => getIndicator(k.id, k.area),
  )
  const series = useFetch(
    () => (area.value === undefined ? undefined : { id: id.value, area: area.value, hours: hours.value }),
    async (k) => {
      const to = hubClock.now()
      const from = to - k.hours * HOUR_MS
      return { ...(await getIndicatorSeries(k.id, from, to, k.area)), from, to }
    },
    (now, before) => now.id === before.id && now.area === before.area,
  )
  const timer = setInterval(() => {
    void series.refresh()
    void detail.refresh()
  }, RENEW_MS)
  onScopeDispose(() => clearInterval(timer))

  const value = computed(() => {
    const code = area.value
    if (code === undefined) return undefined
    return live.value(id.value, code) ?? detail.value.value?.values.find((v) => v.area === code)
  })
  const byArea = computed(() => {
    const all = live.areas(id.value)
    const known = all.length > 0 ? all : (detail.value.value?.values ?? [])
    return [...known].sort((a, b) => (a.area < b.area ? -1 : 1))
  })
  const incidents = computed(() =>
    (detail.value.value?.incidents ?? []).map((i) => cases.row(i)).filter((r): r is IncidentRow => r !== undefined),
  )

  return {
    id,
    area,
    hours,
    definition,
    value,
    byArea,
    detail,
    series,
    incidents,
    choose(change) {
      void router.replace({
        query: {
          ...route.query,
          ...(change.area === undefined ? {} : { area: change.area }),
          ...(change.hours === undefined ? {} : { h: String(change.hours) }),
        },
      })
    },
  }
}
