// Rows of a side view for components: followed as long as any of them lives, one subscription for all.
import { inject, onScopeDispose } from 'vue'
import { SIDE_MESSAGES, sideKey, type SideRows } from '../../wire/sideViews.ts'
import { liveRows, type LiveRows } from '../stores/rows.ts'
import { LIVE, type Live } from './live.ts'
import type { Stop } from './link.ts'
import { createRouter } from './route.ts'

interface Held {
  readonly rows: LiveRows<unknown>
  readonly stop: Stop
  holders: number
}
const router = createRouter<SideRows>(SIDE_MESSAGES)
const shared = new WeakMap<Live, Map<keyof SideRows, Held>>()

/** The same rows for every component of the page. */
export function useSide<V extends keyof SideRows>(view: V): LiveRows<SideRows[V]> {
  const live = inject(LIVE)
  if (live === undefined) throw new Error('live is not provided')
  const views = shared.get(live) ?? new Map<keyof SideRows, Held>()
  shared.set(live, views)
  let mine = views.get(view)
  if (mine === undefined) {
    const rows = liveRows<SideRows[V]>(sideKey[view], (a, b) => a.version < b.version)
    mine = { rows: rows as LiveRows<unknown>, stop: live.aside(view, router, rows), holders: 0 }
    views.set(view, mine)
  }
  const held = mine
  held.holders++
  onScopeDispose(() => {
    if (--held.holders > 0) return
    if (views.get(view) === held) views.delete(view)
    held.stop()
  })
  return held.rows as LiveRows<SideRows[V]>
}
