// What the time brush lets through by now.
import { computed, type ComputedRef } from 'vue'
import { useNow } from '../live/clock.ts'
import { windowOf, type Brushed } from './brush.ts'
import type { TimeWindow } from './list/entry.ts'

/** A window that moves on with the clock is looked at this often. */
const LOOK_MS = 10_000

export interface Brushing {
  /** Hub time, as often as the window is looked at. */
  readonly now: ComputedRef<number>
  /** The same object while it says the same: layers ask the hub anew when it changes. */
  readonly window: ComputedRef<TimeWindow | undefined>
}

export function useTimeWindow(brushed: () => Brushed | undefined): Brushing {
  const clock = useNow()
  const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)
  const words = computed(() => JSON.stringify(windowOf(brushed(), now.value) ?? null))
  return { now, window: computed(() => (JSON.parse(words.value) as TimeWindow | null) ?? undefined) }
}
