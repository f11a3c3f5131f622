// Alarms of the strip: what waits for a person, what is shelved, and the acts on them.
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { actOnAlarm } from '../../api/alarms.ts'
import { toProblem } from '../../api/client.ts'
import { useNow } from '../../live/clock.ts'
import { useAlarms } from '../../stores/alarms.ts'
import { LEVELS } from '../../../core/level.ts'
import type { AlarmAct } from '../../../wire/acts.ts'
import type { AlarmRow } from '../../../wire/views.ts'
import { say } from '../../i18n/i18n.ts'
import { levelWord } from '../../incident/words.ts'
import { toastDone, toastProblem } from '../../ui/toast.ts'
import { offerUndo } from '../../ui/undo.ts'

/** ISA-18.2 practice and the hub's own limit. */
export const LONGEST_SHELF_MS = 12 * 3_600_000
export const SHELF_MINUTES = [30, 60, 120, 240, 480, 720] as const

const OFFER_MS = 5 * 60_000
/** What is spoken: level Ⅰ and Ⅱ, and nothing else. */
const SPOKEN_LEVEL = 2

export const isShelved = (alarm: Pick<AlarmRow, 'shelvedUntil'>, now: number): boolean =>
  alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now

export function useAlarmStrip() {
  const alarms = useAlarms()
  const now = useNow()
  const { t } = useI18n()
  const busy = shallowRef<ReadonlySet<string>>(new Set())

  const waiting = computed(() => alarms.unacknowledged.filter((a) => !isShelved(a, now.value)))
  const shelved = computed(() => alarms.standing.filter((a) => isShelved(a, now.value)))
  const counts = computed(() =>
    LEVELS.map((level) => ({ level, n: waiting.value.filter((a) => a.level === level).length })),
  )

  const spoken = useSpokenAlarms(waiting)

  async function act(alarm: AlarmRow, what: AlarmAct): Promise<boolean> {
    if (busy.value.has(alarm.id)) return false
    busy.value = new Set([...busy.value, alarm.id])
    try {
      await actOnAlarm(alarm.id, what)
      if (what.act === 'shelve') offerBack(alarm, what.untilAt)
      return true
    } catch (error) {
      toastProblem(toProblem(error))
      return false
    } finally {
      busy.value = new Set([...busy.value].filter((id) => id !== alarm.id))
    }
  }
  /** Shelving is taken back as long as it lasts, but not offered for hours. */
  function offerBack(alarm: AlarmRow, untilAt: number): void {
    offerUndo({
      text: t('ui.undo.shelved', { name: alarm.sensorName }),
      untilAt: Math.min(untilAt, now.value + OFFER_MS),
      run: async () => {
        if (await act(alarm, { act: 'unshelve' })) toastDone(t('ui.undo.done', { act: t('duty.alarms.shelve') }))
      },
    })
  }
  return { alarms, now, waiting, shelved, counts, busy, spoken, act }
}

/** A new Ⅰ or Ⅱ is spoken with how many of them wait and the worst level; what was there at load is not new. */
function useSpokenAlarms(waiting: ComputedRef<readonly AlarmRow[]>): Readonly<ShallowRef<string>> {
  const alarms = useAlarms()
  const { t } = useI18n()
  const words = shallowRef('')
  let known: Set<string> | undefined
  watch(
    waiting,
    (rows) => {
      if (alarms.state !== 'live') return
      const grave = rows.filter((a) => a.level <= SPOKEN_LEVEL)
      const first = known === undefined ? undefined : grave.find((a) => known?.has(a.id) === false)
      known = new Set(rows.map((a) => a.id))
      const worst = grave[0]
      if (first !== undefined && worst !== undefined)
        words.value = t('duty.alarms.announce', {
          level: levelWord(first.level),
          name: say(first.name),
          sensor: first.sensorName,
          n: grave.length,
          worst: levelWord(worst.level),
        })
    },
    { immediate: true },
  )
  return words
}
