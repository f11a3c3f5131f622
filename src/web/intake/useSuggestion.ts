// Asks the hub after a pause in the typing. The newest question counts: older ones are taken back, late answers dropped.
import { onScopeDispose, shallowRef, watch } from 'vue'
import { askSuggestion } from '../api/intake.ts'
import { toProblem } from '../api/client.ts'
import { draftQuestion } from './draft.ts'
import { useIntakeDrafts } from './drafts.ts'

/** Nobody pauses this long within a word. */
const PAUSE_MS = 250

export type Asking = 'idle' | 'asking' | 'failed'

/** Where it stands; the answer is put into the store, for the form and the map. A failure keeps the last answer and says so. */
export function useSuggestion() {
  const intake = useIntakeDrafts()
  const asking = shallowRef<Asking>('idle')
  let pause: ReturnType<typeof setTimeout> | undefined
  let last: AbortController | undefined

  function takeBack(): void {
    clearTimeout(pause)
    last?.abort()
    last = undefined
  }
  async function ask(): Promise<void> {
    const question = draftQuestion(intake.draft)
    if (question === undefined) return
    const mine = new AbortController()
    last = mine
    asking.value = 'asking'
    try {
      const answer = await askSuggestion(question, mine.signal)
      if (mine.signal.aborted) return
      intake.suggestion = answer
      asking.value = 'idle'
    } catch (error) {
      if (mine.signal.aborted) return
      // Who has to sign in again is told so elsewhere.
      asking.value = toProblem(error).status === 401 ? 'idle' : 'failed'
    }
  }
  watch(
    () => JSON.stringify(draftQuestion(intake.draft) ?? null),
    (question, before) => {
      takeBack()
      if (question === 'null') {
        intake.suggestion = undefined
        asking.value = 'idle'
        return
      }
      pause = setTimeout(() => void ask(), before === undefined ? 0 : PAUSE_MS)
    },
    { immediate: true },
  )
  onScopeDispose(takeBack)
  return asking
}
