// Growing old is no message: nobody says that a sensor has fallen silent. Instead of looking at all of them, each call looks at the
// share of the table that the time since the last one is of a whole round; after a round everything was looked at. Pure.

/** A round through slots 0 to count, a share at a time. */
export interface Sweep {
  /** Visits the slots whose turn it is. */
  readonly run: (now: number, count: number, visit: (slot: number) => void) => void
}

/** `roundMs`: within it everything is looked at once. The first call looks at everything. */
export function createSweep(roundMs: number): Sweep {
  let next = 0
  let lastAt: number | undefined
  return {
    run(now, count, visit) {
      const passedMs = lastAt === undefined ? roundMs : now - lastAt
      if (count === 0) return
      // A clock set back begins anew rather than waiting for itself.
      const share = passedMs < 0 ? 1 : Math.min(1, passedMs / roundMs)
      const due = Math.min(count, Math.floor(share * count))
      if (due === 0) return
      // What is left of a slot is due next time.
      lastAt = share === 1 || lastAt === undefined ? now : lastAt + (due / count) * roundMs
      for (let i = 0; i < due; i++) {
        if (next >= count) next = 0
        visit(next++)
      }
    },
  }
}
