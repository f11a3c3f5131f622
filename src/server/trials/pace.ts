// How a trial shares the hub: a slice at a time with room for others in between, until it is called off or its time is up.
import { setTimeout as rest } from 'node:timers/promises'
import type { Text } from '../../core/text.ts'
import { ProblemError } from '../problems.ts'

/** As long as somebody waits for an answer in front of a screen. */
const MOST_MS = 15_000
/** After each slice as long as it took, within these: the store has one connection's worth of time in the embedded case. */
const REST_LEAST_MS = 1
const REST_MOST_MS = 100

export const CALLED_OFF: Text = { zh: '试算已取消', en: 'The trial was called off' }

export interface Pace {
  /** Does a slice of work, then lets others have their turn. False: the time is up, and nothing was done. */
  slice(work: () => Promise<void>): Promise<boolean>
  /** True once a slice was left undone. */
  readonly isOver: boolean
}

/** `clock`: monotonic, ms. Throws a ProblemError when `signal` calls the trial off. */
export function openPace(signal: AbortSignal, clock: () => number = () => performance.now(), mostMs = MOST_MS): Pace {
  const startedAt = clock()
  let isOver = false
  return {
    get isOver() {
      return isOver
    },
    async slice(work) {
      const from = clock()
      if (from - startedAt > mostMs) isOver = true
      if (isOver) return false
      await work()
      await rest(Math.min(REST_MOST_MS, Math.max(REST_LEAST_MS, clock() - from)))
      if (signal.aborted) throw new ProblemError('refused', CALLED_OFF)
      return true
    },
  }
}
