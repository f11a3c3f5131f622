// The store on the real embedded database: migrations, connections, the log that does not change, the folder lock.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb, type Db } from '../../../src/server/store/db.ts'
import { FolderInUseError, lockFolder, startEmbedded } from '../../../src/server/store/embedded.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { upkeep } from '../../../src/server/store/upkeep.ts'
import { openTestDb } from '../../support/db.ts'

/** What the driver complains of, from the first connection on: it says so once in a process. */
const warnings: string[] = []
const heard = (warning: Error): void => void warnings.push(warning.message)
process.on('warning', heard)
afterAll(() => process.off('warning', heard))

describe('store', () => {
  let db: Db
  beforeAll(async () => {
    db = await openTestDb()
  })
  afterAll(() => db.stop())

  it('runs each migration once', async () => {
    expect(await migrate(db)).toEqual([])
  })

  it('keeps statements of many callers apart, whatever their parameters', async () => {
    await db.pool.query('create table t (a int, b text)')
    const calls = Array.from({ length: 200 }, (_, i) =>
      i % 2 === 0
        ? db.pool.query('insert into t values ($1, $2)', [i, `row ${i}`])
        : db.pool.query<{ n: number }>('select $1::int + 1 as n', [i]).then((r) => expect(r.rows[0]?.n).toBe(i + 1)),
    )
    await Promise.all(calls)
    const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from t where b = 'row ' || a`)
    expect(rows).toEqual([{ n: 100 }])
  })

  it('asks a connection one thing at a time, what every new one is told included', async () => {
    const raise = (error: Error): void => {
      throw error
    }
    const embedded = await startEmbedded({}, raise)
    const own = openDb({ socketFolder: embedded.socketFolder }, raise)
    const { rows } = await own.pool.query<{ cost: string }>(`select current_setting('random_page_cost') as cost`)
    await own.stop()
    await embedded.stop()
    expect(rows).toEqual([{ cost: '1.1' }])
    expect(warnings.filter((message) => message.includes('already executing'))).toEqual([])
  })

  it('looks after itself, as nobody else does', async () => {
    const vacuumed = async () =>
      (await db.pool.query(`select 1 from pg_class where relname = 'command' and reltuples >= 0`)).rowCount
    expect(await vacuumed()).toBe(0)
    await upkeep(db)
    expect(await vacuumed()).toBe(1)
  })

  it('refuses to change the log of a case', async () => {
    await expect(db.query.deleteFrom('incident_event').execute()).rejects.toThrow(/append-only/)
  })
})

describe('folder lock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-lock-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is held by one process, and free again after its end', async () => {
    const release = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUseError)
    await release()
    const again = await lockFolder(folder)
    await again()
  })
})
