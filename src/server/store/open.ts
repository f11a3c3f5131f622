// The store of one hub: PostgreSQL by address, or the embedded one with the lock on its folder.
import { openDb, type Db } from './db.ts'
import { lockFolder, startEmbedded } from './embedded.ts'

export interface StoreOptions {
  /** Absent: the embedded database. */
  readonly databaseUrl?: string
  /** Folder of the embedded database; absent: in memory. */
  readonly folder?: string
  /** File with a dump that a new embedded database begins as; absent: it begins empty. */
  readonly from?: string
  readonly onStop: (end: () => Promise<unknown>) => void
  readonly onError: (error: Error) => void
}

/** Throws FolderInUseError when another living process holds the folder. */
export async function openStore({ databaseUrl, folder, from, onStop, onError }: StoreOptions): Promise<Db> {
  if (databaseUrl !== undefined) {
    const db = openDb({ url: databaseUrl }, onError)
    onStop(() => db.stop())
    return db
  }
  if (folder !== undefined) onStop(await lockFolder(folder))
  const embedded = await startEmbedded({ folder, from }, onError)
  onStop(() => embedded.stop())
  const db = openDb({ socketFolder: embedded.socketFolder }, onError)
  onStop(() => db.stop())
  return db
}
