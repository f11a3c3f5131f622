// A decoded warning at the door: its age by the contract, then to be written. Judges nothing of what it says.
import type { RejectReason } from '../../core/observe/types.ts'
import { phaseAt, spanOf } from '../../core/warning/span.ts'
import type { Warning } from '../../core/warning/types.ts'
import type { Feed } from '../../wire/reference.ts'
import type { Inbound } from '../broker/bus.ts'
import type { FeedCounters } from '../ingest/counters.ts'
import type { Work } from '../ingest/writer.ts'

const utf8 = new TextDecoder()

/** Puts it into the work, or says why not. An old message that still holds is taken: a gateway may have been away for a day. */
export function takeWarning(
  feed: Feed,
  warning: Warning,
  message: Inbound,
  counters: FeedCounters,
  work: Work,
): [RejectReason, string] | undefined {
  const { receivedAt, payload } = message
  const age = receivedAt - warning.sentAt
  const about = `warning ${warning.sender},${warning.identifier}`
  if (age > feed.maxAgeMs && phaseAt(spanOf(warning), receivedAt) === 'over') return ['ancient', about]
  if (-age > feed.maxAheadMs) return ['future', about]
  counters.accepted(feed.id, receivedAt)
  if (age > feed.lateAfterMs) counters.late(feed.id, receivedAt)
  const body = utf8.decode(payload).replaceAll('\u0000', '')
  const pending = { warning, body, feed: feed.id, simulated: feed.simulated, recordedAt: receivedAt }
  if (work.warnings === undefined) work.warnings = [pending]
  else work.warnings.push(pending)
  return undefined
}
