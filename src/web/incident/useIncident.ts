// One case whole, kept current: read again whenever the live row runs ahead of what was read.
import { computed, watch, type ComputedRef } from 'vue'
import { useFetch, type Fetched } from '../api/useFetch.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { useIncidents } from '../stores/incidents.ts'
import { takeAhead } from './caseAhead.ts'
import { readCase } from './caseRead.ts'

export interface OpenIncident extends Pick<Fetched<IncidentDetail>, 'problem' | 'loading' | 'at' | 'refresh'> {
  readonly detail: ComputedRef<IncidentDetail | undefined>
  /** The newest row known: the live one, or that of the detail for a case outside the live view. */
  readonly row: ComputedRef<IncidentRow | undefined>
}

export function useIncident(id: () => string | undefined): OpenIncident {
  const incidents = useIncidents()
  const { value, problem, loading, at, refresh } = useFetch(id, readCase, undefined, takeAhead)
  /** Sent back, or another department's now: what is no longer ours to see does not stay on the screen. */
  const lost = computed(() => problem.value?.status === 403 || problem.value?.status === 404)
  const detail = computed(() => (lost.value ? undefined : value.value))

  watch(value, (next) => {
    // An own act shows at once, also where the live view is slow or down.
    if (next !== undefined && incidents.row(next.row.id) !== undefined) incidents.upsert(next.row)
  })
  const live = computed(() => {
    const key = id()
    // `row` reads a plain Map; the ref of rows is what makes this depend on it.
    return key === undefined ? undefined : incidents.rows.get(key)
  })
  const row = computed(() => {
    const own = detail.value?.row
    if (live.value === undefined || (own !== undefined && own.version > live.value.version)) return own
    return live.value
  })
  watch(
    () => live.value?.version,
    (version) => {
      if (version !== undefined && detail.value !== undefined && version > detail.value.row.version) void refresh()
    },
  )
  return { detail, row, problem, loading, at, refresh }
}
