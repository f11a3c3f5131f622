// What can be done with one entry that waits: read the case as it stands, send it all the same, turn it into a note, edit, discard.
import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useFetch } from '../api/useFetch.ts'
import { dayTime } from '../i18n/format.ts'
import { readCase } from '../incident/caseRead.ts'
import { actWord, stateWord } from '../incident/words.ts'
import { hubClock } from '../live/clock.ts'
import { useSession } from '../stores/session.ts'
import { casePlace } from '../ui/casePlace.ts'
import { actOf, wordsOf, type OutboxEntry } from './entry.ts'
import { outboxHere } from './here.ts'
import { byCase } from './state.ts'

export function useWaitingEntry(entry: () => OutboxEntry) {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const busy = shallowRef(false)
  const discarding = shallowRef(false)

  const act = computed(() => actOf(entry()))
  const pressed = computed(() => dayTime(entry().pressedAt + (entry().offsetMs ?? 0), hubClock.now()))
  const state = computed(() => {
    const { incident, state: is } = entry()
    const first = byCase.value.get(incident)?.[0]
    return is === 'waiting' && first !== undefined && first.key !== entry().key ? 'behind' : is
  })
  const words = computed(() => wordsOf(entry()))

  /** Read only for a conflict: what happened since, and whether the act is still lawful. */
  const {
    value: whole,
    problem,
    refresh,
  } = useFetch(() => (entry().state === 'conflict' ? entry().incident : undefined), readCase)
  watch(
    () => entry().moved?.version,
    (now) => {
      if (now !== undefined) void refresh()
    },
  )
  const since = computed(() =>
    (whole.value?.events ?? []).filter((event) => event.n > entry().version && event.type !== 'clocked'),
  )
  const lawful = computed(() => whole.value?.acts.includes(act.value) === true)
  const noteLawful = computed(() => whole.value?.acts.includes('note') ?? true)
  const stands = computed(() => {
    if (whole.value === undefined) return undefined
    const parts = { state: stateWord(whole.value.row.state), act: actWord(act.value) }
    return lawful.value ? t('outbox.conflict.lawful', parts) : t('outbox.conflict.gone', parts)
  })

  async function once(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    } finally {
      busy.value = false
    }
  }
  const again = (version = entry().version): Promise<void> =>
    once(async () => (await outboxHere()).sendAgain(entry().key, version))
  const anyway = (): Promise<void> => again(whole.value?.row.version)
  const toNote = (): Promise<void> =>
    once(async () => {
      const from = t('outbox.noteFrom', { act: actWord(act.value), at: pressed.value })
      await (await outboxHere()).toNote(entry().key, words.value === '' ? from : `${words.value}\n${from}`)
    })
  const edit = (): Promise<void> =>
    once(async () => {
      const { key, incident } = entry()
      await (await outboxHere()).edit(key)
      await router.push(casePlace(session.role, incident))
    })
  const discard = (): Promise<void> =>
    once(async () => {
      discarding.value = false
      await (await outboxHere()).discard(entry().key)
    })

  const to = computed(() => casePlace(session.role, entry().incident))
  return {
    act,
    pressed,
    state,
    words,
    busy,
    discarding,
    whole,
    problem,
    since,
    lawful,
    noteLawful,
    stands,
    again,
    anyway,
    toNote,
    edit,
    discard,
    to,
  }
}
