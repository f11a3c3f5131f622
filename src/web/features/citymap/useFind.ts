// The map's search: asks the hub after a pause of the typing hand, nearest to what the map looks at first. The newest question counts.
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Found } from '../../../wire/desk.ts'
import { findAnything } from '../../api/desk.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { locale, say } from '../../i18n/i18n.ts'
import { stateWord } from '../../incident/words.ts'
import { useCity } from '../../stores/city.ts'
import { hitsOf } from './found.ts'

const PAUSE_MS = 120

/** `near`: `lng,lat`. */
export function useFind(typed: () => string, near: () => string | undefined) {
  const { t } = useI18n()
  const city = useCity()
  const found = shallowRef<Found>()
  const searching = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const words = computed(() => typed().trim().slice(0, 100))
  let pause: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  function ask(q: string): void {
    clearTimeout(pause)
    asking?.abort()
    problem.value = undefined
    searching.value = q !== ''
    if (q === '') found.value = undefined
    else pause = setTimeout(() => void send(q), PAUSE_MS)
  }
  async function send(q: string): Promise<void> {
    const mine = (asking = new AbortController())
    try {
      const answer = await findAnything(q, near(), mine.signal)
      if (mine.signal.aborted) return
      found.value = answer
    } catch (error) {
      if (mine.signal.aborted) return
      found.value = undefined
      problem.value = toProblem(error)
    }
    searching.value = false
  }
  watch(words, ask)
  onScopeDispose(() => {
    clearTimeout(pause)
    asking?.abort()
  })

  const hits = computed(() => {
    void locale.value
    if (found.value === undefined) return []
    return hitsOf(found.value, {
      say,
      state: stateWord,
      kind: (id) => {
        const known = city.kinds.get(id)
        return known === undefined ? id : say(known.name)
      },
      place: (kind) => t(`desk.palette.${kind}`),
    })
  })
  /** Words that stand in the address were asked by nobody's hand: asked when somebody looks. */
  const wake = (): void => {
    if (words.value !== '' && found.value === undefined && !searching.value) ask(words.value)
  }
  return { words, hits, searching, problem, wake, known: computed(() => found.value !== undefined) }
}
