// The one chain of all case events: how a line is hashed and how the chain is checked. Writes nothing.
import { createHash } from 'node:crypto'
import type { IncidentEvent } from '../../core/incident/events.ts'
import type { Queries } from '../store/db.ts'

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
export function chainHash(previous: Buffer, seq: bigint, event: IncidentEvent): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(canonical({ seq: String(seq), ...event }))
    .digest()
}

const PAGE = 2_000

/** Walks the whole chain; answers the first place where it does not hold, or how many lines hold. */
export async function verifyChain(query: Queries): Promise<{ ok: true; lines: number } | { ok: false; seq: string }> {
  let previous: Buffer = Buffer.alloc(32)
  let seq = 0n
  for (;;) {
    const rows = await query
      .selectFrom('incident_event')
      .selectAll()
      .where('seq', '>', String(seq))
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      seq += 1n
      const hash = chainHash(previous, seq, {
        incident: row.incident,
        n: row.n,
        actor: row.actor,
        occurredAt: row.occurred_at.getTime(),
        recordedAt: row.recorded_at.getTime(),
        because: row.because,
        body: row.body,
      })
      if (row.seq !== String(seq) || !hash.equals(row.hash) || row.type !== row.body.type)
        return { ok: false, seq: row.seq }
      previous = hash
    }
    if (rows.length < PAGE) break
  }
  const head = await query.selectFrom('chain_head').selectAll().executeTakeFirstOrThrow()
  // Lines cut off at the end leave the head pointing past them.
  return head.seq === String(seq) && head.hash.equals(previous)
    ? { ok: true, lines: Number(seq) }
    : { ok: false, seq: head.seq }
}
