// The page's own database in the browser: acts that wait, photos, drafts' photos, and what a department may read without signal.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { IncidentDetail } from '../../wire/api.ts'
import type { IncidentRow } from '../../wire/views.ts'
import type { HeldPhoto, OutboxEntry } from './entry.ts'

export interface DraftPhoto extends HeldPhoto {
  readonly account: string
  /** Name of the draft they belong to. */
  readonly draft: string
  /** At the hub already. */
  readonly id?: string
  readonly at: number
}
export interface KeptOrders {
  readonly account: string
  readonly rows: readonly IncidentRow[]
  /** Hub time of the rows. */
  readonly at: number
}
export interface KeptCase {
  /** `account/incident` */
  readonly key: string
  readonly account: string
  readonly detail: IncidentDetail
  readonly at: number
}

export interface WebSchema extends DBSchema {
  entries: { key: string; value: OutboxEntry; indexes: { account: string } }
  photos: { key: string; value: HeldPhoto }
  leases: { key: string; value: { readonly name: string; readonly owner: string; readonly until: number } }
  draftPhotos: { key: string; value: DraftPhoto; indexes: { draft: [string, string] } }
  orders: { key: string; value: KeptOrders }
  cases: { key: string; value: KeptCase; indexes: { account: string } }
  /** Reference data of the city: nobody's in particular. */
  city: { key: string; value: unknown }
}
export type WebDatabase = IDBPDatabase<WebSchema>

const NAME = 'yiwang'

/** Undefined where the browser forbids it (private mode, no storage): everything then works as long as the page lives. */
export async function openWebDatabase(name = NAME): Promise<WebDatabase | undefined> {
  if (typeof indexedDB === 'undefined') return undefined
  try {
    return await openDB<WebSchema>(name, 1, {
      upgrade(db) {
        db.createObjectStore('entries', { keyPath: 'key' }).createIndex('account', 'account')
        db.createObjectStore('photos', { keyPath: 'key' })
        db.createObjectStore('leases', { keyPath: 'name' })
        db.createObjectStore('draftPhotos', { keyPath: 'key' }).createIndex('draft', ['account', 'draft'])
        db.createObjectStore('orders', { keyPath: 'account' })
        db.createObjectStore('cases', { keyPath: 'key' }).createIndex('account', 'account')
        db.createObjectStore('city')
      },
      // A newer page wants to change it: this one lets go, or both would wait.
      blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
    })
  } catch {
    return undefined
  }
}

let shared: Promise<WebDatabase | undefined> | undefined
/** One connection for the page. */
export const webDatabase = (): Promise<WebDatabase | undefined> => (shared ??= openWebDatabase())
