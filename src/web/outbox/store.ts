// Keeps entries and their photos in IndexedDB. Knows neither the hub nor who is signed in.
import type { WebDatabase } from './db.ts'
import { inOrder, type HeldPhoto, type OutboxEntry } from './entry.ts'

export interface OutboxStore {
  /** Entry and photos together, or neither. Rejects with a `StorageFull` when the device has no room. */
  readonly add: (entry: OutboxEntry, photos: readonly HeldPhoto[]) => Promise<void>
  /** In the order of pressing. */
  readonly list: (account: string) => Promise<OutboxEntry[]>
  readonly get: (key: string) => Promise<OutboxEntry | undefined>
  /** Nothing happens when the entry is gone: another tab has sent or discarded it. */
  readonly change: (key: string, change: Partial<OutboxEntry>) => Promise<OutboxEntry | undefined>
  readonly photo: (key: string) => Promise<HeldPhoto | undefined>
  readonly dropPhoto: (key: string) => Promise<void>
  /** With its photos. */
  readonly remove: (key: string) => Promise<void>
}

export class StorageFull extends Error {
  constructor() {
    super('the device has no room left')
    this.name = 'StorageFull'
  }
}
const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError'

export function createStore(db: WebDatabase): OutboxStore {
  return {
    async add(entry, photos) {
      const tx = db.transaction(['entries', 'photos'], 'readwrite')
      try {
        await Promise.all([
          ...photos.map((photo) => tx.objectStore('photos').put(photo)),
          tx.objectStore('entries').put(entry),
          tx.done,
        ])
      } catch (error) {
        // The other promises of a failed transaction fail with it.
        await tx.done.catch(() => undefined)
        throw isFull(error) || isFull(tx.error) ? new StorageFull() : error
      }
    },
    list: async (account) => (await db.getAllFromIndex('entries', 'account', account)).sort(inOrder),
    get: (key) => db.get('entries', key),
    async change(key, change) {
      const tx = db.transaction('entries', 'readwrite')
      const before = await tx.store.get(key)
      const after = before === undefined ? undefined : { ...before, ...change }
      if (after !== undefined) await tx.store.put(after)
      await tx.done
      return after
    },
    photo: (key) => db.get('photos', key),
    dropPhoto: (key) => db.delete('photos', key),
    async remove(key) {
      const tx = db.transaction(['entries', 'photos'], 'readwrite')
      const entry = await tx.objectStore('entries').get(key)
      for (const place of entry?.photos ?? []) if ('held' in place) await tx.objectStore('photos').delete(place.held)
      await tx.objectStore('entries').delete(key)
      await tx.done
    },
  }
}
