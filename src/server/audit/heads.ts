// The heads of both chains, published once a city day: what is printed, logged and sent out can no longer be rewritten here.
import { cityDate } from '../../core/clock/calendar.ts'
import type { ChainHead } from '../../wire/audit.ts'
import type { Now } from '../ports.ts'
import type { Db, Queries } from '../store/db.ts'
import { CHAINS, HEAD_ID } from './chain.ts'

export interface PublishDeps {
  readonly db: Db
  readonly city: { readonly utcOffsetMinutes: number }
  readonly now: Now
  /** Told inside the transaction that publishes: what it queues is sent exactly when the heads are published. */
  readonly published: (query: Queries, heads: readonly ChainHead[]) => Promise<(() => void) | undefined>
}

/** Publishes today's heads when they are missing. Two hubs at once publish one set. Returns what was published now. */
export async function publishWhenDue({ db, city, now, published }: PublishDeps): Promise<readonly ChainHead[]> {
  const at = now()
  const date = cityDate(at, city)
  const there = await db.query.selectFrom('chain_published').select('chain').where('date', '=', date).execute()
  if (there.length >= CHAINS.length) return []
  const { heads, after } = await db.query.transaction().execute(async (query) => {
    const ends = await query.selectFrom('chain_head').selectAll().execute()
    const values = CHAINS.flatMap((chain) => {
      const end = ends.find((row) => row.id === HEAD_ID[chain])
      return end ? [{ date, chain, seq: end.seq, hash: end.hash, at: new Date(at) }] : []
    })
    const rows = await query
      .insertInto('chain_published')
      .values(values)
      .onConflict((c) => c.doNothing())
      .returning('chain')
      .execute()
    const fresh = new Set(rows.map((row) => row.chain))
    const made = values
      .filter(({ chain }) => fresh.has(chain))
      .map((head): ChainHead => ({ ...head, hash: head.hash.toString('hex'), at }))
    return { heads: made, after: made.length > 0 ? await published(query, made) : undefined }
  })
  after?.()
  return heads
}
