// Standing and recent alarms, in the words of ISA-18.2.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { rowKey, type AlarmRow } from '../../wire/views.ts'
import { liveRows } from './rows.ts'

export const useAlarms = defineStore('alarms', () => {
  const live = liveRows<AlarmRow>(rowKey.alarms)
  const all = computed(() => [...live.rows.value.values()])
  /** Not yet returned to normal, worst first, newest first within a level. */
  const standing = computed(() =>
    all.value.filter((a) => a.clearedAt === undefined).sort((a, b) => a.level - b.level || b.raisedAt - a.raisedAt),
  )
  const unacknowledged = computed(() => standing.value.filter((a) => a.acknowledgedAt === undefined))
  return { ...live, all, standing, unacknowledged }
})
