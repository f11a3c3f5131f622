// The hub's clock as this page knows it, and one shared tick per second for everything that counts.
import { onScopeDispose, readonly, shallowRef, type ShallowRef } from 'vue'

/** Samples kept: the one that travelled fastest tells the offset best. */
const SAMPLES = 16
/** Below this the old offset stays, so that a countdown never jumps by network jitter. */
const JITTER_MS = 400

export interface HubClock {
  /** A hub instant, heard now, or when this device's clock said so. */
  readonly observe: (hubAt: number, local?: number) => void
  /** Hub time now, epoch ms. */
  readonly now: () => number
  readonly offsetMs: () => number
  /** Local time of the last word from the hub. */
  readonly heardAt: () => number | undefined
  /** Forgets everything, e.g. after the machine slept. */
  readonly reset: () => void
}

export function createHubClock(localNow: () => number = Date.now): HubClock {
  let samples: number[] = []
  let offset = 0
  let known = false
  let heardAt: number | undefined
  return {
    observe(hubAt, local = localNow()) {
      heardAt = local
      samples.push(hubAt - local)
      if (samples.length > SAMPLES) samples.shift()
      // Every sample is low by its travel time, so the largest is nearest to the truth.
      const best = Math.max(...samples)
      if (!known || Math.abs(best - offset) > JITTER_MS) offset = best
      known = true
    },
    now: () => localNow() + offset,
    offsetMs: () => offset,
    heardAt: () => heardAt,
    reset() {
      samples = []
      known = false
    },
  }
}

/** The page's hub clock. */
export const hubClock = createHubClock()

const now = shallowRef(hubClock.now())
let users = 0
let timer: ReturnType<typeof setTimeout> | undefined

function tick(): void {
  now.value = hubClock.now()
  // Aligned to the hub's full second: all countdowns change together, and the wall clock is right.
  timer = setTimeout(tick, 1000 - (now.value % 1000) + 5)
}

/** Hub time, ticking once a second while anybody looks. One timer for the whole page. */
export function useNow(): Readonly<ShallowRef<number>> {
  if (users++ === 0) tick()
  onScopeDispose(() => {
    if (--users === 0) clearTimeout(timer)
  })
  return readonly(now) as Readonly<ShallowRef<number>>
}
