// Matters under supervision of one question, read again whenever somebody is told of one.
import { computed, watch } from 'vue'
import type { SupervisedQuery, SupervisedRow } from '../../wire/supervisions.ts'
import { listSupervisions } from '../api/supervisions.ts'
import { useFetch, type Fetched } from '../api/useFetch.ts'
import { useNotices } from '../stores/notices.ts'
import { useSession } from '../stores/session.ts'
import { maySee } from './rights.ts'

/** The newest notice about one, as a word that changes. Whoever writes here hears of it by `refresh`. */
export function useToldOf(): Readonly<{ value: string }> {
  const notices = useNotices()
  return computed(() => notices.all.find((n) => n.supervision !== undefined)?.id ?? '')
}

/** `query` undefined, or a reader who may see none: nothing is asked. */
export function useSupervised(query: () => SupervisedQuery | undefined): Fetched<readonly SupervisedRow[]> {
  const session = useSession()
  const asked = (): SupervisedQuery | undefined => (maySee(session.role) ? query() : undefined)
  const fetched = useFetch<SupervisedQuery, readonly SupervisedRow[]>(
    asked,
    (one) => listSupervisions(one),
    () => true,
  )
  const told = useToldOf()
  watch(
    () => told.value,
    () => void fetched.refresh(),
  )
  return fetched
}
