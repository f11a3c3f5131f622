// What is wanted of this wall: the desk's orders of its row, and what somebody who stands before it has pressed since.
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { DEFAULT_ORDERS, type WallOrders } from '../../../core/wall/types.ts'
import type { WallRow } from '../../../wire/walls.ts'
import { hubClock } from '../../live/clock.ts'
import { useSide } from '../../live/useSide.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSession } from '../../stores/session.ts'
import { tellOrders } from '../../api/wallMe.ts'
import { heldOf, usePressed } from './usePressed.ts'

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
  const connection = useConnection()
  const route = useRoute()
  const walls = useSide('walls')
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
  const { pressed, hold, skip } = usePressed({
    ...{
      version: () => row.value?.version,
      isUp: () => connection.current,
      tell: tellOrders,
      now: () => hubClock.now(),
    },
  })

  const orders = computed((): WallOrders => {
    const { pinned, ...base } = row.value?.orders ?? last.value?.orders ?? DEFAULT_ORDERS
    const { skipAt } = pressed.value
    const p = heldOf(pressed.value)
    const asked = route.query['board']
    const held = p.pinned === undefined ? pinned : (p.pinned ?? undefined)
    const pin = typeof asked === 'string' && asked !== '' ? asked : held
    return {
      ...base,
      ...(pin === undefined ? {} : { pinned: pin }),
      ...(p.visit === undefined ? {} : { visit: p.visit }),
      ...(skipAt === undefined ? {} : { skipAt: Math.max(skipAt, base.skipAt ?? 0) }),
      ...(route.query['visit'] === '1' ? { visit: true } : {}),
    }
  })
  return {
    row,
    orders,
    followed: computed(() => rowOf(orders.value.follows)),
    toggleVisit: () => hold({ visit: !orders.value.visit }),
    skip,
    togglePin: (board) => hold({ pinned: orders.value.pinned === undefined ? (board ?? null) : null }),
  }
}
