// Brings fresh notices where the reader's rules put them, once for the whole application, and says when a shift is about to end.
import { useListener } from './useListener.ts'
import { onScopeDispose, watch } from 'vue'
import { useRouter } from 'vue-router'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { useCity } from '../stores/city.ts'
import { isTold, useNotices } from '../stores/notices.ts'
import { useSession } from '../stores/session.ts'
import { useShifts } from '../stores/shifts.ts'
import { say } from '../i18n/i18n.ts'
import { useScreenTitle } from './screenTitle.ts'
import { hubClock } from '../live/clock.ts'
import { showBrowserNotice } from './browserNotices.ts'
import { noticePlace } from './casePlace.ts'
import { popCard, putAllAway } from './noticeCards.ts'
import { soundNotice } from './noticeTone.ts'

/** Whoever is on shift is reminded of the handover this long before its end; the hub's draft is there then. */
export const REMIND_BEFORE_MS = 30 * MINUTE_MS
const LOOK_EVERY_MS = 30_000
/** The roster changes seldom. */
const ROSTER_EVERY_MS = 5 * MINUTE_MS

export function followNotices(): void {
  const notices = useNotices()
  const session = useSession()
  const shifts = useShifts()
  const city = useCity()
  const router = useRouter()
  const screenTitle = useScreenTitle()
  let known: ReadonlySet<string> | undefined
  let reminded: string | undefined

  watch(
    () => session.user?.id,
    () => {
      known = undefined
      putAllAway()
    },
  )
  watch(
    () => [session.user?.id, city.city, city.desk],
    () => void shifts.load(hubClock.now()),
    { immediate: true },
  )

  function deliver(): void {
    if (notices.state !== 'live' || session.user === undefined || !isTold(session.user)) {
      known = undefined
      return
    }
    const before = known
    known = new Set(notices.all.map((n) => n.id))
    // What was there when the page opened is on the bell; only what comes now knocks.
    if (before === undefined) return
    for (const n of notices.all.filter((one) => !before.has(one.id)).reverse()) {
      const { channels } = notices.deliveryOf(n)
      const to = noticePlace(session.role, n)
      if (channels.includes('card')) popCard({ id: n.id, level: n.level, text: n.text, at: n.at, to })
      if (channels.includes('tone')) soundNotice(n.level)
      if (channels.includes('browser'))
        showBrowserNotice(n.id, screenTitle(), say(n.text), () => {
          void router.push(to)
        })
    }
  }
  watch(() => [notices.all, notices.state], deliver, { immediate: true })

  /** Once per shift and page, to those on it, while nobody has signed it over. */
  async function remind(): Promise<void> {
    const now = hubClock.now()
    const shift = shifts.runningAt(now)
    if (shift === undefined || shift.to - now > REMIND_BEFORE_MS || !shifts.onShiftAt(now)) return
    const id = `${shift.date}-${shift.shift}`
    if (reminded === id) return
    reminded = id
    const { getHandovers } = await import('../api/shifts.ts')
    const there = await getHandovers({ from: shift.date, to: shift.date }).catch(() => [])
    if (there.some((row) => row.id === id && row.state !== 'draft')) return
    const minutes = Math.max(1, Math.round((shift.to - now) / MINUTE_MS))
    popCard({
      id,
      at: now,
      to: '/handover',
      text: {
        zh: `${shift.name.zh}还有 ${minutes} 分钟结束，请核对并签字交班`,
        en: `${shift.name.en} ends in ${minutes} min: look through the handover and sign it over`,
      },
    })
  }
  const looking = setInterval(() => void remind(), LOOK_EVERY_MS)
  const asking = setInterval(() => void shifts.load(hubClock.now()), ROSTER_EVERY_MS)
  watch(
    () => shifts.entries,
    () => void remind(),
  )
  useListener(window, 'focus', () => void shifts.load(hubClock.now()))
  onScopeDispose(() => {
    clearInterval(looking)
    clearInterval(asking)
  })
}
