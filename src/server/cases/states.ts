// The states in which a case's log is complete, as the store's queries name them.
import type { IncidentState } from '../../core/incident/types.ts'

/** The same three as in the partial index `incident_open_fingerprint`. */
export const ENDED = ['closed', 'refused', 'cancelled'] as const satisfies readonly IncidentState[]
