// The page's emergencies: those of the live view and earlier ones, the one in the address with its log, kept in step with its version.
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { running } from '../../../core/emergency/open.ts'
import { getEmergency, listEmergencies } from '../../api/emergencies.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useActs } from '../../emergency/useActs.ts'
import { useSide } from '../../live/useSide.ts'

export function useEmergencies() {
  const route = useRoute()
  const router = useRouter()
  const live = useSide('emergencies')
  const earlier = useFetch(
    () => 'all',
    () => listEmergencies(),
  )
  const rows = computed(() => {
    const all = new Map((earlier.value.value ?? []).map((row) => [row.id, row]))
    for (const row of live.rows.value.values()) all.set(row.id, row)
    return [...all.values()]
  })
  // The view lets an ended one go in time: only the hub's list says then that it has ended.
  watch(
    () => [...live.rows.value.keys()],
    (here, before) => {
      if (live.state.value === 'live' && before.some((which) => !here.includes(which))) void earlier.refresh()
    },
  )
  const now = computed(() => running(rows.value))
  const ended = computed(() =>
    rows.value.filter((r) => r.endedAt !== undefined).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
  )
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })
  /**
   * Without one in the address the one that mattered most when the page was opened. It stays under the officer's hands when a
   * worse one is declared, and when it ends: its final report is due then.
   */
  const stood = shallowRef<string>()
  watch(
    () => [id.value, now.value[0]?.id] as const,
    ([chosen, first]) => (stood.value = chosen === undefined ? (stood.value ?? first) : undefined),
    { immediate: true },
  )
  const shown = computed(() => id.value ?? stood.value)
  const detail = useFetch(
    () => shown.value,
    (which) => getEmergency(which),
  )
  const row = computed(() => {
    const [mine, told] = [detail.value.value?.emergency, rows.value.find((r) => r.id === shown.value)]
    if (mine?.id !== shown.value) return told
    return told !== undefined && mine !== undefined && told.version > mine.version ? told : mine
  })
  // Others act in it too: the log is read again as it grows.
  watch(
    () => row.value?.version,
    (version) => {
      const had = detail.value.value?.emergency
      if (version !== undefined && had !== undefined && had.id === shown.value && version > had.version)
        void detail.refresh()
    },
  )
  const acts = useActs(
    () => shown.value,
    () => detail.refresh(),
  )
  return {
    live,
    earlier,
    now,
    ended,
    id,
    shown,
    row,
    detail,
    acts,
    open: (which: string) => void router.push(`/emergency/${encodeURIComponent(which)}`),
  }
}
export type Emergencies = ReturnType<typeof useEmergencies>
