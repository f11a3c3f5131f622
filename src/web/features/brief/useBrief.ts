// The brief of the day in the address, as a page in the reader's language, with the days beside it.
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { getBrief } from '../../api/briefs.ts'
import { useFetch } from '../../api/useFetch.ts'
import { cityDate } from '../../i18n/format.ts'
import { locale } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { isDate, pageOf, shiftDate } from './page.ts'

/** A running day is read again this often. */
const REREAD_MS = 60_000

export function useBrief() {
  const route = useRoute()
  const now = useNow()
  const today = computed(() => cityDate(now.value))
  const param = computed(() => {
    const date = route.params['date']
    return typeof date === 'string' && date !== '' ? date : undefined
  })
  const valid = computed(() => param.value === undefined || isDate(param.value))
  const date = computed(() => param.value ?? today.value)
  const turn = computed(() => (date.value === today.value ? Math.floor(now.value / REREAD_MS) : 0))

  const brief = useFetch(
    () => (valid.value ? { date: date.value } : undefined),
    (key) => getBrief(key.date),
  )
  const page = computed(() => (brief.value.value === undefined ? undefined : pageOf(brief.value.value, locale.value)))

  return {
    date,
    today,
    valid,
    turn,
    brief: brief.value,
    problem: brief.problem,
    refresh: brief.refresh,
    page,
    previous: computed(() => shiftDate(date.value, -1)),
    next: computed(() => (date.value < today.value ? shiftDate(date.value, 1) : undefined)),
  }
}
