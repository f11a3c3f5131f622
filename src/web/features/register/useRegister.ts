// The register as its page sees it: filter and page in the address, rows from the hub, renewed by the live view where it is newer.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { listIncidents } from '../../api/incidents.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { EMPTY, filterFromQuery, FIRST_ORDER, PAGE, queryFromFilter, toIncidentQuery } from './filter.ts'
import type { RegisterFilter, RegisterSort } from './filter.ts'

const single = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export function useRegister() {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const incidents = useIncidents()

  const filter = computed(() => filterFromQuery(route.query))
  const after = computed(() => single(route.query['after']))
  /** Counted for the reader only; the hub goes by `after`. */
  const page = computed(() => (after.value === undefined ? 1 : Math.max(2, Number(single(route.query['page'])) || 2)))
  const offset = computed(() => city.city?.utcOffsetMinutes)
  const asked = computed(() =>
    // The city's day begins where the city says so.
    offset.value === undefined ? undefined : toIncidentQuery(filter.value, offset.value, after.value),
  )
  const fetched = useFetch(
    () => asked.value,
    listIncidents,
    () => true,
  )
  const rows = computed(() =>
    (fetched.value.value?.rows ?? []).map((row) => {
      const live = incidents.rows.get(row.id)
      return live !== undefined && live.version > row.version ? live : row
    }),
  )
  const total = computed(() => fetched.value.value?.total)
  const next = computed(() => fetched.value.value?.next)
  const firstOnPage = computed(() => (page.value - 1) * PAGE + 1)

  /** Where each page begins, as far as it has been turned: a cursor leads forward only. */
  const begins = new Map<number, string | undefined>([[1, undefined]])
  const turn = (to: number, cursor: string | undefined): void => {
    begins.set(to, cursor)
    void router.push({
      query: {
        ...queryFromFilter(filter.value),
        ...(cursor === undefined ? {} : { after: cursor, page: String(to) }),
      },
    })
  }
  const set = (change: Partial<RegisterFilter>): void => {
    begins.clear()
    void router.replace({ query: queryFromFilter({ ...filter.value, ...change }) })
  }

  return {
    filter,
    /** The filter as an address would say it; the page is no part of it. */
    query: computed(() => queryFromFilter(filter.value)),
    setQuery(query: Readonly<Record<string, string>>) {
      begins.clear()
      void router.replace({ query: queryFromFilter(filterFromQuery(query)) })
    },
    set,
    clear: () => set({ ...clearing(filter.value), sort: filter.value.sort, order: filter.value.order }),
    /** The same column again turns the order round. */
    sortBy(sort: RegisterSort) {
      const same = filter.value.sort === sort
      set({ sort, order: same ? (filter.value.order === 'asc' ? 'desc' : 'asc') : FIRST_ORDER[sort] })
    },
    rows,
    total,
    page,
    firstOnPage,
    hasNext: computed(() => next.value !== undefined),
    toNext() {
      if (next.value !== undefined) turn(page.value + 1, next.value)
    },
    toPrevious() {
      const to = page.value - 1
      if (to >= 2 && begins.has(to)) turn(to, begins.get(to))
      else turn(1, undefined)
    },
    problem: fetched.problem,
    loading: fetched.loading,
    at: fetched.at,
    refresh: fetched.refresh,
    known: computed(() => fetched.value.value !== undefined),
  }
}

/** Every part set to what says nothing; optional parts are taken out by undefined. */
const clearing = (filter: RegisterFilter): Partial<RegisterFilter> =>
  Object.assign(Object.fromEntries(Object.keys(filter).map((key) => [key, undefined])), EMPTY)
