// The queue as the desk sees it: filter from the address, rows from the live view, the reader's place kept, a cursor for the keys.
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { IncidentRow } from '../../../wire/views.ts'
import { useNow } from '../../live/clock.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { defaultFilter, facetsOf, queueOf, type Facets, type QueueFilter } from './queue.ts'
import { filterFromQuery, queryFromFilter } from './queueUrl.ts'
import { settle } from './settle.ts'

export interface Queue {
  readonly filter: ComputedRef<QueueFilter>
  readonly setFilter: (change: Partial<QueueFilter>) => void
  readonly clear: () => void
  readonly rows: ComputedRef<readonly IncidentRow[]>
  readonly facets: ComputedRef<Facets>
  /** Ids that wait at the edge. */
  readonly waiting: ComputedRef<readonly string[]>
  readonly left: ComputedRef<ReadonlySet<string>>
  readonly moved: ComputedRef<boolean>
  /** Takes in what waits. */
  readonly freshen: () => void
  /** Somebody is reading: pointer over the list, focus in it, or scrolled. */
  readonly read: (is: boolean) => void
  readonly selected: ComputedRef<string | undefined>
  readonly open: (id: string | undefined) => void
  readonly cursor: ShallowRef<string | undefined>
  readonly move: (step: number) => void
}

/** Overdue changes with time; the list need not know by the second. */
const COARSE_MS = 10_000

export function useQueue(): Queue {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const incidents = useIncidents()
  const now = useNow()

  const plain = computed(() => defaultFilter(session.role))
  const filter = computed(() => filterFromQuery(route.query, plain.value))
  const coarse = computed(() => Math.floor(now.value / COARSE_MS) * COARSE_MS)
  const reader = computed(() => ({ role: session.role ?? 'wall', now: coarse.value }))
  const queue = computed(() => queueOf(incidents.all, filter.value, reader.value).map((row) => row.id))
  const facets = computed(() => facetsOf(incidents.all, filter.value, reader.value))

  const reading = shallowRef(false)
  const shown = shallowRef<readonly string[]>([])
  const settled = computed(() => settle(shown.value, queue.value, reading.value))
  const freshen = (): void => {
    shown.value = queue.value
  }
  watch(
    () => settled.value.order,
    (order) => (shown.value = order),
    { immediate: true },
  )
  // Another question is another list: nothing of the old one is worth keeping in place.
  watch(() => JSON.stringify(queryFromFilter(filter.value)), freshen)
  const rows = computed(() =>
    settled.value.order.flatMap((id) => {
      const row = incidents.rows.get(id)
      return row === undefined ? [] : [row]
    }),
  )

  const selected = computed(() => {
    const id = route.params['id']
    return typeof id === 'string' && id !== '' ? id : undefined
  })
  const cursor = shallowRef<string | undefined>(selected.value)
  const open = (id: string | undefined): void => {
    if (id !== undefined) cursor.value = id
    void router.push({ path: id === undefined ? '/duty' : `/duty/${encodeURIComponent(id)}`, query: route.query })
  }
  function move(step: number): void {
    const ids = rows.value.map((r) => r.id)
    if (ids.length === 0) return
    const at = cursor.value === undefined ? -1 : ids.indexOf(cursor.value)
    const next = at < 0 ? (step > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + step))
    cursor.value = ids[next]
  }

  return {
    filter,
    setFilter(change) {
      void router.replace({ path: route.path, query: queryFromFilter({ ...filter.value, ...change }, plain.value) })
    },
    clear: () =>
      void router.replace({
        path: route.path,
        query: queryFromFilter({ ...plain.value, scope: filter.value.scope, sort: filter.value.sort }, plain.value),
      }),
    rows,
    facets,
    waiting: computed(() => settled.value.waiting),
    left: computed(() => settled.value.left),
    moved: computed(() => settled.value.moved),
    freshen,
    read: (is) => (reading.value = is),
    selected,
    open,
    cursor,
    move,
  }
}
