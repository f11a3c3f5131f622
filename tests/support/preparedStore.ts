// An embedded database with all tables and no rows, made once for a run of tests: from nothing it would cost each of them seconds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openDb } from '../../src/server/store/db.ts'
import { startEmbedded } from '../../src/server/store/embedded.ts'
import { migrate } from '../../src/server/store/migrate.ts'

const NAME = 'YIWANG_PREPARED_STORE'
const raise = (error: Error): void => {
  throw error
}

/** File with the dump, once {@link setup} has made it; undefined in what runs without it. */
export const preparedStore = (): string | undefined => process.env[NAME]

/** Makes an embedded database with all tables in `folder`, as a first start of the hub does. */
export async function migratedIn(folder: string): Promise<void> {
  const embedded = await startEmbedded({ folder }, raise)
  const db = openDb({ socketFolder: embedded.socketFolder }, raise)
  await migrate(db)
  await db.stop()
  await embedded.stop()
}

/** Before the first test file; what it answers runs after the last. */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-prepared-'))
  await migratedIn(folder)
  const db = await PGlite.create({ dataDir: join(folder, 'pg') })
  const file = join(folder, 'store.tar')
  writeFileSync(file, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()))
  await db.close()
  rmSync(join(folder, 'pg'), { recursive: true })
  process.env[NAME] = file
  return () => rmSync(folder, { recursive: true, force: true })
}
