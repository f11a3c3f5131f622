// Cases as the live view tells them: by id, and in the orders that lists need.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { rowKey, type IncidentRow } from '../../wire/views.ts'
import { liveRows } from './rows.ts'

/** Ended, or going with another case that is in the list for both. */
const DONE: ReadonlySet<IncidentRow['state']> = new Set(['merged', 'closed', 'forceClosed', 'refused', 'cancelled'])
export const isOpen = (row: Pick<IncidentRow, 'state'>): boolean => !DONE.has(row.state)

/** Worst level first, then the nearest deadline, then the oldest. Paused clocks count as far away. */
export function byUrgency(a: IncidentRow, b: IncidentRow): number {
  const due = (r: IncidentRow): number =>
    r.clock === undefined || r.clock.pausedAt !== undefined || r.clock.stoppedAt !== undefined
      ? Number.MAX_SAFE_INTEGER
      : r.clock.dueAt
  return a.level - b.level || due(a) - due(b) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1)
}

export const useIncidents = defineStore('incidents', () => {
  const live = liveRows<IncidentRow>(rowKey.incidents, (a, b) => a.version < b.version)
  const all = computed(() => [...live.rows.value.values()])
  const open = computed(() => all.value.filter(isOpen).sort(byUrgency))
  const row = (id: string): IncidentRow | undefined => live.rows.value.get(id)
  return { ...live, all, open, row }
})
