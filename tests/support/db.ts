// A real embedded database in memory, migrated, for server tests.
import { startEmbedded } from '../../src/server/store/embedded.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { openDb, type Db } from '../../src/server/store/db.ts'
import { preparedStore } from './preparedStore.ts'

/** `stop` ends the pool and the database. */
export async function openTestDb(): Promise<Db> {
  const embedded = await startEmbedded({ from: preparedStore() }, (error) => {
    throw error
  })
  const db = openDb({ socketFolder: embedded.socketFolder }, (error) => {
    throw error
  })
  await migrate(db)
  return {
    ...db,
    stop: async () => {
      await db.stop()
      await embedded.stop()
    },
  }
}
