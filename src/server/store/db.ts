// The one door to PostgreSQL, embedded or grown: a pool, typed queries over it and transactions.
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
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

/**
 * Embedded PostgreSQL is one session: its socket server passes on single protocol messages, so the parse and bind of two
 * connections would mix (seen: one's parameters bound to the other's statement). One connection, and nothing mixes.
 * Whoever holds it must not ask for a second one.
 */
const EMBEDDED_CONNECTIONS = 1
/** Waiting this long for a connection means that somebody holds one and asks for another: say so instead of standing still. */
const EMBEDDED_WAIT_MS = 60_000
const GROWN_CONNECTIONS = 10
/**
 * Pages lie on solid-state disks or in memory, so reading one here and one there costs little more than reading on. PostgreSQL's
 * own figure (4) is that of a turning disk: with it the register is read whole where an index answers.
 */
const RANDOM_PAGE_COST = 1.1

export function openDb(address: DbAddress, onError: (error: Error) => void): Db {
  // The first thing each connection does, done before whoever asked for it gets it: the embedded server takes no start-up options.
  const verify = (client: pg.PoolClient, done: (error?: Error) => void): void =>
    void client
      .query(`set random_page_cost = ${RANDOM_PAGE_COST}`)
      .catch(onError)
      .then(() => done())
  const pool =
    'url' in address
      ? new pg.Pool({ connectionString: address.url, max: GROWN_CONNECTIONS, verify })
      : new pg.Pool({
          host: address.socketFolder,
          user: 'postgres',
          database: 'postgres',
          ssl: false,
          max: EMBEDDED_CONNECTIONS,
          connectionTimeoutMillis: EMBEDDED_WAIT_MS,
          verify,
        })
  pool.on('error', onError)
  // The pool listens to those that rest. One in use that breaks off tells whoever asked; unheard besides, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  // Kysely ends the pool only if it was used through Kysely.
  return { pool, query, stop: () => query.destroy().then(() => (pool.ended ? undefined : pool.end())) }
}

/** Typed queries on a connection somebody holds, inside the transaction begun on it. Takes no other connection and ends none. */
export function queriesOn(client: pg.PoolClient): Queries {
  const held = { query: client.query.bind(client), release: () => undefined } as PostgresPoolClient
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => held, end: async () => undefined } }),
  })
}
