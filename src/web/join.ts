// Joins the live side to the stores: who is signed in decides which views are followed. Neither side knows the other.
import { watch, type App } from 'vue'
import { isPresent } from '../wire/views.ts'
import { hubClock } from './live/clock.ts'
import { createLink } from './live/link.ts'
import { LIVE, createLive, type LiveSinks } from './live/live.ts'
import { useAlarms } from './stores/alarms.ts'
import { useCity } from './stores/city.ts'
import { useConnection } from './stores/connection.ts'
import { useIncidents } from './stores/incidents.ts'
import { useIndicators } from './stores/indicators.ts'
import { isTold, useNotices } from './stores/notices.ts'
import { usePresence } from './stores/presence.ts'
import { useSession } from './stores/session.ts'
import { useStatus } from './stores/status.ts'

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
      if (user === undefined || user.id === before?.id) return
      if (session.session !== undefined) hubClock.observe(session.session.at)
      const sinks: LiveSinks = {
        incidents: stores.incidents,
        status: stores.status,
        indicators: stores.indicators,
        ...(user.role === 'department' ? {} : { alarms: stores.alarms }),
        ...(isTold(user) ? { notices: stores.notices } : {}),
        ...(isPresent(user.role) ? { presence: stores.presence } : {}),
      }
      const department = user.role === 'department' ? user.department : undefined
      live.start(sinks, department === undefined ? { post: user.role } : { department })
    },
    { immediate: true },
  )

  // Names, limits and departments come with the city: when its catalogue changes, every screen shows the new ones.
  watch(
    () => stores.status.newest?.catalogue,
    (now, before) => {
      if (now !== undefined && before !== undefined && now !== before) void city.renew()
    },
  )
}
