// The states in which a case's log is complete, as the store's queries name them.
import { sql } from 'kysely'
import type { IncidentState } from '../../core/incident/types.ts'

export const ENDED = ['closed', 'forceClosed', 'refused', 'cancelled'] as const satisfies readonly IncidentState[]

/** «Not ended» word for word as in the partial indexes on `incident`, so that they are used. Merged cases count as open. */
export const OPEN_SQL = `state not in ('closed', 'forceClosed', 'refused', 'cancelled')`
export const isOpen = sql<boolean>`${sql.raw(OPEN_SQL)}`

/** Open and a case of its own, as lists and maps show them: a merged one goes with the other. */
export const isStanding = sql<boolean>`${isOpen} and state <> 'merged'`

/** The condition of the unique index on fingerprints, word for word: a case of its own, neither ended nor merged. */
export const isUnmerged = sql<boolean>`state not in ('closed', 'forceClosed', 'refused', 'cancelled', 'merged')`
