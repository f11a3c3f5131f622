// Lines and heads of both chains as the store keeps them, a page at a time. Judges nothing.
import type { Queries } from '../store/db.ts'
import type { IncidentEventTable, AuditEventTable } from '../store/tables.ts'
import type { Selectable } from 'kysely'
import { type Chain, CHAINS, HEAD_ID } from './chain.ts'
import { type Break, ChainWalk, type Holds, type KnownHead, type Line } from './walk.ts'

/** Lines per query: a few megabytes at most. */
const PAGE = 2_000

export function caseLine(row: Selectable<IncidentEventTable>): Line {
  return {
    seq: BigInt(row.seq),
    hash: row.hash,
    content: {
      incident: row.incident,
      n: row.n,
      actor: row.actor,
      occurredAt: row.occurred_at.getTime(),
      recordedAt: row.recorded_at.getTime(),
      because: row.because,
      body: row.body,
    },
    ...(row.type !== row.body.type && { wrong: 'columns' }),
    incident: row.incident,
    n: row.n,
  }
}

export function auditLine(row: Selectable<AuditEventTable>): Line {
  return {
    seq: BigInt(row.seq),
    hash: row.hash,
    content: {
      at: row.at.getTime(),
      kind: row.kind,
      actor: row.actor,
      ...(row.address !== null && { address: row.address }),
      subject: row.subject,
      ok: row.ok,
      text: row.text,
    },
  }
}

/** All lines of a chain in order, never more than a page of them at once. */
export async function* linesOf(query: Queries, chain: Chain): AsyncGenerator<Line> {
  for (let after = '0'; ;) {
    const lines =
      chain === 'cases'
        ? (
            await query
              .selectFrom('incident_event')
              .selectAll()
              .where('seq', '>', after)
              .orderBy('seq')
              .limit(PAGE)
              .execute()
          ).map(caseLine)
        : (
            await query
              .selectFrom('audit_event')
              .selectAll()
              .where('seq', '>', after)
              .orderBy('seq')
              .limit(PAGE)
              .execute()
          ).map(auditLine)
    yield* lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < PAGE) return
    after = String(last.seq)
  }
}

/** Where the store says that a chain ends. */
export async function headOf(query: Queries, chain: Chain): Promise<{ seq: bigint; hash: Buffer }> {
  const row = await query
    .selectFrom('chain_head')
    .select(['seq', 'hash'])
    .where('id', '=', HEAD_ID[chain])
    .executeTakeFirst()
  if (!row) throw new Error(`the chain ${chain} has no head`)
  return { seq: BigInt(row.seq), hash: row.hash }
}

/** Published heads of a chain, the oldest first. */
export async function publishedOf(query: Queries, chain: Chain): Promise<KnownHead[]> {
  const rows = await query
    .selectFrom('chain_published')
    .select(['date', 'seq', 'hash'])
    .where('chain', '=', chain)
    .orderBy('date')
    .execute()
  return rows.map((row) => ({ seq: BigInt(row.seq), hash: row.hash.toString('hex'), from: row.date }))
}

/** Walks a chain in the store against its head and whatever was published of it. */
export async function verifyChain(
  query: Queries,
  chain: Chain = 'cases',
  known?: readonly KnownHead[],
): Promise<Holds | Break> {
  const head = await headOf(query, chain)
  const walk = new ChainWalk(chain, known ?? (await publishedOf(query, chain)))
  for await (const line of linesOf(query, chain)) if (!walk.take(line)) break
  return walk.end(head)
}

export const isChain = (word: string | undefined): word is Chain => CHAINS.some((chain) => chain === word)
