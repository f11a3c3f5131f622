// The chains and how a line is hashed: the two of the whole hub, of case events and of the audit log, whose heads are published, and
// the logs of single things, each a chain of its own. Reads and writes nothing.
import { createHash } from 'node:crypto'
import type { IncidentEvent } from '../../core/incident/events.ts'
import type { AuditEntry } from '../ports.ts'

export const CHAINS = ['cases', 'audit'] as const
export type Chain = (typeof CHAINS)[number]

/** Things that each have a log of their own. */
export const LOGS = ['emergencies', 'briefs', 'supervisions'] as const
export type Log = (typeof LOGS)[number]

/** Row of `chain_head` that holds the end of each chain. */
export const HEAD_ID: Readonly<Record<Chain, number>> = { cases: 1, audit: 2 }

/** What stands before the first line. */
export const FIRST_HASH: Buffer = Buffer.alloc(32)

/** JSON with sorted keys and without absent fields: the same row gives the same bytes, also after a trip through jsonb. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256(previous hash ‖ canonical JSON of the line with its place in the chain). */
export function lineHash(previous: Buffer, seq: bigint, line: object): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(canonical({ ...line, seq: String(seq) }))
    .digest()
}

/** A line of the chain of all cases. */
export const chainHash = (previous: Buffer, seq: bigint, event: IncidentEvent): Buffer => lineHash(previous, seq, event)

/** A line of the audit chain. */
export const auditHash = (previous: Buffer, seq: bigint, line: AuditEntry & { readonly at: number }): Buffer =>
  lineHash(previous, seq, line)
