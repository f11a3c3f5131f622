// Says politely what somebody else has just done on the case that is open here. One's own acts say themselves.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { IncidentDetail } from '../../../wire/api.ts'
import { clauses } from '../../i18n/format.ts'
import { eventWord } from '../../incident/words.ts'
import { useSession } from '../../stores/session.ts'

/** What time and the hub do by themselves is in the timeline; it is nobody's act. */
const UNSAID: ReadonlySet<string> = new Set(['clocked', 'reminded'])

export function useOthersActs(detail: () => IncidentDetail | undefined): Readonly<ShallowRef<string>> {
  const { t } = useI18n()
  const session = useSession()
  const words = shallowRef('')
  let seen: { id: string; n: number } | undefined
  watch(detail, (whole) => {
    if (whole === undefined) return
    const last = whole.events.at(-1)?.n ?? 0
    const before = seen?.id === whole.row.id ? seen.n : undefined
    seen = { id: whole.row.id, n: last }
    if (before === undefined) return
    const fresh = whole.events.filter(
      ({ n, type, actor }) =>
        n > before && !UNSAID.has(type) && actor.role !== 'system' && actor.id !== session.user?.id,
    )
    if (fresh.length > 0)
      words.value = clauses(fresh.map((e) => t('desk.byOther', { name: e.actor.name, act: eventWord(e.type) })))
  })
  return words
}
