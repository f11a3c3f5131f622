// The last day of many vital signs as small lines: fetched when a row comes into sight, two at a time, renewed while it stays.
import { onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue'
import type { SignSeries } from '../../wire/signs.ts'
import { getIndicatorSeries } from '../api/figures.ts'
import { hubClock } from '../live/clock.ts'

export const DAY_MS = 24 * 60 * 60_000
/** A line of a hundred pixels over a day changes by less than a pixel within this time. */
const RENEW_MS = 5 * 60_000
/** Asked side by side: the hub has other readers. */
const AT_ONCE = 2
/** Points of one line: as many as it has pixels. */
const POINTS = 120

export interface Spark {
  readonly series: SignSeries
  readonly from: number
  readonly to: number
}
export interface Sparks {
  readonly byId: Readonly<ShallowRef<ReadonlyMap<string, Spark>>>
  /** In sight from now on, or no longer. */
  readonly inSight: (id: string, isIn: boolean) => void
}

export function useSparks(area: () => string | undefined): Sparks {
  const map = new Map<string, Spark>()
  const byId = shallowRef<ReadonlyMap<string, Spark>>(map)
  const seen = new Set<string>()
  let waiting: string[] = []
  let running = 0
  let run = 0

  async function fetchOne(id: string, code: string, mine: number): Promise<void> {
    const to = hubClock.now()
    try {
      const series = await getIndicatorSeries(id, { area: code, from: to - DAY_MS, to, points: POINTS })
      if (mine !== run) return
      map.set(id, { series, from: to - DAY_MS, to })
      triggerRef(byId)
    } catch {
      // The line stays as it was; the next round asks again.
    }
  }
  function next(): void {
    const code = area()
    while (code !== undefined && running < AT_ONCE) {
      const id = waiting.shift()
      if (id === undefined) return
      if (!seen.has(id)) continue
      running++
      void fetchOne(id, code, run).finally(() => {
        running--
        next()
      })
    }
  }
  function ask(ids: Iterable<string>): void {
    for (const id of ids) if (!waiting.includes(id)) waiting.push(id)
    next()
  }

  const timer = setInterval(() => ask(seen), RENEW_MS)
  watch(area, () => {
    run++
    map.clear()
    waiting = []
    triggerRef(byId)
    ask(seen)
  })
  onScopeDispose(() => {
    run++
    waiting = []
    clearInterval(timer)
  })
  return {
    byId,
    inSight(id, isIn) {
      if (!isIn) seen.delete(id)
      else if (!seen.has(id)) {
        seen.add(id)
        if (!map.has(id)) ask([id])
      }
    },
  }
}
