// One JSON view of the hub, followed: snapshot, then deltas above its sequence. A gap or a new hub run means a new snapshot.
import type { ViewMessage } from '../../wire/views.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import type { Link, Stop } from './link.ts'
import type { Checked, Router, ViewRows } from './route.ts'
import { retryDelay } from './link.ts'

/** Where the rows go. `replace` is the whole view; `apply` changes it. */
export interface ViewSink<R> {
  readonly replace: (rows: readonly R[], at: number) => void
  readonly apply: (rows: readonly R[], gone: readonly string[], at: number) => void
  readonly failed: (problem: ApiProblem) => void
}

/** Timers as an argument, so that tests own time. */
export interface Timers {
  readonly after: (ms: number, f: () => void) => Stop
}
export const browserTimers: Timers = {
  after(ms, f) {
    const id = setTimeout(f, ms)
    return () => clearTimeout(id)
  },
}

export interface ViewOptions<V extends keyof Rows & string, Rows = ViewRows> {
  readonly view: V
  readonly topic: string
  readonly link: Pick<Link, 'subscribe'>
  readonly router: Router<Rows>
  readonly fetch: (view: V) => Promise<unknown>
  readonly sink: ViewSink<Rows[V]>
  readonly timers?: Timers
  /** Hub clock seen on every good message. */
  readonly heard?: (hubAt: number) => void
}

/** A message that is ahead waits this long for the missing one before a snapshot is taken. */
export const GAP_WAIT_MS = 400
/** Messages held while a snapshot is on its way; beyond it the oldest go, and the gap rule mends the rest. */
const MAX_HELD = 2_000

export interface FollowedView {
  readonly stop: Stop
  /** Takes a fresh snapshot; also used when a page comes back after long absence. */
  readonly refresh: () => void
}

export function followView<V extends keyof Rows & string, Rows = ViewRows>(
  options: ViewOptions<V, Rows>,
): FollowedView {
  type M = ViewMessage<Rows[V]>
  const { view, router, sink, timers = browserTimers, heard } = options
  let epoch: string | undefined
  let seq = 0
  let held = new Map<number, M>()
  let heldEpoch: string | undefined
  let fetching = 0
  let runs = 0
  let failures = 0
  let stopWait: Stop | undefined
  let stopped = false

  function hold(m: M): void {
    if (m.epoch !== heldEpoch) {
      held = new Map()
      heldEpoch = m.epoch
    }
    held.set(m.seq, m)
    if (held.size > MAX_HELD) held.delete(Math.min(...held.keys()))
  }

  /** Applies what is held as far as it goes without a hole. */
  function drain(): void {
    for (let m = held.get(seq + 1); m !== undefined && m.epoch === epoch; m = held.get(seq + 1)) {
      held.delete(m.seq)
      seq = m.seq
      sink.apply(m.rows, m.gone, m.at)
    }
    for (const n of held.keys()) if (n <= seq) held.delete(n)
    if (held.size === 0) {
      stopWait?.()
      stopWait = undefined
    } else if (stopWait === undefined) {
      stopWait = timers.after(GAP_WAIT_MS, () => {
        stopWait = undefined
        refresh()
      })
    }
  }

  function take(checked: Checked<M>): void {
    if (!checked.ok) {
      // A message of this view was lost to us: only a snapshot can tell what it said.
      if (fetching === 0 && epoch !== undefined) refresh()
      return
    }
    const m = checked.value
    heard?.(m.at)
    if (fetching > 0 || epoch === undefined) return hold(m)
    if (m.epoch !== epoch) {
      hold(m)
      refresh()
      return
    }
    if (m.seq <= seq) return
    hold(m)
    drain()
  }

  async function load(run: number): Promise<void> {
    let problem: ApiProblem | undefined
    try {
      const checked = router.snapshot(view, await options.fetch(view))
      if (stopped || run !== runs) return
      if (checked.ok) return begin(checked.value)
      problem = toProblem(new Error(checked.reason))
    } catch (error) {
      problem = toProblem(error)
    }
    if (stopped || run !== runs) return
    sink.failed(problem)
    stopWait?.()
    stopWait = timers.after(retryDelay(failures++, 0.5), () => {
      stopWait = undefined
      refresh()
    })
  }

  function begin(snapshot: M): void {
    fetching = 0
    failures = 0
    epoch = snapshot.epoch
    seq = snapshot.seq
    heard?.(snapshot.at)
    sink.replace(snapshot.rows, snapshot.at)
    if (heldEpoch === epoch) return drain()
    // Held messages of another run: older ones are void; a newer run than the snapshot asks for another snapshot.
    const newer = [...held.values()].some((m) => m.at > snapshot.at)
    held = new Map()
    if (newer) refresh()
  }

  function refresh(): void {
    if (stopped) return
    stopWait?.()
    stopWait = undefined
    fetching = 1
    void load(++runs)
  }

  const unsubscribe = options.link.subscribe(options.topic, {
    message: (_topic, payload) => take(router.message(view, payload)),
    ready: refresh,
  })
  return {
    refresh,
    stop() {
      stopped = true
      stopWait?.()
      unsubscribe()
    },
  }
}
