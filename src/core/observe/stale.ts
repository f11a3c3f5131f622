// When a current value has become too old to be shown as current, and who has been quiet for too long.

/** A feed whose contract promises a value an hour is not silent after five minutes: so many of its periods must be missed. */
const MISSED = 3

/**
 * How long a sensor or a feed may be quiet, and its last value stands, ms: at least `atLeastMs` (a sensor: the `staleAfterMs` of
 * its kind), and never less than three of the periods its feed promises (`everyMs`).
 */
export const silentAfterMs = (atLeastMs: number, everyMs: number): number => Math.max(atLeastMs, MISSED * everyMs)

/**
 * True once more than `staleAfterMs` has gone by since the value occurred (epoch ms). A value that was never seen
 * (0 or NaN) is stale; one exactly `staleAfterMs` old is not yet.
 */
export function isStale(occurredAt: number, staleAfterMs: number, now: number): boolean {
  return !(now - occurredAt <= staleAfterMs)
}
