// The past of the catalogue as the store has it: versions of one entry, and who changed what since a version was seen. Reads only.
import { CATALOGUE_KINDS, type CatalogueKind, type CatalogueVersion } from '../../wire/catalogue.ts'
import type { Db } from '../store/db.ts'
import { lastChangeAt, type CurrentEntry } from '../store/reference.ts'
import type { Meanwhile } from './words.ts'

/** Names of the accounts that put entries. */
export async function peopleOf(db: Db, rows: readonly CurrentEntry[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap((e) => (e.by === null ? [] : [e.by])))]
  if (ids.length === 0) return new Map()
  const people = await db.query
    .selectFrom('account')
    .select(['username', 'name'])
    .where('username', 'in', ids)
    .execute()
  return new Map(people.map((p) => [p.username, p.name]))
}

/** All versions of one entry, newest first. An end put at the desk is a version whose body is null. */
export async function versionsOf(db: Db, kind: CatalogueKind, id: string): Promise<CatalogueVersion[]> {
  const { rows } = await db.pool.query<{
    since: number
    until: number | null
    origin: 'file' | 'desk'
    by: string | null
    reason: string | null
    body: unknown
  }>(
    `select round(extract(epoch from r.valid_from) * 1000)::float8 as since,
       round(extract(epoch from r.valid_to) * 1000)::float8 as until,
       r.origin, coalesce(a.name, r.by_account) as by, r.reason, r.body
     from reference r left join account a on a.username = r.by_account
     where r.kind = $1 and r.id = $2 order by r.valid_from desc`,
    [kind, id],
  )
  return rows.map(({ since, until, origin, by, reason, body }) => ({
    since,
    ...(until === null ? {} : { until }),
    origin,
    ...(by === null ? {} : { by }),
    ...(reason === null ? {} : { reason }),
    body,
  }))
}

/** Versions are whole milliseconds. */
const HALF_MS = 0.5
/** Enough to recognise a change by. */
const NAMED = 3

/** The latest change after the version that somebody saw. */
export async function meanwhile(querying: Pick<Db['pool'], 'query'>, seen: string): Promise<Meanwhile> {
  const last = await lastChangeAt(querying)
  const since = /^\d{1,15}$/.test(seen) ? Number(seen) : 0
  const { rows } = await querying.query<{ at: number; by: string | null; id: string; total: number }>(
    `select round(extract(epoch from r.valid_from) * 1000)::float8 as at, coalesce(a.name, r.by_account) as by,
       r.kind || ' ' || r.id as id, count(*) over ()::int as total
     from reference r left join account a on a.username = r.by_account
     where r.kind = any($1) and r.valid_from > to_timestamp($2) order by r.valid_from desc, r.kind, r.id limit ${NAMED}`,
    [CATALOGUE_KINDS, (since + HALF_MS) / 1000],
  )
  const latest = rows[0]
  return {
    version: last,
    by: latest?.by ?? '城市文件 / the city’s files',
    at: latest?.at ?? last,
    entries: rows.map((r) => r.id),
    total: latest?.total ?? 0,
  }
}
