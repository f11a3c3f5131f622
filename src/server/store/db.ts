// The one door to PostgreSQL, embedded or grown: a pool, typed queries over it and transactions.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** A transaction sees the same typed queries. */
export type Queries = Kysely<Tables>

export interface Db {
  readonly pool: pg.Pool
  readonly query: Queries
  stop(): Promise<void>
}

/** How to reach a database; `socketFolder` is the embedded one's. */
export type DbAddress = { readonly url: string } | { readonly socketFolder: string }

/** Embedded PostgreSQL runs one statement at a time; more connections only queue. */
const EMBEDDED_CONNECTIONS = 4
const GROWN_CONNECTIONS = 10

export function openDb(address: DbAddress, onError: (error: Error) => void): Db {
  const pool =
    'url' in address
      ? new pg.Pool({ connectionString: address.url, max: GROWN_CONNECTIONS })
      : new pg.Pool({
          host: address.socketFolder,
          user: 'postgres',
          database: 'postgres',
          ssl: false,
          max: EMBEDDED_CONNECTIONS,
        })
  pool.on('error', onError)
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { pool, query, stop: () => query.destroy() }
}
