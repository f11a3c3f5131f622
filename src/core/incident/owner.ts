// Whose turn it is: every open case has a post, and a department while one works on it. Read from the state.
import type { DepartmentId } from '../ids.ts'
import { isRunning } from '../clock/clock.ts'
import { isTerminal } from './lifecycle.ts'
import type { Incident, IncidentState, Role } from './types.ts'

/** The post that must act next, and the department where that post is a department's. */
export interface Owner {
  readonly post: Role
  readonly department?: DepartmentId
}

type Owned = Pick<Incident, 'state' | 'lead'> & Partial<Pick<Incident, 'clocks'>>

const POST: Readonly<Record<IncidentState, Role | undefined>> = {
  pendingVerify: 'collector',
  pendingFiling: 'acceptor',
  pendingDispatch: 'dispatcher',
  pendingHandle: 'department',
  handling: 'department',
  pendingConfirm: 'department',
  pendingCheck: 'collector',
  pendingClose: 'acceptor',
  // The dispatcher granted it and watches its end; the hub resumes it by itself.
  suspended: 'dispatcher',
  // Whoever files reports merged them and can take them apart.
  merged: 'acceptor',
  closed: undefined,
  forceClosed: undefined,
  refused: undefined,
  cancelled: undefined,
}

/** Undefined for ended cases only, once whoever reported them has been called back. */
export function ownerOf({ state, lead, clocks }: Owned): Owner | undefined {
  const callBack = isTerminal(state) ? clocks?.callBack : undefined
  const post = callBack && isRunning(callBack) ? 'acceptor' : POST[state]
  if (post === undefined) return undefined
  return post === 'department' && lead !== undefined ? { post, department: lead } : { post }
}
