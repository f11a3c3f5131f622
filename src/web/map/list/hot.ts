// The one place where layers reach the hot table of sensors: its values, and a beat that is slow enough to draw by.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { isStale } from '../../../core/observe/stale.ts'
import { hubClock } from '../../live/clock.ts'
import type { SensorTable } from '../../live/sensors.ts'
import { useSensorsWhen } from '../../live/useSensors.ts'

/** A layer draws what is new at most so often. ms */
const DRAW_MS = 500
/** Sensors grow old without a word: they are looked at this often. ms */
const AGEING_MS = 5_000

/** Of one sensor, as it stands now. */
export interface Standing {
  readonly level: number
  /** Its newest value is older than it may be, or it never spoke. */
  readonly stale: boolean
  readonly suspect: boolean
  /** 0 when it never spoke. */
  readonly newestAt: number
}

export interface HotSensors {
  /** Undefined until it is known which kind is meant. */
  readonly table: Readonly<ShallowRef<SensorTable | undefined>>
  /** Another number when values or ages may have changed. Read it to depend on them. */
  readonly beat: Readonly<ShallowRef<number>>
}

export const standingOf = (table: SensorTable, slot: number, now = hubClock.now()): Standing => ({
  level: table.level(slot),
  stale: isStale(table.newestAt(slot), table.silentAfterMs(slot), now),
  suspect: table.suspect(slot),
  newestAt: table.newestAt(slot),
})

/** Sensors of a kind, or with `''` of every kind; undefined waits. To be called in the scope that ends with the layer. */
export function useHotSensors(kind: () => string | undefined): HotSensors {
  const table = useSensorsWhen(() => {
    const wanted = kind()
    return wanted === undefined ? undefined : wanted === '' ? {} : { kind: wanted }
  })
  const beat = shallowRef(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => [table.value, table.value?.version.value],
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
  return { table, beat }
}
