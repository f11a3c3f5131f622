// The outbox of this page: joined to the browser's database, its network and its other tabs.
import { watch } from 'vue'
import { getIncident, sendAct } from '../api/incidents.ts'
import { sendPhoto } from '../api/photos.ts'
import { newKey } from '../api/newKey.ts'
import { hubClock } from '../live/clock.ts'
import { useConnection } from '../stores/connection.ts'
import { useSession } from '../stores/session.ts'
import { byLease, byLocks, type Alone } from './alone.ts'
import { webDatabase } from './db.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createStore } from './store.ts'

const CHANNEL = 'yiwang.outbox'
const always: Alone = async (work) => {
  await work()
  return true
}

async function open(): Promise<Outbox> {
  const db = await webDatabase()
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL)
  // Pages without https have none, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks
  const alone = locks !== undefined ? byLocks(locks) : db !== undefined ? byLease(db, newKey()) : always
  const outbox = createOutbox({
    store: db === undefined ? undefined : createStore(db),
    alone,
    sendAct,
    sendPhoto,
    getIncident,
    clock: { now: hubClock.now, offsetMs: hubClock.offsetMs, isKnown: () => hubClock.heardAt() !== undefined },
    hasSignal: () => navigator.onLine,
    tell: () => channel?.postMessage('changed'),
    after(ms, f) {
      const timer = setTimeout(f, ms)
      return () => clearTimeout(timer)
    },
  })
  if (channel !== undefined) channel.onmessage = () => void outbox.reread()
  window.addEventListener('online', outbox.wake)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') outbox.wake()
  })
  const session = useSession()
  const connection = useConnection()
  // The live link is the surest sign of a line, and of a session that holds.
  watch(
    () => connection.link,
    (link) => {
      if (link === 'up') outbox.wake()
    },
  )
  watch(
    () => (session.lapsed ? undefined : session.session?.at),
    () => outbox.wake(),
  )
  watch(
    () => session.user?.id,
    (id) => void outbox.enter(id),
  )
  await outbox.enter(session.user?.id)
  return outbox
}

let opened: Promise<Outbox> | undefined
/** One for the page. */
export const outboxHere = (): Promise<Outbox> => (opened ??= open())
