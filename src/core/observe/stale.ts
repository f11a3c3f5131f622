// When a current value has become too old to be shown as current.

/**
 * True once more than `staleAfterMs` has gone by since the value occurred (epoch ms). A value that was never seen
 * (0 or NaN) is stale; one exactly `staleAfterMs` old is not yet.
 */
export function isStale(occurredAt: number, staleAfterMs: number, now: number): boolean {
  return !(now - occurredAt <= staleAfterMs)
}
