// The department's screen: its orders by group, the one that is open, its own figures. The address holds group and order.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { listIncidents } from '../../api/incidents.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useIncident } from '../../incident/useIncident.ts'
import { useNow } from '../../live/clock.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { figuresOf, fitsFilter, GROUPS, ordersOf, type Group, type OrderFilter, type Orders } from './orders.ts'

/** Figures change with the clock too, but nobody needs that by the second. */
const COARSE_MS = 10_000
const ENDED = 'closed,forceClosed'
/** What is older is in the register. */
const ENDED_SHOWN = 100

export function useDepartment() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const incidents = useIncidents()
  const now = useNow()

  /** Own department; an account without one may look at any. */
  const own = computed(() => session.user?.department)
  const department = computed(() => {
    const of = route.query['of']
    return own.value ?? (typeof of === 'string' && of !== '' ? of : undefined)
  })
  const group = computed<Group>(() => GROUPS.find((g) => g === route.query['group']) ?? 'toDo')
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })

  /** Ended cases too old for the live view, read when they are looked at. */
  const ended = useFetch(
    () => (group.value === 'ended' ? department.value : undefined),
    (d) => listIncidents({ department: d, state: ENDED, sort: 'updated', limit: ENDED_SHOWN }),
    () => true,
  )
  const lateOnly = computed(() => route.query['late'] === '1')
  const filter = computed<OrderFilter>(() => {
    const crew = route.query['crew']
    return {
      ...(typeof crew === 'string' && crew !== '' && { crew }),
      contact: route.query['contact'] === 'due',
    }
  })
  const rows = computed(() => {
    const live = incidents.all.filter((row) => fitsFilter(row, filter.value))
    if (group.value !== 'ended') return live
    const known = new Map([...(ended.value.value?.rows ?? []), ...live].map((row) => [row.id, row]))
    return [...known.values()].filter(
      (row) => (!lateOnly.value || row.handledLate === true) && fitsFilter(row, filter.value),
    )
  })
  const lists = computed(() => {
    const d = department.value
    const none: Orders = { lead: [], assist: [] }
    return Object.fromEntries(GROUPS.map((g) => [g, d === undefined ? none : ordersOf(rows.value, d, g)])) as Record<
      Group,
      Orders
    >
  })
  const coarse = computed(() => Math.floor(now.value / COARSE_MS) * COARSE_MS)
  const figures = computed(() =>
    department.value === undefined ? undefined : figuresOf(incidents.all, department.value, coarse.value),
  )

  const open = useIncident(() => id.value)
  const to = (orderId: string): { path: string; query: typeof route.query } => ({
    path: `/department/${encodeURIComponent(orderId)}`,
    query: route.query,
  })
  const back = computed(() => ({ path: '/department', query: route.query }))
  /** On a phone the orders and the department itself are two pages; on a desk they stand side by side. */
  const atHome = computed(() => id.value === undefined && route.query['view'] === 'home')
  const toOrders = computed(() => ({ path: '/department', query: { ...route.query, view: undefined } }))
  const toHome = computed(() => ({ path: '/department', query: { ...route.query, view: 'home' } }))
  const choose = (g: Group): void =>
    void router.replace({ query: { ...route.query, ...(g === 'toDo' ? { group: undefined } : { group: g }) } })
  const onlyLate = (on: boolean): void => void router.replace({ query: { ...route.query, late: on ? '1' : undefined } })
  const only = (change: Partial<Record<'crew' | 'contact', string | undefined>>): void =>
    void router.replace({ query: { ...route.query, ...change, view: undefined } })
  const look = (d: string): void =>
    void router.replace({ query: { ...route.query, of: d === '' ? undefined : d, crew: undefined } })

  return {
    own,
    department,
    group,
    id,
    lists,
    figures,
    filter,
    only,
    atHome,
    toOrders,
    toHome,
    open,
    to,
    back,
    choose,
    look,
    incidents,
    ended,
    lateOnly,
    onlyLate,
  }
}
