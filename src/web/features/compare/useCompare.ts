// Several series on one clock: what the address asks for, fetched for the span in sight, renewed each minute.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { keyOf, type Chosen } from '../../charts/comparePlace.ts'
import { baseOf, byUnit, movedBy, toIndex, type ComparedLine } from '../../charts/compare.ts'
import { provideChartLink, type ChartLink, type Span } from '../../charts/link.ts'
import type { SignLike } from '../../charts/sign.ts'
import { getIndicatorSeries, getSensor, getSensorSeries } from '../../api/figures.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { bracketed } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { MOST, SHIFTS, SPANS, fromQuery, toQuery, type Address } from './address.ts'

const RENEW_MS = 60_000
/** A pause of the hand that zooms. */
const PAUSE_MS = 350

interface Got {
  readonly name: string | undefined
  readonly kind: string | undefined
  readonly feed: string | undefined
  readonly series: SignLike | undefined
  readonly earlier: SignLike | undefined
  readonly problem: ApiProblem | undefined
}
export interface ChosenRow {
  readonly key: string
  readonly chosen: Chosen
  readonly name: string
  /** Where a sensor's values come from. */
  readonly feed: string | undefined
  readonly problem: ApiProblem | undefined
  readonly loading: boolean
  /** Nothing to reckon an index from. */
  readonly noIndex: boolean
}
export interface ComparePage {
  readonly address: ComputedRef<Address>
  readonly whole: ShallowRef<Span>
  readonly link: ChartLink
  readonly rows: ComputedRef<readonly ChosenRow[]>
  readonly lines: ComputedRef<readonly ComparedLine[]>
  readonly groups: ComputedRef<ReturnType<typeof byUnit>>
  readonly full: ComputedRef<boolean>
  readonly add: (one: Chosen) => void
  readonly remove: (key: string) => void
  readonly change: (part: Partial<Address>) => void
}

export function useCompare(): ComparePage {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const link = provideChartLink()
  const address = computed(() => fromQuery(route.query))
  const got = shallowRef<ReadonlyMap<string, Got>>(new Map())
  const spanNow = (): Span => {
    const to = hubClock.now()
    return { from: to - SPANS[address.value.span], to }
  }
  const whole = shallowRef(spanNow())

  async function ask(one: Chosen, { from, to }: Span, shiftMs: number): Promise<Got> {
    const series = (a: number, b: number): Promise<SignLike> =>
      one.type === 'indicator'
        ? getIndicatorSeries(one.id, { area: one.area, from: a, to: b })
        : getSensorSeries(one.id, one.metric, a, b)
    const before = got.value.get(keyOf(one))
    try {
      const [detail, now, earlier] = await Promise.all([
        one.type === 'sensor' && before?.name === undefined ? getSensor(one.id) : undefined,
        series(from, to),
        shiftMs === 0 ? undefined : series(from - shiftMs, to - shiftMs),
      ])
      return {
        name: detail?.name ?? before?.name,
        kind: detail?.kind ?? before?.kind,
        feed: detail?.feed ?? before?.feed,
        series: now,
        earlier: earlier && movedBy(earlier, shiftMs),
        problem: undefined,
      }
    } catch (error) {
      // What was there stays; the line says why it is not renewed.
      const empty = { name: undefined, kind: undefined, feed: undefined, series: undefined, earlier: undefined }
      return { ...empty, ...before, problem: toProblem(error) }
    }
  }

  let run = 0
  async function load(): Promise<void> {
    const mine = ++run
    const { chosen, shift } = address.value
    const span = link.span.value ?? whole.value
    const answers = await Promise.all(
      chosen.map(async (one) => [keyOf(one), await ask(one, span, SHIFTS[shift])] as const),
    )
    if (mine === run) got.value = new Map(answers)
  }
  watch(
    () => address.value.span,
    () => {
      link.span.value = undefined
      whole.value = spanNow()
    },
  )
  watch(() => [address.value.chosen.map(keyOf).join(' '), address.value.span, address.value.shift].join('|'), load, {
    immediate: true,
  })
  let pause: ReturnType<typeof setTimeout> | undefined
  watch(link.span, () => {
    clearTimeout(pause)
    pause = setTimeout(() => void load(), PAUSE_MS)
  })
  const timer = setInterval(() => {
    // Somebody who looks closer is not moved along.
    if (link.span.value === undefined) whole.value = spanNow()
    void load()
  }, RENEW_MS)
  onScopeDispose(() => {
    run++
    clearTimeout(pause)
    clearInterval(timer)
  })

  const metricOf = (kind: string | undefined, metric: string) =>
    kind === undefined ? undefined : city.kinds.get(kind)?.metrics.find((m) => m.id === metric)
  function nameOf(one: Chosen): string {
    if (one.type === 'indicator') {
      const definition = city.indicators.get(one.id)
      return `${say(city.areaName(one.area))} · ${definition === undefined ? one.id : say(definition.name)}`
    }
    const known = got.value.get(keyOf(one))
    const metric = metricOf(known?.kind, one.metric)
    return `${known?.name ?? one.id} · ${metric === undefined ? one.metric : say(metric.name)}`
  }
  const decimalsOf = (one: Chosen): number =>
    one.type === 'indicator'
      ? (city.indicators.get(one.id)?.decimals ?? 1)
      : (metricOf(got.value.get(keyOf(one))?.kind, one.metric)?.decimals ?? 1)

  const lines = computed<ComparedLine[]>(() => {
    const { chosen, shift, index } = address.value
    const { from } = link.span.value ?? whole.value
    return chosen.flatMap((one, place) => {
      const key = keyOf(one)
      const known = got.value.get(key)
      if (known?.series === undefined) return []
      const name = nameOf(one)
      const decimals = index ? 1 : decimalsOf(one)
      const base = baseOf(known.series, from)
      const shown = (series: SignLike): SignLike | undefined => (index ? toIndex(series, base) : series)
      const [now, earlier] = [shown(known.series), known.earlier && shown(known.earlier)]
      return [
        ...(now === undefined ? [] : [{ id: key, name, series: now, place, decimals }]),
        ...(earlier === undefined
          ? []
          : [
              {
                id: `${key} ${shift}`,
                name: bracketed(name, t(`compare.shifts.${shift}`)),
                series: earlier,
                place,
                decimals,
                earlier: true,
              },
            ]),
      ]
    })
  })
  const rows = computed(() =>
    address.value.chosen.map((one): ChosenRow => {
      const key = keyOf(one)
      const known = got.value.get(key)
      return {
        key,
        chosen: one,
        name: nameOf(one),
        feed: known?.feed,
        problem: known?.problem,
        loading: known === undefined,
        noIndex: address.value.index && known?.series !== undefined && !lines.value.some((line) => line.id === key),
      }
    }),
  )

  const change = (part: Partial<Address>): void => {
    void router.replace({ query: toQuery({ ...address.value, ...part }) })
  }
  return {
    address,
    whole,
    link,
    rows,
    lines,
    groups: computed(() => byUnit(lines.value)),
    full: computed(() => address.value.chosen.length >= MOST),
    add(one) {
      const { chosen } = address.value
      if (chosen.length < MOST && !chosen.some((c) => keyOf(c) === keyOf(one))) change({ chosen: [...chosen, one] })
    },
    remove: (key) => change({ chosen: address.value.chosen.filter((c) => keyOf(c) !== key) }),
    change,
  }
}
