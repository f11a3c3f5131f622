// The day behind each vital sign: fetched one after the other, renewed every few minutes, kept when a renewal fails.
import { onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue'
import type { SignSeries } from '../../wire/signs.ts'
import { getIndicatorSeries } from '../api/figures.ts'
import { hubClock } from '../live/clock.ts'

export const DAY_MS = 24 * 60 * 60_000
const RENEW_MS = 3 * 60_000
/** As many as a line of the wall has pixels, its peaks kept. */
const POINTS = 240

export interface VitalSeries {
  readonly byId: Readonly<ShallowRef<ReadonlyMap<string, SignSeries>>>
  readonly from: Readonly<ShallowRef<number>>
  readonly to: Readonly<ShallowRef<number>>
}

export function useVitalSeries(ids: () => readonly string[], area: () => string | undefined): VitalSeries {
  const map = new Map<string, SignSeries>()
  const byId = shallowRef<ReadonlyMap<string, SignSeries>>(map)
  const to = shallowRef(hubClock.now())
  const from = shallowRef(to.value - DAY_MS)
  let run = 0

  async function load(all: boolean): Promise<void> {
    const code = area()
    if (code === undefined) return
    const mine = ++run
    const until = hubClock.now()
    for (const id of ids()) {
      if (!all && map.has(id)) continue
      try {
        const series = await getIndicatorSeries(id, { area: code, from: until - DAY_MS, to: until, points: POINTS })
        if (mine !== run) return
        map.set(id, series)
      } catch {
        // The line stays as it was; the next round asks again.
      }
      if (mine !== run) return
    }
    to.value = until
    from.value = until - DAY_MS
    triggerRef(byId)
  }

  const timer = setInterval(() => void load(true), RENEW_MS)
  watch([() => ids().join(), area], () => void load(false), { immediate: true })
  onScopeDispose(() => {
    run++
    clearInterval(timer)
  })
  return { byId, from, to }
}
