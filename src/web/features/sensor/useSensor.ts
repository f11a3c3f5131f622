// One sensor: its facts, the series of one metric, and its live values from the hot table of its district and kind.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SensorDetail, Series } from '../../../wire/api.ts'
import type { SensorKind } from '../../../wire/reference.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { getSensor, getSensorSeries } from '../../api/figures.ts'
import { useFetch, type Fetched } from '../../api/useFetch.ts'
import { frameLoop } from '../../live/frames.ts'
import { hubClock } from '../../live/clock.ts'
import { useSensors } from '../../live/useSensors.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { appendLive } from './appendLive.ts'

const HOUR_MS = 60 * 60_000
export const WINDOWS = [1, 6, 24, 168, 720] as const

export interface LiveMetric {
  readonly id: string
  readonly value: number | undefined
  readonly at: number | undefined
  readonly quality: number
}

export interface SensorPage {
  readonly id: ComputedRef<string>
  readonly detail: Fetched<SensorDetail>
  readonly kind: ComputedRef<SensorKind | undefined>
  readonly metric: ComputedRef<SensorKind['metrics'][number] | undefined>
  readonly hours: ComputedRef<number>
  readonly live: ComputedRef<readonly LiveMetric[]>
  /** History with what came live since. */
  readonly series: ShallowRef<(Series & { from: number; to: number }) | undefined>
  readonly fetched: Fetched<Series & { from: number; to: number }>
  readonly incidents: ComputedRef<readonly IncidentRow[]>
  readonly choose: (change: { metric?: string; hours?: number }) => void
}

export function useSensor(): SensorPage {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const cases = useIncidents()

  const id = computed(() => String(route.params['id']))
  const hours = computed(() => WINDOWS.find((h) => String(h) === route.query['h']) ?? 6)
  const detail = useFetch(() => id.value, getSensor)
  const kind = computed(() => city.kinds.get(detail.value.value?.kind ?? ''))
  const metric = computed(
    () => kind.value?.metrics.find((m) => m.id === route.query['metric']) ?? kind.value?.metrics[0],
  )

  const table = useSensors(() => {
    const d = detail.value.value
    return d === undefined ? [] : [{ districts: [d.area.slice(0, 6)], kinds: [d.kind], depth: 'values' }]
  })
  const live = computed<LiveMetric[]>(() => {
    if (kind.value === undefined || table.version.value < 0) return []
    const slot = table.slotOf(id.value)
    if (slot === undefined || !table.hasValues(slot)) return []
    return kind.value.metrics.map((m, i) => {
      const value = table.value(slot, i)
      return {
        id: m.id,
        value: Number.isNaN(value) ? undefined : value,
        at: table.at(slot, i) || undefined,
        quality: table.quality(slot, i),
      }
    })
  })

  const fetched = useFetch(
    () => (metric.value === undefined ? undefined : { id: id.value, metric: metric.value.id, hours: hours.value }),
    async (k) => {
      const to = hubClock.now()
      const from = to - k.hours * HOUR_MS
      return { ...(await getSensorSeries(k.id, k.metric, from, to)), from, to }
    },
    (now, before) => now.id === before.id && now.metric === before.metric,
  )
  const series = shallowRef<(Series & { from: number; to: number }) | undefined>()
  watch(fetched.value, (s) => (series.value = s))
  const stop = frameLoop.on('charts', () => {
    const s = series.value
    const point = live.value.find((l) => l.id === metric.value?.id)
    if (s === undefined || point?.value === undefined || point.at === undefined) return
    const next = appendLive(s, { at: point.at, value: point.value, quality: point.quality }, hours.value * HOUR_MS)
    if (next !== s) series.value = next
  })
  onScopeDispose(stop)

  const incidents = computed(() =>
    (detail.value.value?.incidents ?? []).map((i) => cases.row(i)).filter((r): r is IncidentRow => r !== undefined),
  )

  return {
    id,
    detail,
    kind,
    metric,
    hours,
    live,
    series,
    fetched,
    incidents,
    choose(change) {
      void router.replace({
        query: {
          ...route.query,
          ...(change.metric === undefined ? {} : { metric: change.metric }),
          ...(change.hours === undefined ? {} : { h: String(change.hours) }),
        },
      })
    },
  }
}
