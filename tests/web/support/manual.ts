// Time, frames and answers under the test's control.
import type { Timers } from '../../../src/web/live/view.ts'

export interface ManualTimers extends Timers {
  readonly advance: (ms: number) => void
  readonly waiting: () => number
}

export function manualTimers(): ManualTimers {
  let now = 0
  let jobs: { at: number; f: () => void }[] = []
  return {
    after(ms, f) {
      const job = { at: now + ms, f }
      jobs.push(job)
      return () => {
        jobs = jobs.filter((j) => j !== job)
      }
    },
    advance(ms) {
      now += ms
      const due = jobs.filter((j) => j.at <= now)
      jobs = jobs.filter((j) => j.at > now)
      for (const j of due) j.f()
    },
    waiting: () => jobs.length,
  }
}

/** Frames asked for, run one at a time. */
export function manualFrames(): {
  request: (f: (at: number) => void) => void
  frame: (at: number) => void
  asked: () => number
} {
  let queue: ((at: number) => void)[] = []
  return {
    request: (f) => queue.push(f),
    frame(at) {
      const now = queue
      queue = []
      for (const f of now) f(at)
    },
    asked: () => queue.length,
  }
}

/** An answer the test gives when it likes. */
export function pending<T>(): {
  promise: Promise<T>
  answer: (v: T) => Promise<void>
  fail: (e: unknown) => Promise<void>
} {
  let resolve: (v: T) => void = () => undefined
  let reject: (e: unknown) => void = () => undefined
  const promise = new Promise<T>((a, b) => {
    resolve = a
    reject = b
  })
  return {
    promise,
    async answer(v) {
      resolve(v)
      await settled()
    },
    async fail(e) {
      reject(e)
      await settled()
    },
  }
}

/** Lets every promise that can run, run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
