// The store on the real embedded database: migrations, connections, the log that does not change, the folder lock.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../src/server/store/db.ts'
import { FolderInUseError, lockFolder } from '../../../src/server/store/embedded.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { openTestDb } from '../../support/db.ts'

describe('store', () => {
  let db: Db
  beforeAll(async () => {
    db = await openTestDb()
  })
  afterAll(() => db.stop())

  it('runs each migration once', async () => {
    expect(await migrate(db)).toEqual([])
  })

  it('serves several connections at once, with transactions that do not see each other', async () => {
    await db.pool.query('create table t (a int)')
    const one = await db.pool.connect()
    try {
      await one.query('begin')
      await one.query('insert into t values (1)')
      const other = db.pool.query('select count(*)::int as n from t')
      await one.query('rollback')
      expect((await other).rows).toEqual([{ n: 0 }])
    } finally {
      one.release()
    }
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
