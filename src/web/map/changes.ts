// What changes on the map by itself, between two drawings: the last of each kind, none while the graphics card is gone, and no faster
// than this machine draws. Where a processor draws instead of a card, a map that changes four times a second is all a page ever does:
// presses wait. So it rests twice as long as the drawing took.

export interface Changes {
  /** Does it now, or once the map has drawn and rested; the last one of a key counts. */
  readonly make: (key: string, act: () => void) => void
  /** What a person asked for: it waits for the graphics card only. */
  readonly makeNow: (key: string, act: () => void) => void
  /** A frame of the map was just drawn. */
  readonly drew: () => void
  /** Everything is about to be drawn anew: does now what waits, unless it waits for the graphics card. */
  readonly settle: () => void
  /** Until `release` nothing is done. */
  readonly hold: () => void
  readonly release: () => void
  readonly stop: () => void
}

export interface ChangesHost {
  readonly now: () => number
  readonly nextFrame: (then: () => void) => void
}

/** The map rests so many times as long as a drawing took. */
const RESTS = 2
/** A page that was asleep has drawn nothing for hours; it rests no longer than this. ms */
const REST_MOST_MS = 2_000

export function createChanges(host: ChangesHost): Changes {
  const waiting = new Map<string, () => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isHeld = false
  let isBusy = false
  let isOver = false

  function settle(): void {
    if (isHeld) return
    const acts = [...waiting.values()]
    waiting.clear()
    for (const act of acts) act()
  }
  function flush(): void {
    if (!isBusy) settle()
  }
  function rest(tookMs: number): void {
    if (isOver) return
    timer = setTimeout(
      () => {
        isBusy = false
        flush()
      },
      Math.min(REST_MOST_MS, RESTS * tookMs),
    )
  }

  return {
    make(key, act) {
      waiting.set(key, act)
      flush()
    },
    makeNow(key, act) {
      waiting.delete(key)
      if (isHeld) waiting.set(key, act)
      else act()
    },
    drew() {
      if (isBusy || isOver) return
      isBusy = true
      const from = host.now()
      // A browser lets one frame be made while the one before is still being drawn: the second that follows tells what it took.
      host.nextFrame(() => host.nextFrame(() => rest(host.now() - from)))
    },
    settle,
    hold: () => (isHeld = true),
    release() {
      isHeld = false
      flush()
    },
    stop() {
      isOver = true
      clearTimeout(timer)
      waiting.clear()
    },
  }
}
