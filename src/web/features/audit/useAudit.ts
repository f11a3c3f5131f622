// The audit log page by page: the filter is the address, older rows come on demand.
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { AUDIT_KINDS, type AuditKind, type AuditQuery, type AuditRow } from '../../../wire/audit.ts'
import { getAudit, getHeads } from '../../api/audit.ts'
import { toProblem } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { fromInputTime } from '../../incident/cityTime.ts'
import { useCity } from '../../stores/city.ts'
import { toastProblem } from '../../ui/toast.ts'

const PAGE = 100
const isKind = (v: unknown): v is AuditKind => AUDIT_KINDS.includes(v as AuditKind)
const word = (v: unknown): string => (typeof v === 'string' ? v.trim() : '')
/** Until the city has told its own: China keeps one time. */
const CITY_OFFSET_MINUTES = 480

export function useAudit() {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const offset = (): number => city.city?.utcOffsetMinutes ?? CITY_OFFSET_MINUTES

  const filter = computed(() => ({
    kind: isKind(route.query['kind']) ? route.query['kind'] : undefined,
    actor: word(route.query['actor']),
    subject: word(route.query['subject']),
    /** As a `datetime-local` field holds them, in city time. */
    from: word(route.query['from']),
    to: word(route.query['to']),
  }))
  const query = computed<AuditQuery>(() => {
    const { kind, actor, subject } = filter.value
    const from = fromInputTime(filter.value.from, offset())
    const to = fromInputTime(filter.value.to, offset())
    return {
      limit: PAGE,
      ...(kind === undefined ? {} : { kind }),
      ...(actor === '' ? {} : { actor }),
      ...(subject === '' ? {} : { subject }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }
  })
  const go = (change: Record<string, string>): void => {
    const next = { ...route.query, ...change }
    for (const [name, v] of Object.entries(next)) if (v === '') delete next[name]
    void router.replace({ query: next })
  }

  const first = useFetch(() => query.value, getAudit)
  const older = shallowRef<readonly AuditRow[]>([])
  const ended = shallowRef(false)
  const busy = shallowRef(false)
  watch(first.value, (rows) => {
    older.value = []
    ended.value = rows !== undefined && rows.length < PAGE
  })
  const rows = computed(() => [...(first.value.value ?? []), ...older.value])

  async function more(): Promise<void> {
    const last = rows.value.at(-1)
    if (last === undefined || busy.value) return
    const asked = query.value
    busy.value = true
    try {
      const next = await getAudit({ ...asked, before: last.seq })
      // Another filter meanwhile: this answer belongs to the old one.
      if (JSON.stringify(asked) !== JSON.stringify(query.value)) return
      older.value = [...older.value, ...next]
      ended.value = next.length < PAGE
    } catch (error) {
      toastProblem(toProblem(error))
    } finally {
      busy.value = false
    }
  }

  const heads = useFetch(
    () => true,
    () => getHeads(),
  )
  return { filter, go, first, rows, ended, busy, more, heads }
}
