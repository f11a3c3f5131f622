// Who asked and from where, as a line of the audit log wants it.
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../ports.ts'
import { actorOf } from './access.ts'

/** Actor and address of a signed-in request: `audit.write({ ...askedBy(request), kind, subject, ok, text })`. */
export function askedBy(request: FastifyRequest): Pick<AuditEntry, 'actor' | 'address'> {
  const { id, name, role } = actorOf(request)
  return { actor: { id, name, role }, address: request.ip }
}
