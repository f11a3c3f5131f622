// The queue as the desk sees it: filter from the address, rows from the live view, the reader's place kept, a cursor for the keys.
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { IncidentRow } from '../../../wire/views.ts'
import { useNow } from '../../live/clock.ts'
import { LANES } from '../../live/frames.ts'
import { usePaced } from '../../live/pace.ts'
import { useRests } from '../../ui/useRests.ts'
import { readAhead } from '../../incident/caseAhead.ts'
import { beginCase } from '../../incident/caseRead.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { askQueue, defaultFilter, type Facets, type QueueFilter } from './queue.ts'
import { filterFromQuery, queryFromFilter } from './queueUrl.ts'
import { settle } from './settle.ts'

export interface Queue {
  readonly filter: ComputedRef<QueueFilter>
  /** The filter as an address would say it. */
  readonly query: ComputedRef<Record<string, string>>
  readonly setFilter: (change: Partial<QueueFilter>) => void
  /** The whole filter at once, as an address says it. */
  readonly setQuery: (query: Readonly<Record<string, string>>) => void
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
  /** The row under the pointer. */
  readonly point: (id: string | undefined) => void
  readonly move: (step: number) => void
}

/** Between a pointer that comes to a row and its press lies more than this. */
const READ_AHEAD_MS = 60
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
  const query = computed(() => queryFromFilter(filter.value, plain.value))
  const coarse = computed(() => Math.floor(now.value / COARSE_MS) * COARSE_MS)
  const reader = computed(() => ({ role: session.role ?? 'wall', now: coarse.value }))
  // Rows may come ten times a second; the order and the counts of thousands need not.
  const paced = usePaced(() => incidents.all, LANES.lists)
  const answer = computed(() => askQueue(paced.value.value, filter.value, reader.value))
  const queue = computed(() => answer.value.rows.map((row) => row.id))

  const reading = shallowRef(false)
  const shown = shallowRef<readonly string[]>([])
  const settled = computed(() => settle(shown.value, queue.value, reading.value))
  const freshen = (): void => {
    paced.take()
    shown.value = queue.value
  }
  watch(
    () => settled.value.order,
    (order) => (shown.value = order),
    { immediate: true },
  )
  // Another question is another list: nothing of the old one is worth keeping in place.
  watch(() => JSON.stringify(query.value), freshen)
  const rows = computed(() => {
    if (settled.value.order === queue.value) return answer.value.rows
    // What the answer holds is as old as the order; rows that have left it come from the live view.
    const known = new Map(answer.value.rows.map((row) => [row.id, row]))
    return settled.value.order.flatMap((id) => {
      const row = known.get(id) ?? incidents.row(id)
      return row === undefined ? [] : [row]
    })
  })

  const selected = computed(() => {
    const id = route.params['id']
    return typeof id === 'string' && id !== '' ? id : undefined
  })
  const cursor = shallowRef<string | undefined>(selected.value)
  // Chosen elsewhere (a mark of the map, a link, the way back): the list goes there too.
  watch(selected, (id) => {
    if (id !== undefined) cursor.value = id
  })
  const open = (id: string | undefined): void => {
    // Otherwise the cursor follows the address: the list is drawn once, and the case is on its way before that.
    if (id === selected.value && id !== undefined) cursor.value = id
    else if (id !== undefined) beginCase(id)
    void router.push({ path: id === undefined ? '/duty' : `/duty/${encodeURIComponent(id)}`, query: route.query })
  }
  // Whoever rests on a row is about to open it.
  const pointed = shallowRef<string>()
  for (const near of [cursor, pointed])
    useRests(() => (near.value === selected.value ? undefined : near.value), READ_AHEAD_MS, readAhead)
  function move(step: number): void {
    const list = rows.value
    if (list.length === 0) return
    const at = cursor.value === undefined ? -1 : list.findIndex((row) => row.id === cursor.value)
    const next = at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step))
    cursor.value = list[next]?.id
  }
  const ask = (next: Record<string, string>): void => void router.replace({ path: route.path, query: next })

  return {
    filter,
    query,
    setFilter: (change) => ask(queryFromFilter({ ...filter.value, ...change }, plain.value)),
    setQuery: (next) => ask(queryFromFilter(filterFromQuery(next, plain.value), plain.value)),
    clear: () =>
      ask(queryFromFilter({ ...plain.value, scope: filter.value.scope, sort: filter.value.sort }, plain.value)),
    rows,
    facets: computed(() => answer.value.facets),
    waiting: computed(() => settled.value.waiting),
    left: computed(() => settled.value.left),
    moved: computed(() => settled.value.moved),
    freshen,
    read: (is) => (reading.value = is),
    selected,
    open,
    cursor,
    point: (id) => (pointed.value = id),
    move,
  }
}
