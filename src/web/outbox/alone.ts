// One sender among the tabs of a browser: its locks where it has them, else a lease in the database that a dead tab cannot hold.
import type { WebDatabase } from './db.ts'

/** Runs `work` while nobody else does. With `now`, answers false at once when somebody else does. */
export type Alone = (work: () => Promise<void>, now?: boolean) => Promise<boolean>

const NAME = 'yiwang.outbox'
/** Longer than one photo takes over a thin line; a tab that was closed holds the others up no longer. */
const LEASE_MS = 90_000
const ASK_AGAIN_MS = 500

export function byLocks(locks: Pick<LockManager, 'request'>): Alone {
  return async (work, now = false) => {
    let ran = false
    await locks.request(NAME, now ? { ifAvailable: true } : {}, async (lock) => {
      if (lock === null) return
      ran = true
      await work()
    })
    return ran
  }
}

/** Pages without https have no locks. */
export function byLease(db: WebDatabase, owner: string, clock: () => number = Date.now): Alone {
  async function take(): Promise<boolean> {
    const tx = db.transaction('leases', 'readwrite')
    const held = await tx.store.get(NAME)
    const free = held === undefined || held.owner === owner || held.until <= clock()
    if (free) await tx.store.put({ name: NAME, owner, until: clock() + LEASE_MS })
    await tx.done
    return free
  }
  async function give(): Promise<void> {
    const tx = db.transaction('leases', 'readwrite')
    if ((await tx.store.get(NAME))?.owner === owner) await tx.store.delete(NAME)
    await tx.done
  }
  /** Within this tab one after the other. */
  let last: Promise<unknown> = Promise.resolve()
  let busy = false
  return async (work, now = false) => {
    if (now && busy) return false
    const run = last.then(async () => {
      while (!(await take())) {
        if (now) return false
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
      busy = true
      const renewal = setInterval(() => void take(), LEASE_MS / 3)
      try {
        await work()
      } finally {
        clearInterval(renewal)
        busy = false
        await give()
      }
      return true
    })
    last = run.catch(() => undefined)
    return run
  }
}
