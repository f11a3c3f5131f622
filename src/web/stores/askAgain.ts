// What could not be had while the hub was away is asked for again by the page itself: at once when the hub answers again, and every few
// seconds while it does and the answer still fails. Nobody has to load the page anew.
import { watch } from 'vue'
import { ApiProblem, isPassing } from '../api/client.ts'
import { useConnection } from './connection.ts'

const AGAIN_MS = 5_000

/** Until the scope ends. `failed`: why it failed last, each failure an error of its own. What the hub refuses for good is not asked again. */
export function askAgain(failed: () => Error | undefined, ask: () => unknown): void {
  const connection = useConnection()
  watch([() => connection.link, failed] as const, ([link, why], [before], onCleanup) => {
    if (link !== 'up' || why === undefined || (why instanceof ApiProblem && !isPassing(why))) return
    if (before !== 'up') return void ask()
    const timer = setTimeout(ask, AGAIN_MS)
    onCleanup(() => clearTimeout(timer))
  })
}
