// The evaluation page: what is asked stands in the address, figures come from the hub, the period before beside them for the change.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { evaluationExportUrl, getEvaluation, getEvaluationTrend } from '../../api/evaluation.ts'
import { useFetch } from '../../api/useFetch.ts'
import { cityDate } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useSession } from '../../stores/session.ts'
import {
  changed,
  FIRST_SORT,
  firstOrder,
  fromQuery,
  SCORE,
  toEvaluationQuery,
  toQuery,
  type Address,
  type Changed,
  type Drill,
} from './address.ts'
import { beginOf, TREND_LENGTH } from './periods.ts'
import { sightOf } from './sight.ts'
import { columnsOf, sortRows } from './table.ts'

export function useEvaluation() {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const now = useNow()

  const session = useSession()
  /** Departments and collectors are not shown everything: what they may not ask for is not asked. */
  const sight = computed(() => sightOf(session.user))
  const address = computed(() => {
    const said = fromQuery(route.query)
    const { objects, under } = sight.value
    if (under !== undefined) return { ...said, object: objects[0], under }
    return objects.includes(said.object) ? said : changed(said, { object: objects[0], under: undefined })
  })
  const today = computed(() => cityDate(now.value))
  const day = computed(() => address.value.date ?? today.value)
  const offset = computed(() => city.city?.utcOffsetMinutes)
  const ask = (n: number) =>
    // The city's day begins where the city says so.
    offset.value === undefined ? undefined : toEvaluationQuery(address.value, today.value, offset.value, n)
  const query = computed(() => ask(0))

  const fetched = useFetch(
    () => query.value,
    getEvaluation,
    (a, b) => a.object === b.object && a.under === b.under,
  )
  const evaluation = computed(() => fetched.value.value)
  /** Only once the period itself is there: the change is worth waiting for, the figures are not to wait for it. */
  const before = useFetch(() => (evaluation.value === undefined ? undefined : ask(-1)), getEvaluation)
  const previous = computed(() => new Map(before.value.value?.rows.map((row) => [row.subject, row])))
  const previousTotal = computed(() => before.value.value?.total)

  const columns = computed(() =>
    evaluation.value === undefined ? [] : columnsOf(evaluation.value, address.value.columns),
  )
  const rows = computed(() =>
    sortRows(evaluation.value?.rows ?? [], address.value.sort, address.value.order, (row) => say(row.name)),
  )
  /** The score where there is one, else the first indicator that has something to tell. */
  const by = computed(() => {
    const known = evaluation.value
    const { by: asked } = address.value
    if (known === undefined || known.indicators.some((i) => i.id === asked)) return asked
    if (known.composite !== undefined) return SCORE
    const told = known.indicators.find((i) => known.total.values[i.id]?.value !== undefined)
    return (told ?? known.indicators[0])?.id ?? SCORE
  })
  const byIndicator = computed(() => evaluation.value?.indicators.find((i) => i.id === by.value))
  const of = computed(() => evaluation.value?.rows.find((row) => row.subject === address.value.of))

  const trend = useFetch(
    () =>
      query.value === undefined || evaluation.value === undefined
        ? undefined
        : {
            ...query.value,
            indicator: by.value,
            n: TREND_LENGTH[address.value.period],
            ...(of.value === undefined ? {} : { subject: of.value.subject }),
          },
    getEvaluationTrend,
  )

  const go = (change: Changed, push = false): void => {
    void router[push ? 'push' : 'replace']({ query: toQuery(changed(fromQuery(route.query), change)) })
  }
  /** Another object has other subjects and other indicators. */
  const OWN_OF_OBJECT = { under: undefined, columns: undefined, of: undefined, drill: undefined, by: SCORE } as const

  return {
    address,
    sight,
    day,
    today,
    offset,
    query,
    evaluation,
    loading: fetched.loading,
    problem: fetched.problem,
    refresh: fetched.refresh,
    previous,
    previousTotal,
    columns,
    rows,
    by,
    byIndicator,
    of,
    trend,
    exportUrl: computed(() => (query.value === undefined ? undefined : evaluationExportUrl(query.value))),
    go,
    toObject: (object: Address['object']) =>
      go({ object, ...OWN_OF_OBJECT, sort: FIRST_SORT, order: firstOrder(FIRST_SORT) }),
    toUnder: (under: string | undefined) => ({
      query: toQuery(changed(address.value, { ...OWN_OF_OBJECT, under })),
    }),
    step: (n: number) => {
      const date = beginOf(address.value.period, day.value, n)
      go({ date: date === beginOf(address.value.period, today.value) ? undefined : date, drill: undefined })
    },
    /** Nothing after the present one: there is nothing to count yet. */
    atLast: computed(() => beginOf(address.value.period, day.value) >= beginOf(address.value.period, today.value)),
    sortBy(sort: string) {
      const { sort: was, order } = address.value
      go({ sort, order: was === sort ? (order === 'asc' ? 'desc' : 'asc') : firstOrder(sort) })
    },
    open: (drill: Drill) => go({ drill }, true),
    close: () => go({ drill: undefined }),
  }
}
export type EvaluationDesk = ReturnType<typeof useEvaluation>
