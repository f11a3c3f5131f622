// Keeps the reader's place: while somebody reads the list, rows neither jump nor vanish; what is new waits at the edge.

export interface Settled {
  /** Ids in the order shown. */
  readonly order: readonly string[]
  /** Ids that would be shown after a refresh and are not yet. */
  readonly waiting: readonly string[]
  /** Shown ids that have left the queue; drawn faint until the refresh. */
  readonly left: ReadonlySet<string>
  /** The order on screen is not the queue's order any more. */
  readonly moved: boolean
}

/** `held`: somebody is reading (scrolled, pointing or focused), so the order on screen stands. */
export function settle(shown: readonly string[], queue: readonly string[], held: boolean): Settled {
  if (!held || shown.length === 0) return { order: queue, waiting: [], left: new Set(), moved: false }
  const inQueue = new Set(queue)
  const inShown = new Set(shown)
  const kept = shown.filter((id) => inQueue.has(id))
  const wanted = queue.filter((id) => inShown.has(id))
  return {
    order: shown,
    waiting: queue.filter((id) => !inShown.has(id)),
    left: new Set(shown.filter((id) => !inQueue.has(id))),
    moved: kept.some((id, i) => id !== wanted[i]),
  }
}
