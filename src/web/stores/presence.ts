// Who else has which case open. What this very screen has open is not in it: nobody needs to be told of oneself.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { newKey } from '../api/newKey.ts'
import { rowKey, type PresenceRow } from '../../wire/views.ts'
import { liveRows } from './rows.ts'
import { useSession } from './session.ts'

/** This page, for as long as it lives. */
export const SCREEN: string = newKey()

const NOBODY: readonly PresenceRow[] = []

export const usePresence = defineStore('presence', () => {
  const live = liveRows<PresenceRow>(rowKey.presence)
  const session = useSession()
  /** By case, whoever came first. A person with two screens on one case is one person, at the screen where they act. */
  const byIncident = computed(() => {
    const own = `${session.user?.id ?? ''}/${SCREEN}`
    const cases = new Map<string, PresenceRow[]>()
    for (const row of [...live.rows.value.values()].sort((a, b) => a.since - b.since)) {
      if (row.id === own) continue
      const there = cases.get(row.incident) ?? []
      const same = there.findIndex((one) => one.account === row.account)
      if (same < 0) there.push(row)
      else if (there[same]?.act === undefined) there[same] = row
      cases.set(row.incident, there)
    }
    return cases
  })
  const on = (incident: string): readonly PresenceRow[] => byIncident.value.get(incident) ?? NOBODY
  return { ...live, byIncident, on }
})
