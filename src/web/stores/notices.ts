// What this post or department has been told, newest first, where the reader's rules put it, and up to when the account has seen it.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { channelsFor, type Delivery } from '../../core/notify.ts'
import type { Session } from '../../wire/api.ts'
import { rowKey, type NoticeRow } from '../../wire/views.ts'
import { sendNoticesSeen } from '../api/notices.ts'
import { useCity } from './city.ts'
import { liveRows } from './rows.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'
import { useShifts } from './shifts.ts'

type User = Session['user']
/** Posts that notices are for; a department account is told as its department. The wall and the administrator are not. */
const TOLD: ReadonlySet<User['role']> = new Set(['collector', 'acceptor', 'dispatcher', 'dutyChief', 'leader'])
export const isTold = (user: User): boolean =>
  TOLD.has(user.role) || (user.role === 'department' && user.department !== undefined)

export const useNotices = defineStore('notices', () => {
  const live = liveRows<NoticeRow>(rowKey.notices)
  const session = useSession()
  const settings = useSettings()
  const shifts = useShifts()
  const city = useCity()
  /** Where a notice reaches this reader, by the rules in force and the shift it came in. */
  const deliveryOf = (n: NoticeRow): Delivery =>
    channelsFor(n, settings.value.notices ?? [], {
      at: n.at,
      onShift: shifts.onShiftAt(n.at),
      utcOffsetMinutes: city.city?.utcOffsetMinutes ?? 0,
    })
  const all = computed(() => [...live.rows.value.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)))
  const seenAt = computed(() => session.session?.noticesSeenAt ?? 0)
  /** Those that the rules put on the bell; the list has all of them. */
  const unread = computed(
    () => all.value.filter((n) => n.at > seenAt.value && deliveryOf(n).channels.includes('bell')).length,
  )

  /** All that is here now counts as seen; told to the hub, so that the account's other screens know it too. */
  async function markSeen(): Promise<void> {
    const newest = all.value[0]?.at
    if (newest === undefined || newest <= seenAt.value) return
    session.sawNotices(newest)
    await sendNoticesSeen(newest)
  }
  return { ...live, all, seenAt, unread, deliveryOf, markSeen }
})
