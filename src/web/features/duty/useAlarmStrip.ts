// Alarms of the strip: what waits for a person, what is shelved, and the acts on them.
import { computed, shallowRef } from 'vue'
import { actOnAlarm } from '../../api/alarms.ts'
import { toProblem } from '../../api/client.ts'
import { useNow } from '../../live/clock.ts'
import { useAlarms } from '../../stores/alarms.ts'
import { LEVELS } from '../../../core/level.ts'
import type { AlarmAct } from '../../../wire/acts.ts'
import type { AlarmRow } from '../../../wire/views.ts'
import { toastProblem } from '../../ui/toast.ts'

/** ISA-18.2 practice and the hub's own limit. */
export const LONGEST_SHELF_MS = 12 * 3_600_000
export const SHELF_MINUTES = [30, 60, 120, 240, 480, 720] as const

export const isShelved = (alarm: Pick<AlarmRow, 'shelvedUntil'>, now: number): boolean =>
  alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now

export function useAlarmStrip() {
  const alarms = useAlarms()
  const now = useNow()
  const busy = shallowRef<ReadonlySet<string>>(new Set())

  const waiting = computed(() => alarms.unacknowledged.filter((a) => !isShelved(a, now.value)))
  const shelved = computed(() => alarms.standing.filter((a) => isShelved(a, now.value)))
  const counts = computed(() =>
    LEVELS.map((level) => ({ level, n: waiting.value.filter((a) => a.level === level).length })),
  )

  async function act(alarm: AlarmRow, what: AlarmAct): Promise<boolean> {
    if (busy.value.has(alarm.id)) return false
    busy.value = new Set([...busy.value, alarm.id])
    try {
      await actOnAlarm(alarm.id, what)
      return true
    } catch (error) {
      toastProblem(toProblem(error))
      return false
    } finally {
      busy.value = new Set([...busy.value].filter((id) => id !== alarm.id))
    }
  }
  return { alarms, now, waiting, shelved, counts, busy, act }
}
