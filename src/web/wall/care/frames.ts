// How long frames take: looked at for a moment every now and then, because a loop that never rests would keep the page from resting.

const LOOK_MS = 2_000
const EVERY_MS = 15_000
const KEEP_MS = 60_000

export interface FrameWatch {
  /** p95 of the last minute, ms; undefined while nothing was seen. */
  readonly p95: () => number | undefined
  readonly stop: () => void
}

export function watchFrames(): FrameWatch {
  let kept: { at: number; ms: number }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  function look(): void {
    if (stopped) return
    timer = setTimeout(look, EVERY_MS)
    if (document.hidden) return
    const begin = performance.now()
    let last: number | undefined
    const frame = (at: number): void => {
      if (stopped || document.hidden) return
      if (last !== undefined) kept.push({ at, ms: at - last })
      last = at
      if (at - begin < LOOK_MS) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  }
  look()
  return {
    p95() {
      const now = performance.now()
      kept = kept.filter((f) => now - f.at < KEEP_MS)
      const sorted = kept.map((f) => f.ms).sort((a, b) => a - b)
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
