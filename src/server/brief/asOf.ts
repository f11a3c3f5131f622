// A case as it stood at a cut-off, from its log and from what was known of it at some later time. Pure; reads nothing.
import type { IncidentEvent } from '../../core/incident/events.ts'
import { applyEvent } from '../../core/incident/fold.ts'
import type { Incident } from '../../core/incident/types.ts'

/** A question in two times. Epoch ms. */
export interface Moment {
  /** The last instant that counts: the end of the window less a millisecond, or the hour of writing while it runs. */
  readonly through: number
  /** What was recorded by then is known, nothing later. Never before `through`. */
  readonly knownAt: number
}

/** The moment of a window [from, to) for somebody who knows what was recorded by `knownAt`. */
export const momentOf = (to: number, knownAt: number): Moment => ({ through: Math.min(to - 1, knownAt), knownAt })

/** What of the log tells more of the past the later it is known: a granted appeal, an act taken back. */
const LOOKS_BACK: ReadonlySet<string> = new Set(['appealed', 'appealReviewed', 'appealDecided', 'undone'])
export const LOOKING_BACK = [...LOOKS_BACK]
/** The first events of a case are written together; never more than so many. */
export const OPENING_EVENTS = 6

/**
 * What a case was at the cut-off, as known then. Events oldest first; those after the cut-off other than the opening and
 * {@link LOOKING_BACK} may be left out.
 *
 * - A case counts from when it happened in the city: one reported the next morning is there, as it was opened.
 * - Acts count from when they were recorded, as their clocks do: whatever was done after the cut-off has not happened yet.
 * - Two things that are recorded later say otherwise of what was before: an appeal that was granted exempts from the overdue
 *   statistics, and an act that its officer took back never was.
 *
 * Undefined: it had not happened, or nobody knew of it.
 */
export function caseAsOf(events: readonly IncidentEvent[], { through, knownAt }: Moment): Incident | undefined {
  const [first] = events
  if (first === undefined || first.occurredAt > through || first.recordedAt > knownAt) return undefined
  let incident: Incident | undefined
  let at = 0
  for (; at < events.length; at += 1) {
    const event = events[at]
    if (event === undefined || (event.recordedAt > through && event.recordedAt !== first.recordedAt)) break
    incident = applyEvent(incident, event)
  }
  for (const event of events.slice(at)) {
    if (incident === undefined || event.recordedAt > knownAt || !LOOKS_BACK.has(event.body.type)) continue
    // Of an act after the cut-off, taken back after it, nothing is to be seen here.
    if (event.body.type === 'undone' && incident.lastAct?.n !== event.body.n) continue
    incident = applyEvent(incident, { ...event, n: incident.version + 1 })
  }
  return incident
}
