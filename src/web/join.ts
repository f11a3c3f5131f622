// Joins the live side to the stores: who is signed in decides which views are followed. Neither side knows the other.
import { watch, type App } from 'vue'
import { isPresent } from '../wire/views.ts'
import { hubClock } from './live/clock.ts'
import { createLink } from './live/link.ts'
import { LIVE, createLive, type LiveSinks } from './live/live.ts'
import { keepSession } from './outbox/lastSession.ts'
import { pause } from './pause.ts'
import { askAgain } from './stores/askAgain.ts'
import { useAlarms } from './stores/alarms.ts'
import { useCity } from './stores/city.ts'
import { useConnection } from './stores/connection.ts'
import { useIncidents } from './stores/incidents.ts'
import { useIndicators } from './stores/indicators.ts'
import { isTold, useNotices } from './stores/notices.ts'
import { usePresence } from './stores/presence.ts'
import { useSession } from './stores/session.ts'
import { useStatus } from './stores/status.ts'
import { useWarnings } from './stores/warnings.ts'

/** Orders change in bursts; what the device keeps may be this much older. */
const KEEP_AFTER_MS = 3_000
/** A brief is read, not watched: the library of the live link, as large as the page, waits until the page stands. */
const READING_MS = 2_000
/** The hub's status comes every few seconds; after this much silence what is on screen may be old. */
const SILENT_AFTER_MS = 15_000

export function joinLive(app: App): void {
  const session = useSession()
  const connection = useConnection()
  const stores = {
    incidents: useIncidents(),
    alarms: useAlarms(),
    indicators: useIndicators(),
    status: useStatus(),
    notices: useNotices(),
    presence: usePresence(),
    warnings: useWarnings(),
  }
  const city = useCity()
  const live = createLive(createLink(location.origin))
  app.provide(LIVE, live)

  live.onState((state) => {
    connection.link = state.type
    connection.since = state.since
    // A refused upgrade looks like a lost one to the browser: ask whether the session still stands.
    if (state.type === 'refused' || state.type === 'down') void session.load()
    if (state.type === 'up') connection.silent = false
  })
  setInterval(() => {
    const heard = hubClock.heardAt()
    connection.silent = heard !== undefined && Date.now() - heard > SILENT_AFTER_MS
  }, 1000)

  watch(
    () => session.user,
    (user, before) => {
      if (before !== undefined && user?.id !== before.id) {
        live.stop()
        for (const store of Object.values(stores)) store.clear()
      }
      if (session.session !== undefined && user !== undefined) keepSession(session.session)
      // The same person has signed in again after the session ran out: the link was refused meanwhile.
      if (user !== undefined && user.id === before?.id && connection.link === 'refused') live.reconnect()
      // The hour in a session that was kept is hours old: the hub's clock is not known by it, but by the answer that follows.
      if (session.session !== undefined && session.heardAt !== undefined)
        hubClock.observe(session.session.at, session.heardAt)
      if (user === undefined || user.id === before?.id) return
      const sinks: LiveSinks = {
        incidents: user.role === 'department' ? keptOrdersOf(user.id) : stores.incidents,
        status: stores.status,
        indicators: stores.indicators,
        warnings: stores.warnings,
        ...(user.role === 'department' ? {} : { alarms: stores.alarms }),
        ...(isTold(user) ? { notices: stores.notices } : {}),
        ...(isPresent(user.role) ? { presence: stores.presence } : {}),
      }
      const department = user.role === 'department' ? user.department : undefined
      const viewer = department === undefined ? { post: user.role } : { department }
      if (/^\/brief\b/.test(location.pathname)) live.start(sinks, viewer, pause(READING_MS))
      else live.start(sinks, viewer)
    },
    { immediate: true },
  )

  /** A department's orders, shown at once as this device kept them, and kept again whenever they change. */
  function keptOrdersOf(account: string): NonNullable<LiveSinks['incidents']> {
    const { incidents } = stores
    let timer: ReturnType<typeof setTimeout> | undefined
    let isFresh = false
    const keep = (): void => {
      const { at } = incidents
      if (session.user?.id !== account || at === undefined) return
      void import('./outbox/kept.ts').then(({ keepOrders }) => keepOrders({ account, rows: [...incidents.all], at }))
    }
    const fresh = (): void => {
      // The first at once, behind what the page draws of them: the signal may be gone in a moment.
      const soon = isFresh ? KEEP_AFTER_MS : 0
      isFresh = true
      connection.keptAt = undefined
      clearTimeout(timer)
      timer = setTimeout(keep, soon)
    }
    void import('./outbox/kept.ts')
      .then(({ keptOrders }) => keptOrders(account))
      .then((kept) => {
        if (kept === undefined || isFresh || session.user?.id !== account) return
        incidents.replace(kept.rows, kept.at)
        connection.keptAt = kept.at
      })
      .catch(() => undefined)
    return {
      replace(rows, at) {
        incidents.replace(rows, at)
        fresh()
      },
      apply(rows, gone, at) {
        incidents.apply(rows, gone, at)
        fresh()
      },
      failed: incidents.failed,
    }
  }

  // Without its city a page has no map and no names.
  askAgain(() => city.problem, city.load)
  // Names, limits and departments come with the city: when its catalogue changes, every screen shows the new ones.
  watch(
    () => stores.status.newest?.catalogue,
    (now, before) => {
      if (now !== undefined && before !== undefined && now !== before) void city.renew()
    },
  )
}
