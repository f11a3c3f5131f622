// The page's emergencies: those of the live view and earlier ones, the one in the address with its log, kept in step with its version.
import { computed, watch } from 'vue'
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
  const now = computed(() => running(rows.value))
  const ended = computed(() =>
    rows.value.filter((r) => r.endedAt !== undefined).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
  )
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })
  /** Without one in the address the one that matters most. */
  const shown = computed(() => id.value ?? now.value[0]?.id)
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
