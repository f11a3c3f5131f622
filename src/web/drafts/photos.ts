// Photos of forms that are not sent yet, kept with their draft in the browser's database.
import { webDatabase, type DraftPhoto } from '../outbox/db.ts'
import { KEPT_MS } from './shelf.ts'

/** Where one form keeps its photos. Every answer may be «nothing»: the browser may keep none. */
export interface PhotoKeeper {
  readonly put: (photo: Pick<DraftPhoto, 'key' | 'name' | 'blob' | 'meta' | 'id'>) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  /** In the order they were added. */
  readonly list: () => Promise<readonly DraftPhoto[]>
}

export function photosOfDraft(account: string, draft: string): PhotoKeeper {
  return {
    async put(photo) {
      // No room: the photo stays with the page, and the form says so when it is sent without signal.
      await (
        await webDatabase()
      )
        ?.put('draftPhotos', { ...photo, account, draft, at: Date.now() })
        .catch(() => undefined)
    },
    async remove(key) {
      await (await webDatabase())?.delete('draftPhotos', key)
    },
    async list() {
      const db = await webDatabase()
      if (db === undefined) return []
      const all = await db.getAllFromIndex('draftPhotos', 'draft', [account, draft])
      const old = all.filter((photo) => photo.at <= Date.now() - KEPT_MS)
      for (const photo of old) await db.delete('draftPhotos', photo.key)
      return all.filter((photo) => !old.includes(photo)).sort((a, b) => a.at - b.at)
    },
  }
}

/** Everything of an account: it has signed out by hand. */
export async function clearDraftPhotos(account: string): Promise<void> {
  const db = await webDatabase()
  if (db === undefined) return
  const tx = db.transaction('draftPhotos', 'readwrite')
  for (let cursor = await tx.store.openCursor(); cursor !== null; cursor = await cursor.continue())
    if (cursor.value.account === account) await cursor.delete()
  await tx.done
}
