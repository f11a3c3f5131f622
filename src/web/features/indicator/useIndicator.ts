// One indicator in one area: definition, current values, the series of the chosen span, what lies behind it.
import { computed, onScopeDispose, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorDetail, SignSeries } from '../../../wire/signs.ts'
import type { IncidentRow, IndicatorView } from '../../../wire/views.ts'
import { getIndicator, getIndicatorSeries, type SeriesPart } from '../../api/figures.ts'
import { useFetch, type Fetched } from '../../api/useFetch.ts'
import { hubClock, useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useIndicators } from '../../stores/indicators.ts'
import { judgementOf, type Judgement } from '../../vitals/reading.ts'
import { SPANS, fromQuery, instantsOf, toQuery, type Address, type Free } from './address.ts'

const RENEW_MS = 60_000
/** Ages count by themselves; which scale is in force and what is old is looked at this often. */
const LOOK_MS = 10_000
/** Earlier spans behind a longer one would cover each other. */
const GHOSTS_WITHIN_MS = 31 * 24 * 3_600_000

export interface IndicatorPage {
  readonly id: ComputedRef<string>
  readonly address: ComputedRef<Address>
  /** Undefined until the city is known. */
  readonly area: ComputedRef<string | undefined>
  readonly definition: ComputedRef<Indicator | undefined>
  /** Live value where the view has one, else the fetched one. */
  readonly value: ComputedRef<IndicatorView | undefined>
  readonly judgement: ComputedRef<Judgement>
  /** In every area it is evaluated for, by code. */
  readonly byArea: ComputedRef<readonly IndicatorView[]>
  /** `of`: the area it was asked for. */
  readonly detail: Fetched<IndicatorDetail & { readonly of: string }>
  readonly series: Fetched<SignSeries & Free>
  readonly incidents: ComputedRef<readonly IncidentRow[]>
  /** Of the cases behind it, those that are not among the live ones. */
  readonly otherIncidents: ComputedRef<readonly string[]>
  /** To the ten seconds. */
  readonly now: ComputedRef<number>
  readonly choose: (change: Partial<Address>) => void
}

export function useIndicator(): IndicatorPage {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const live = useIndicators()
  const cases = useIncidents()
  const clock = useNow()

  const offset = computed(() => city.tables.utcOffsetMinutes)
  const id = computed(() => String(route.params['id']))
  const address = computed(() => fromQuery(route.query, offset.value))
  const area = computed(() => {
    const asked = address.value.area
    return asked !== undefined && (city.reference === undefined || city.areas.has(asked)) ? asked : city.city?.code
  })
  const definition = computed(() => city.indicators.get(id.value))
  const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)

  const key = (): { id: string; area: string } | undefined =>
    area.value === undefined || definition.value === undefined ? undefined : { id: id.value, area: area.value }
  const detail = useFetch(
    key,
    async (k) => ({ ...(await getIndicator(k.id, k.area)), of: k.area }),
    (a, b) => a.id === b.id,
  )
  const series = useFetch(
    () => {
      const k = key()
      return k && { ...k, span: address.value.span }
    },
    async (k) => {
      const { from, to } = instantsOf(k.span, hubClock.now())
      const parts: SeriesPart[] = to - from <= GHOSTS_WITHIN_MS ? ['band', 'ghosts', 'forecast'] : ['band', 'forecast']
      return { ...(await getIndicatorSeries(k.id, { area: k.area, from, to, with: parts })), from, to }
    },
    (a, b) => a.id === b.id && a.area === b.area,
  )
  const timer = setInterval(() => {
    // A span that ended does not change; one of a year does not change within a minute.
    const { span } = address.value
    if (typeof span === 'string' && SPANS[span] <= SPANS['7d']) void series.refresh()
    void detail.refresh()
  }, RENEW_MS)
  onScopeDispose(() => clearInterval(timer))

  // The view has news of other signs twice a second: what did not change stays the same list, and nothing is drawn anew.
  const byArea = computed<readonly IndicatorView[]>((before) => {
    const values = new Map((detail.value.value?.values ?? []).map((v) => [v.area, v]))
    for (const v of live.areas(id.value)) if ((values.get(v.area)?.at ?? 0) <= v.at) values.set(v.area, v)
    const list = [...values.values()].filter((v) => v.indicator === id.value).sort((a, b) => (a.area < b.area ? -1 : 1))
    return before?.length === list.length && before.every((v, i) => v === list[i]) ? before : list
  })
  const value = computed(() => byArea.value.find((v) => v.area === area.value))
  const behind = computed(() => detail.value.value?.incidents ?? [])

  return {
    id,
    address,
    area,
    definition,
    value,
    judgement: computed(() =>
      definition.value === undefined
        ? { scale: undefined, grade: undefined }
        : judgementOf(definition.value, value.value, city.tables, now.value),
    ),
    byArea,
    detail,
    series,
    incidents: computed(() => behind.value.map((i) => cases.row(i)).filter((r): r is IncidentRow => r !== undefined)),
    otherIncidents: computed(() => behind.value.filter((i) => cases.row(i) === undefined)),
    now,
    choose(change) {
      void router.replace({ query: toQuery({ ...address.value, ...change }, offset.value) })
    },
  }
}
