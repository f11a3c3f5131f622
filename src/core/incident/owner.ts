// Whose turn it is: every open case has a post, and a department while one works on it. Read from the state.
import type { DepartmentId } from '../ids.ts'
import type { Incident, IncidentState, Role } from './types.ts'

/** The post that must act next, and the department where that post is a department's. */
export interface Owner {
  readonly post: Role
  readonly department?: DepartmentId
}

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

/** Undefined for ended cases only. */
export function ownerOf({ state, lead }: Pick<Incident, 'state' | 'lead'>): Owner | undefined {
  const post = POST[state]
  if (post === undefined) return undefined
  return post === 'department' && lead !== undefined ? { post, department: lead } : { post }
}
