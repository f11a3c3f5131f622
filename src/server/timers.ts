// Repeating work that never overlaps itself: by the clock, its span after the last turn ended, or when somebody wakes it.

/** A turn that waits for something that is away is left behind after this. */
const END_MS = 2000

/** Resolves when work under way has ended, however it ended, or has had time enough to. */
export async function untilEnded(work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((done) => (timer = setTimeout(done, END_MS).unref()))
  await Promise.race([Promise.resolve(work).catch(() => undefined), enough])
  clearTimeout(timer)
}

export interface Timer {
  /** Resolves when a turn under way has ended, or has had time enough to. */
  stop(): Promise<void>
}

/** Runs `work` every `spanMs`, the first time after one span. A failure is told and the rhythm goes on. */
export function every(spanMs: number, work: () => void | Promise<void>, onError: (error: Error) => void): Timer {
  let stopped = false
  let turn: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const plan = (): void => {
    if (!stopped) timer = setTimeout(run, spanMs)
  }
  const run = (): void => {
    turn = Promise.resolve()
      .then(work)
      .catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
      .then(plan)
  }
  plan()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await untilEnded(turn)
    },
  }
}

export interface Turns {
  /** A turn now, or right after the one under way. */
  wake(): void
  /** From here on nothing begins. */
  readonly stopped: boolean
  /** Resolves when a turn under way has ended. */
  stop(): Promise<void>
}

/**
 * Turns of `work` when somebody wakes it. It answers after how many milliseconds it wants to be woken anyway; undefined: not before
 * somebody does. What it throws is its own to tell of: it has to catch it.
 */
export function onWake(work: () => Promise<number | undefined>): Turns {
  let [asked, stopped] = [false, false]
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    asked = false
    clearTimeout(timer)
    const wait = await work()
    if (!stopped && wait !== undefined) timer = setTimeout(wake, wait)
  }
  const wake = (): void => {
    if (stopped) return
    asked = true
    running ??= turn().finally(() => {
      running = undefined
      if (asked) wake()
    })
  }
  return {
    wake,
    get stopped() {
      return stopped
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
