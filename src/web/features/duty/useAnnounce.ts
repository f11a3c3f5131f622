// Speaks new Ⅰ and Ⅱ cases to a screen reader, and nothing else: a desk that talks all day is switched off.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { levelWord } from '../../incident/words.ts'
import { clauses } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { useIncidents } from '../../stores/incidents.ts'

const SPOKEN_LEVEL = 2

export function useAnnounce(): Readonly<ShallowRef<string>> {
  const incidents = useIncidents()
  const { t } = useI18n()
  const words = shallowRef('')
  let known: Set<string> | undefined

  watch(
    () => incidents.all,
    (rows) => {
      if (incidents.state !== 'live') return
      const fresh = known === undefined ? [] : rows.filter((r) => r.level <= SPOKEN_LEVEL && !known?.has(r.id))
      known = new Set(rows.map((r) => r.id))
      if (fresh.length > 0)
        words.value = clauses(
          fresh.map((r) =>
            t('duty.announceIncident', {
              level: levelWord(r.level),
              title: say(r.title),
              place: say(r.areaName),
            }),
          ),
        )
    },
    { immediate: true },
  )
  return words
}
