// Who read which brief, when and in which form, and when each reader last looked. Decides nothing.
import type { Actor } from '../../core/incident/types.ts'
import type { BriefReaders } from '../../wire/briefs.ts'
import type { Now } from '../ports.ts'
import type { Db } from '../store/db.ts'

/** Somebody who looks again within this time has not been away. */
const SAME_VISIT_MS = 30 * 60_000

export interface Reads {
  mark(key: string, reader: Pick<Actor, 'id' | 'name' | 'role'>, form: string): Promise<void>
  readers(key: string): Promise<BriefReaders>
  /** When the reader opened each of the briefs first. */
  readAt(account: string, keys: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The reader looks now. Answers the end of the visit before; undefined: never before. */
  look(account: string): Promise<number | undefined>
}

export function openReads({ db, now }: { readonly db: Db; readonly now: Now }): Reads {
  async function look(account: string): Promise<number | undefined> {
    const { rows } = await db.pool.query<{ before: Date | null }>(
      `insert into reader_visit (account, last_at) values ($1, to_timestamp($2))
       on conflict (account) do update set
         before_at = case when reader_visit.last_at < excluded.last_at - $3 * interval '1 ms'
           then reader_visit.last_at else reader_visit.before_at end,
         last_at = greatest(reader_visit.last_at, excluded.last_at)
       returning before_at as before`,
      [account, now() / 1000, SAME_VISIT_MS],
    )
    return rows[0]?.before?.getTime()
  }
  return {
    look,
    async mark(key, { id, name, role }, form) {
      const at = new Date(now())
      await db.query
        .insertInto('brief_read')
        .values({ brief: key, account: id, form, name, role, at, last_at: at })
        .onConflict((c) => c.columns(['brief', 'account', 'form']).doUpdateSet({ last_at: at, name, role }))
        .execute()
      await look(id)
    },
    async readers(key) {
      const rows = await db.query
        .selectFrom('brief_read')
        .selectAll()
        .where('brief', '=', key)
        .orderBy('at')
        .orderBy('account')
        .execute()
      return rows.map(({ account, name, role, at, last_at, form }) => ({
        ...{ account, name, role, form, at: at.getTime(), lastAt: last_at.getTime() },
      }))
    },
    async readAt(account, keys) {
      if (keys.length === 0) return new Map()
      const rows = await db.query
        .selectFrom('brief_read')
        .select((e) => ['brief', e.fn.min('at').as('at')])
        .where('account', '=', account)
        .where('brief', 'in', [...keys])
        .groupBy('brief')
        .execute()
      return new Map(rows.map(({ brief, at }) => [brief, new Date(at).getTime()]))
    },
  }
}
