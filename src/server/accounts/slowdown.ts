// How long a key (account, address, gateway) must wait after failures. Memory only and bounded; no clock of its own.

/** Fifth failure in a row locks for 30 s, each further one twice as long, up to 15 min (GB/T 22239: lock after repeated failures). */
const FREE_FAILURES = 5
const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 15 * 60_000
/** A key that has been quiet for this long starts afresh. */
const FORGET_AFTER_MS = 60 * 60_000
/** An attacker with many addresses must not fill the memory. */
const MOST_KEYS = 20_000

/** Lock after the `failed`-th failure in a row; 0 while still free. */
export const lockMs = (failed: number): number =>
  failed < FREE_FAILURES ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(20, failed - FREE_FAILURES))

interface Entry {
  readonly failed: number
  readonly until: number
  readonly at: number
}

export interface Slowdown {
  /** Milliseconds still to wait, 0 when free. */
  waitMs(key: string, now: number): number
  fail(key: string, now: number): void
  clear(key: string): void
}

export function openSlowdown(): Slowdown {
  const entries = new Map<string, Entry>()
  return {
    waitMs: (key, now) => Math.max(0, (entries.get(key)?.until ?? 0) - now),
    fail(key, now) {
      const before = entries.get(key)
      const failed = before && now - before.at < FORGET_AFTER_MS ? before.failed + 1 : 1
      entries.delete(key)
      entries.set(key, { failed, until: now + lockMs(failed), at: now })
      const oldest = entries.keys().next()
      if (entries.size > MOST_KEYS && oldest.done !== true) entries.delete(oldest.value)
    },
    clear: (key) => void entries.delete(key),
  }
}

/** Runs work of the same key one after another, so that a burst of guesses cannot outrun the count. */
export function openQueue(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const run = (tails.get(key) ?? Promise.resolve()).then(work, work)
    const tail = run
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
    tails.set(key, tail)
    return run
  }
}
