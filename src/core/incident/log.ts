// Numbers the events of one decision so that they can be appended to a case's log.
import type { Because } from '../because.ts'
import type { IncidentId } from '../ids.ts'
import type { EventBody, IncidentEvent } from './events.ts'
import type { Actor } from './types.ts'

/** What the events of one decision have in common. `version` is that of the case before them, 0 for a new one. */
export interface Entry {
  readonly incident: IncidentId
  readonly version: number
  readonly actor: Actor
  readonly occurredAt: number
  readonly recordedAt: number
  readonly because: readonly Because[]
}

/** Log lines of a decision, numbered on from `version`. */
export function toEvents(bodies: readonly EventBody[], entry: Entry): IncidentEvent[] {
  const { version, ...common } = entry
  return bodies.map((body, at) => ({ ...common, n: version + at + 1, body }))
}
