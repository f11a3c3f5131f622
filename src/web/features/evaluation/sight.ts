// What a reader is shown of the evaluation, as the hub decides it (server/evaluate/subjects.ts): here only so that nothing is offered in vain. Pure.
import { EVALUATED, type Evaluated } from '../../../wire/evaluation.ts'
import type { Session } from '../../../wire/api.ts'

export interface Sight {
  readonly objects: readonly [Evaluated, ...Evaluated[]]
  /** The one part they see; absent: any. */
  readonly under?: string
  /** The one subject whose cases they may open; absent: all, and all together. */
  readonly own?: string
}

const ALL: Sight = { objects: EVALUATED }

export function sightOf(user: Session['user'] | undefined): Sight {
  if (user?.role === 'department') return { objects: ['department'], own: user.department ?? '' }
  if (user?.role === 'collector') return { objects: ['post'], under: 'collector', own: `collector/${user.id}` }
  return ALL
}

export const mayOpen = ({ own }: Sight, subject: string | undefined): boolean => own === undefined || own === subject
