// The overview as one thing: what the address asks, the lines that answer it, and ways to ask otherwise.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useIndicators } from '../../stores/indicators.ts'
import { useSparks, type Sparks } from '../../vitals/useSparks.ts'
import { fromQuery, toQuery, type Address, type Changed } from './address.ts'
import { countsOf, found, groupsOf, rowsOf, worstOf, type Row, type RowGroup } from './rows.ts'

export interface GroupTab {
  /** Absent: all of them. */
  readonly group: RowGroup['group'] | undefined
  readonly to: RouteLocationRaw
  readonly n: number
  readonly worst: ReturnType<typeof worstOf>
  readonly counts: ReturnType<typeof countsOf>
}
export interface Signs {
  readonly address: ComputedRef<Address>
  /** The area looked at: the one asked for where it is known, else the city; empty until the city is here. */
  readonly area: ComputedRef<string>
  readonly rows: ComputedRef<readonly Row[]>
  /** What fits search and filter in the chosen group. */
  readonly groups: ComputedRef<readonly RowGroup[]>
  readonly counts: ComputedRef<ReturnType<typeof countsOf>>
  readonly tabs: ComputedRef<readonly GroupTab[]>
  readonly sparks: Sparks
  readonly go: (change: Changed) => void
}

/** Ages count by themselves; whether a value is old is looked at this often. */
const LOOK_MS = 10_000

export function useSigns(): Signs {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const live = useIndicators()
  const clock = useNow()

  const address = computed(() => fromQuery(route.query))
  const code = computed(() => city.city?.code ?? '')
  const area = computed(() => {
    const asked = address.value.area
    return asked !== undefined && city.areas.has(asked) ? asked : code.value
  })
  const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)
  const rows = computed(() =>
    rowsOf(city.indicators.values(), (id) => live.value(id, area.value), {
      area: area.value,
      city: code.value,
      now: now.value,
      tables: city.tables,
    }),
  )
  const inGroup = computed(() => rows.value.filter((r) => (address.value.group ?? r.def.group) === r.def.group))
  const to = (change: Changed): RouteLocationRaw => ({
    query: toQuery({ ...address.value, ...change }),
  })

  return {
    address,
    area,
    rows,
    groups: computed(() => groupsOf(found(inGroup.value, address.value))),
    counts: computed(() => countsOf(found(inGroup.value, { ...address.value, show: 'all' }))),
    tabs: computed(() =>
      [undefined, ...groupsOf(rows.value).map((g) => g.group)].map((group) => {
        const own = rows.value.filter((r) => (group ?? r.def.group) === r.def.group)
        return { group, to: to({ group }), n: own.length, worst: worstOf(own), counts: countsOf(own) }
      }),
    ),
    sparks: useSparks(() => (area.value === '' ? undefined : area.value)),
    go: (change) => void router.replace(to(change)),
  }
}
