// A store with a register in it: cases, logs, chain and reports written straight into the tables, as the hub would have left them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncidentEvent } from '../../src/core/incident/events.ts'
import { chainHash } from '../../src/server/audit/chain.ts'
import { columnsOf } from '../../src/server/cases/columns.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import { openDb, type Db } from '../../src/server/store/db.ts'
import { startEmbedded } from '../../src/server/store/embedded.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { startPostgres } from '../support/postgres.ts'
import { PHOTO, type Caseload } from './caseload.ts'

const raise = (error: Error): void => {
  throw error
}
/** Cases per statement: some 5,000 lines of log. */
const BATCH = 250

export interface Store {
  readonly db: Db
  stop(): Promise<void>
}

/** On disk, as a hub without settings keeps it; a folder that is given stays. */
export async function embeddedStore(given?: string): Promise<Store> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
  const embedded = await startEmbedded({ folder }, raise)
  const db = openDb({ socketFolder: embedded.socketFolder }, raise)
  return {
    db,
    stop: async () => {
      await db.stop()
      await embedded.stop()
      if (given === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The database of `BENCH_DATABASE_URL`, which must be empty, else a server of its own; undefined when there is neither. */
export async function postgresStore(): Promise<Store | undefined> {
  const given = process.env['BENCH_DATABASE_URL']
  const server = given === undefined ? await startPostgres() : undefined
  const url = given ?? server?.url
  if (url === undefined) return undefined
  const db = openDb({ url }, raise)
  return {
    db,
    stop: async () => {
      await db.stop()
      await server?.stop()
    },
  }
}

export async function prepare({ db }: Store): Promise<void> {
  const ran = await migrate(db)
  if (ran.length === 0) throw new Error('the database of the bench is not empty')
  await db.pool.query('create table bare (id integer primary key, n integer not null)')
  await db.pool.query('insert into bare values (1, 0)')
  await db.pool.query(`insert into photo values ($1, 'image/png', 'x', 'bench', now())`, [PHOTO])
}

/** Cases `from` up to `to` of the caseload, with their logs chained on. */
export async function fill(
  { db }: Store,
  load: Pick<Caseload, 'case'>,
  reference: ReferenceIndex,
  from: number,
  to: number,
): Promise<void> {
  const { rows: heads } = await db.pool.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from chain_head where id = 1',
  )
  const head = { seq: BigInt(heads[0]?.seq ?? 0), hash: heads[0]?.hash ?? Buffer.alloc(32) }
  const line = (event: IncidentEvent): object => {
    head.seq += 1n
    head.hash = chainHash(head.hash, head.seq, event)
    return {
      seq: String(head.seq),
      incident: event.incident,
      n: event.n,
      type: event.body.type,
      actor: event.actor,
      occurred_at: new Date(event.occurredAt),
      recorded_at: new Date(event.recordedAt),
      because: event.because,
      body: event.body,
      hash: `\\x${head.hash.toString('hex')}`,
    }
  }
  for (let n = from; n < to; n += BATCH) {
    const cases = Array.from({ length: Math.min(BATCH, to - n) }, (_, i) => load.case(n + i, to))
    const folds = cases.map(({ incident }) => ({
      ...columnsOf(incident, reference.districtOf(incident.place.area) ?? reference.city.code),
      body: incident,
    }))
    const reports = cases.map(({ incident }) => ({
      id: incident.reports[0],
      feed: 'seed',
      channel: 'hotline',
      text: incident.text,
      occurred_at: new Date(incident.openedAt),
      recorded_at: new Date(incident.recordedAt),
      ...incident.place,
      incident: incident.id,
      reporter: { name: '张三丰', phone: '13800000000' },
      simulated: false,
    }))
    await insert(db, 'incident', folds)
    await insert(
      db,
      'incident_event',
      cases.flatMap(({ events }) => events.map(line)),
    )
    await insert(db, 'report', reports)
  }
  await db.pool.query('update chain_head set seq = $1, hash = $2 where id = 1', [String(head.seq), head.hash])
  // What autovacuum or the hub's own upkeep would have done by now.
  await db.pool.query('vacuum (analyze)')
  // A year's register is not all waiting to be written at once. On a city's own server that may be nobody's right: then it waits.
  await db.pool.query('checkpoint').catch(() => undefined)
}

/** Table is a literal of this file. */
const insert = (db: Db, table: string, rows: readonly object[]): Promise<unknown> =>
  db.pool.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [
    JSON.stringify(rows),
  ])
