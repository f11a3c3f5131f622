// One asynchronous answer as a component sees it: loading, error or value; the last answer stays while a newer one loads.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { hubClock } from '../live/clock.ts'
import { toProblem, type ApiProblem } from './client.ts'

export interface Fetched<T> {
  readonly value: Readonly<ShallowRef<T | undefined>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  readonly loading: Readonly<ShallowRef<boolean>>
  /** Hub time of the last good answer. */
  readonly at: Readonly<ShallowRef<number | undefined>>
  readonly refresh: () => Promise<void>
}

/**
 * Runs `load` now and whenever `key` changes. `undefined` from `key` waits. A late answer to an old key is dropped.
 * With `keep`, the old answer stays on screen until the new one is there (another time window of the same thing).
 * `here` is what is known of a new key already: it stands until the answer comes.
 */
export function useFetch<K, T>(
  key: () => K | undefined,
  load: (key: K) => Promise<T>,
  keep: (now: K, before: K) => boolean = () => false,
  here: (key: K) => T | undefined = () => undefined,
): Fetched<T> {
  const value = shallowRef<T>()
  const problem = shallowRef<ApiProblem>()
  const loading = shallowRef(false)
  const at = shallowRef<number>()
  let run = 0

  let newest: Promise<void> = Promise.resolve()
  /** Over when the newest question is: whoever waits goes on with what stands, also where another asked again meanwhile. */
  async function refresh(): Promise<void> {
    let mine = (newest = ask())
    await mine
    while (mine !== newest) await (mine = newest)
  }

  async function ask(): Promise<void> {
    const k = key()
    if (k === undefined) return
    const mine = ++run
    loading.value = true
    try {
      const answer = await load(k)
      if (mine !== run) return
      value.value = answer
      problem.value = undefined
      at.value = hubClock.now()
    } catch (error) {
      if (mine === run) problem.value = toProblem(error)
    } finally {
      if (mine === run) loading.value = false
    }
  }

  let last: K | undefined
  watch(
    () => JSON.stringify(key()),
    () => {
      const k = key()
      const known = k === undefined ? undefined : here(k)
      if (known !== undefined || (last !== undefined && (k === undefined || !keep(k, last)))) value.value = known
      // What went wrong with another key is not this one's.
      problem.value = undefined
      last = k
      void refresh()
    },
    { immediate: true },
  )
  onScopeDispose(() => run++)
  return { value, problem, loading, at, refresh }
}
