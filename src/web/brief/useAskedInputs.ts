// What the reader's department is asked for by briefs, read again whenever it is asked anew. Nobody tells a department that another
// of its own has answered, or that the brief is issued: so it is renewed by the minute too.
import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import type { BriefInputRow } from '../../wire/briefs.ts'
import { getInputs } from '../api/briefs.ts'
import { useFetch, type Fetched } from '../api/useFetch.ts'
import { useNotices } from '../stores/notices.ts'

const RENEW_MS = 60_000

export interface AskedInputs extends Fetched<readonly BriefInputRow[]> {
  /** To be answered still, as the hub lists them. */
  readonly open: ComputedRef<readonly BriefInputRow[]>
}

export function useAskedInputs(): AskedInputs {
  const notices = useNotices()
  const asked = useFetch(
    () => ({}),
    (): Promise<readonly BriefInputRow[]> => getInputs(),
  )
  const renew = (): void => void asked.refresh()
  watch(() => notices.all.find((n) => n.kind === 'briefInput')?.id, renew)
  const timer = setInterval(renew, RENEW_MS)
  onScopeDispose(() => clearInterval(timer))
  return { ...asked, open: computed(() => asked.value.value?.filter((row) => row.open) ?? []) }
}
