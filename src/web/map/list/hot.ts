// The one place where layers reach the hot table of sensors: which of its sensors are theirs, and a beat that is slow enough to draw by.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { SensorScope, SensorTable } from '../../live/sensors.ts'
import { useSensors } from '../../live/useSensors.ts'

/** A layer draws what is new at most so often. ms */
const DRAW_MS = 500
/** Sensors grow old without a word: they are looked at this often. ms */
const AGEING_MS = 5_000

export interface HotSensors {
  readonly table: SensorTable
  /** Another number when values or ages may have changed. Read it to depend on them. */
  readonly beat: Readonly<ShallowRef<number>>
  /** Slots of the wanted kinds; the same array until the table is filled anew or others are wanted. */
  readonly slots: ComputedRef<readonly number[]>
}

/** Sensors of some kinds, of all without a word; at depth `states` their values are unknown. Ends with the scope it is called in. */
export function useHotSensors(
  kinds: () => readonly string[] | undefined,
  depth: () => SensorScope['depth'],
): HotSensors {
  const table = useSensors(() => {
    const wanted = kinds()
    return [wanted === undefined ? { depth: depth() } : { kinds: wanted, depth: depth() }]
  })
  const beat = shallowRef(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => table.version.value,
    () => {
      timer ??= setTimeout(() => {
        timer = undefined
        beat.value++
      }, DRAW_MS)
    },
  )
  const ageing = setInterval(() => {
    if (!document.hidden) beat.value++
  }, AGEING_MS)
  onScopeDispose(() => {
    clearTimeout(timer)
    clearInterval(ageing)
  })

  let filled: Float64Array | undefined
  let of: string | undefined
  let held: readonly number[] = []
  const slots = computed(() => {
    void beat.value
    const wanted = kinds()
    const key = wanted?.join()
    // Another fill of the table gives other arrays.
    if (filled !== table.lngs() || of !== key) {
      filled = table.lngs()
      of = key
      const all = Array.from({ length: table.count() }, (_, slot) => slot)
      held = wanted === undefined ? all : all.filter((slot) => wanted.includes(table.kind(slot)))
    }
    return held
  })
  return { table, beat, slots }
}
