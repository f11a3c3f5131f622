// The audit log: sign-ins, views of personal data, exports, changes. Append-only and chained; nothing here is ever changed.
import { sql } from 'kysely'
import type { AuditKind, AuditRow } from '../../wire/audit.ts'
import type { Audit, AuditEntry, Now } from '../ports.ts'
import type { Db, Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'
import { auditHash, type Chain, HEAD_ID } from './chain.ts'

const LIST_LENGTH = 100
/** Lines written in one transaction: a burst of sign-ins costs one commit, not hundreds. */
const MOST_AT_ONCE = 200
/** What a caller sends must not make a line of the log longer than somebody will read. */
const LONGEST_FIELD = 400

interface Line {
  readonly entry: AuditEntry
  readonly at: number
}
interface Waiting extends Line {
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * Writers queue in this process; those that wait are written together, in the order they came. The row lock on the head keeps
 * several hubs in one chain. Never call `write` while holding a transaction: the embedded database has one connection.
 */
export function openAudit({ db, now }: { readonly db: Db; readonly now: Now }): Audit {
  let waiting: Waiting[] = []
  let running = false

  async function drain(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      try {
        await db.query.transaction().execute((query) => append(query, batch))
        for (const one of batch) one.done()
      } catch (error) {
        for (const one of batch) one.failed(error)
      }
    }
    running = false
  }

  return {
    write: (entry) =>
      new Promise((done, failed) => {
        waiting.push({ entry, at: now(), done, failed })
        if (!running) void drain()
      }),

    async writeIn(query, entries) {
      const at = now()
      if (entries.length > 0)
        await append(
          query,
          entries.map((entry) => ({ entry, at })),
        )
    },

    async list(query) {
      let select = db.query.selectFrom('audit_event').selectAll()
      if (query.kind !== undefined) select = select.where('kind', '=', query.kind)
      if (query.actor !== undefined) select = select.where(sql`actor ->> 'id'`, '=', query.actor)
      if (query.subject !== undefined) select = select.where('subject', '=', query.subject)
      if (query.from !== undefined) select = select.where('at', '>=', new Date(query.from))
      if (query.to !== undefined) select = select.where('at', '<', new Date(query.to))
      if (query.before !== undefined) select = select.where('seq', '<', query.before)
      const rows = await select
        .orderBy('seq', 'desc')
        .limit(query.limit ?? LIST_LENGTH)
        .execute()
      return rows.map((row): AuditRow => ({
        seq: row.seq,
        at: row.at.getTime(),
        kind: row.kind as AuditKind,
        actor: row.actor,
        ...(row.address !== null && { address: row.address }),
        subject: row.subject,
        ok: row.ok,
        text: row.text,
        hash: row.hash.toString('hex'),
      }))
    },

    async heads(limit) {
      const rows = await db.query
        .selectFrom('chain_published')
        .selectAll()
        .orderBy('date', 'desc')
        .orderBy('chain', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        chain: row.chain as Chain,
        date: row.date,
        seq: row.seq,
        hash: row.hash.toString('hex'),
        at: row.at.getTime(),
      }))
    },
  }
}

async function append(query: Queries, batch: readonly Line[]): Promise<void> {
  const head = await query
    .selectFrom('chain_head')
    .select(['seq', 'hash'])
    .where('id', '=', HEAD_ID.audit)
    .forUpdate()
    .executeTakeFirstOrThrow()
  let { hash } = head
  let seq = BigInt(head.seq)
  const rows = batch.map(({ entry, at }) => {
    const { kind, actor, address, subject, ok, text } = entry
    const line = storable({
      at,
      kind,
      actor: { id: cut(actor.id), name: cut(actor.name), role: actor.role },
      ...(address !== undefined && { address: cut(address) }),
      subject: cut(subject),
      ok,
      text: { zh: cut(text.zh), en: cut(text.en) },
    })
    seq += 1n
    hash = auditHash(hash, seq, line)
    return {
      seq: String(seq),
      at: new Date(at),
      kind,
      actor: JSON.stringify(line.actor),
      address: line.address ?? null,
      subject: line.subject,
      ok,
      text: JSON.stringify(line.text),
      hash,
    }
  })
  await query
    .with('lines', (q) => q.insertInto('audit_event').values(rows))
    .updateTable('chain_head')
    .set({ seq: String(seq), hash })
    .where('id', '=', HEAD_ID.audit)
    .execute()
}

const cut = (text: string): string => (text.length > LONGEST_FIELD ? `${text.slice(0, LONGEST_FIELD)}…` : text)
