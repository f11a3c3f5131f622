// What is wanted of this wall: the desk's orders of its row, and what somebody who stands before it has pressed since.
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { DEFAULT_ORDERS, type WallOrders } from '../../../core/wall/types.ts'
import type { WallRow } from '../../../wire/walls.ts'
import { hubClock } from '../../live/clock.ts'
import { useSide } from '../../live/useSide.ts'
import { useSession } from '../../stores/session.ts'
import { tellOrders } from '../../api/wallMe.ts'

const KEY = 'yiwang.wall.pressed'
type Pressed = Partial<Pick<WallOrders, 'visit' | 'skipAt'>> & {
  readonly pinned?: string | null
  /** The desk's orders then: newer ones of the desk end what was pressed. */
  readonly version: number
}

function stored(): Pressed | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pressed | null) ?? undefined
  } catch {
    return undefined
  }
}

/** The router leads a device that was let in once to the code, not to a password. */
function rememberPaired(): void {
  try {
    localStorage.setItem('yiwang.wall.paired', '1')
  } catch {
    // It is led to the sign-in then, which leads on.
  }
}

export interface Orders {
  /** Absent: no wall, but somebody of the desk who looks at one. */
  readonly row: ComputedRef<WallRow | undefined>
  readonly orders: ComputedRef<WallOrders>
  /** The row of the wall it follows. */
  readonly followed: ComputedRef<WallRow | undefined>
  readonly toggleVisit: () => void
  readonly skip: () => void
  /** Holds what is shown; once more lets go. */
  readonly togglePin: (board: string | undefined) => void
}

export function useOrders(): Orders {
  const session = useSession()
  const route = useRoute()
  const walls = useSide('walls')
  const pressed = shallowRef<Pressed | undefined>(stored())
  watch(pressed, (p) => {
    try {
      if (p === undefined) sessionStorage.removeItem(KEY)
      else sessionStorage.setItem(KEY, JSON.stringify(p))
    } catch {
      // Forgotten with the next reload then.
    }
  })
  /** The view tells rows by one map that is kept: what is read of it must be read through its ref. */
  const rowOf = (id: string | undefined): WallRow | undefined =>
    id === undefined ? undefined : walls.rows.value.get(id)
  const last = shallowRef<WallRow>()
  const row = computed(() => rowOf(session.user?.id))
  watch(
    row,
    (r) => {
      last.value = r ?? last.value
      if (r?.paired === true) rememberPaired()
    },
    { immediate: true },
  )
  const version = computed(() => row.value?.version ?? 0)
  watch(version, (now, before) => {
    if (before !== 0 && pressed.value !== undefined && now > pressed.value.version) pressed.value = undefined
  })

  const orders = computed((): WallOrders => {
    const { pinned, ...base } = row.value?.orders ?? last.value?.orders ?? DEFAULT_ORDERS
    const p = pressed.value
    const asked = route.query['board']
    const held = p?.pinned === undefined ? pinned : (p.pinned ?? undefined)
    const pin = typeof asked === 'string' && asked !== '' ? asked : held
    return {
      ...base,
      ...(pin === undefined ? {} : { pinned: pin }),
      ...(p?.visit === undefined ? {} : { visit: p.visit }),
      ...(p?.skipAt === undefined ? {} : { skipAt: Math.max(p.skipAt, base.skipAt ?? 0) }),
      ...(route.query['visit'] === '1' ? { visit: true } : {}),
    }
  })
  /** At once here; the hub is told where it can be, so that the desk sees it too. */
  function press(change: Omit<Pressed, 'version'>): void {
    pressed.value = { ...pressed.value, ...change, version: version.value }
    if (row.value === undefined) return
    void tellOrders({
      ...(change.visit === undefined ? {} : { visit: change.visit }),
      ...(change.pinned === undefined ? {} : { pinned: change.pinned }),
      ...(change.skipAt === undefined ? {} : { skip: true as const }),
    }).catch(() => undefined)
  }
  return {
    row,
    orders,
    followed: computed(() => rowOf(orders.value.follows)),
    toggleVisit: () => press({ visit: !orders.value.visit }),
    skip: () => press({ skipAt: hubClock.now() }),
    togglePin: (board) => press({ pinned: orders.value.pinned === undefined ? (board ?? null) : null }),
  }
}
