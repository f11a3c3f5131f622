// One requestAnimationFrame loop for the page, in lanes: numbers every frame, the map 4/s, charts 2/s, lists 1/s.
import type { Stop } from './link.ts'

export const LANES = { numbers: 0, map: 250, charts: 500, lists: 1000 } as const
export type Lane = keyof typeof LANES

export interface FrameLoop {
  /** Runs `work` in this lane, at the lane's pace, after each `wake`. */
  readonly on: (lane: Lane, work: (at: number) => void) => Stop
  /** Something changed: every lane runs once more, each no sooner than its pace allows. An idle loop costs nothing. */
  readonly wake: () => void
}

export type RequestFrame = (f: (at: number) => void) => unknown

export function createFrameLoop(request: RequestFrame): FrameLoop {
  const jobs = new Map<(at: number) => void, Lane>()
  const lastRun: Record<Lane, number> = { numbers: -Infinity, map: -Infinity, charts: -Infinity, lists: -Infinity }
  const pending = new Set<Lane>()
  let asked = false

  function ask(): void {
    if (asked) return
    asked = true
    request(run)
  }

  function run(at: number): void {
    asked = false
    for (const lane of [...pending]) {
      if (at - lastRun[lane] < LANES[lane]) continue
      pending.delete(lane)
      lastRun[lane] = at
      for (const [work, l] of jobs) if (l === lane) work(at)
    }
    if (pending.size > 0) ask()
  }

  return {
    on(lane, work) {
      jobs.set(work, lane)
      pending.add(lane)
      ask()
      return () => jobs.delete(work)
    },
    wake() {
      if (jobs.size === 0) return
      for (const lane of jobs.values()) pending.add(lane)
      ask()
    },
  }
}

export const frameLoop = createFrameLoop((f) => requestAnimationFrame(f))
