// The brief in the address, as a page in the reader's language, with the list it stands in. Reading it here counts as read.
import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { listBriefs, markRead } from '../../api/briefs.ts'
import { useFetch } from '../../api/useFetch.ts'
import type { BriefView } from '../../../wire/briefs.ts'
import { cityDate } from '../../i18n/format.ts'
import { locale } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { useSession } from '../../stores/session.ts'
import { takeBrief } from './ahead.ts'
import { beside, correctedOf, firstKey, isPeriod, kindOf, pageOf } from './page.ts'

/** What is not issued yet is read again this often. */
const REREAD_MS = 60_000

export function useBrief() {
  const route = useRoute()
  const session = useSession()
  const now = useNow()
  const today = computed(() => cityDate(now.value))
  const param = computed(() => {
    const key = route.params['key']
    return typeof key === 'string' && key !== '' ? key : undefined
  })
  /** It prepares the briefs. */
  const desk = computed(() => session.isDesk)
  /** Departments answer what they are asked; they read no briefs. */
  const reads = computed(() => session.role !== 'department')
  const valid = computed(() => param.value === undefined || kindOf(param.value) !== undefined)
  /** Of the rhythm that is read; what is of no period stands among all. */
  const listed = computed(() => {
    const kind = param.value === undefined ? 'daily' : kindOf(param.value)
    return isPeriod(kind) ? kind : undefined
  })
  const list = useFetch(
    () => (valid.value && reads.value ? { kind: listed.value } : undefined),
    ({ kind }) => listBriefs(kind),
    () => true,
  )
  /** Without a list the running day still shows. */
  const key = computed(() => {
    if (!reads.value) return undefined
    if (param.value !== undefined) return valid.value ? param.value : undefined
    if (list.value.value !== undefined) return firstKey(list.value.value, desk.value, today.value)
    return list.problem.value === undefined ? undefined : today.value
  })
  const brief = useFetch(
    () => (key.value === undefined ? undefined : { key: key.value }),
    (asked) => takeBrief(asked.key),
  )
  /** What an act has answered is newer than what was asked before it. */
  const acted = shallowRef<BriefView>()
  const shown = computed(() => {
    const [asked, mine] = [brief.value.value, acted.value]
    if (mine === undefined || mine.key !== key.value) return asked
    return asked === undefined || asked.version < mine.version ? mine : asked
  })
  watch(
    () => (shown.value?.state === 'issued' ? '' : String(Math.floor(now.value / REREAD_MS))),
    (turn, before) => {
      if (turn !== '' && before !== '') void brief.refresh()
    },
  )
  // Kept who read what and when; a reader is not held up by it.
  watch(
    () => (shown.value?.state === 'issued' ? shown.value.key : undefined),
    (read) => {
      if (read !== undefined) void markRead(read, 'page').catch(() => undefined)
    },
    { immediate: true },
  )

  return {
    key,
    valid,
    desk,
    reads,
    today,
    list,
    brief: shown,
    problem: brief.problem,
    refresh: brief.refresh,
    take: (next: BriefView): void => void (acted.value = next),
    page: computed(() => (shown.value === undefined ? undefined : pageOf(shown.value, locale.value))),
    corrected: computed(() => correctedOf(shown.value?.corrections ?? [])),
    beside: computed(() => (key.value === undefined ? {} : beside(key.value, today.value))),
  }
}
export type BriefRoom = ReturnType<typeof useBrief>
