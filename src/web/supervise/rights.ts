// Who is offered the pen. Only a convenience: the hub decides.
import type { Session } from '../../wire/api.ts'

type Role = Session['user']['role'] | undefined

/** Those whose own word is an instruction. */
export const mayInstruct = (role: Role): boolean => role === 'leader' || role === 'dutyChief'
/** Those who may put what is overdue, repeated or agreed in a meeting under supervision. */
export const mayStart = (role: Role): boolean => mayInstruct(role) || role === 'acceptor' || role === 'dispatcher'
/** Those who see matters under supervision. */
export const maySee = (role: Role): boolean => mayStart(role) || role === 'administrator' || role === 'department'
