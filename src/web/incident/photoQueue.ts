// Photos on their way: prepared, sent, and kept with their reason when the line drops, until they are sent or taken away.
import type { PhotoMeta } from '../../core/photo.ts'
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { Text } from '../../core/text.ts'
import { toProblem } from '../api/client.ts'
import { sendPhoto } from '../api/photos.ts'
import { preparePhoto, type PhotoFault } from './photo.ts'

export interface PhotoEntry {
  readonly key: number
  readonly name: string
  /** Object URL of what will be sent; absent while it is prepared. */
  readonly preview?: string
  readonly state: 'preparing' | 'sending' | 'sent' | 'failed'
  readonly id?: string
  readonly why?: Text
  /** What the camera had written into it. */
  readonly meta?: PhotoMeta
}
/** A file that was not taken at all. */
export interface Refused {
  readonly name: string
  readonly fault: PhotoFault | 'many'
}

export interface PhotoQueue {
  readonly entries: Readonly<ShallowRef<readonly PhotoEntry[]>>
  readonly refused: Readonly<ShallowRef<readonly Refused[]>>
  /** Ids of what has arrived, in the order shown. */
  readonly ids: ComputedRef<string[]>
  /** Prepared, on their way or failed: not to be forgotten by an act. */
  readonly unsent: ComputedRef<number>
  readonly add: (files: readonly File[]) => Promise<void>
  readonly remove: (key: number) => void
  /** Sends again what failed. */
  readonly retry: () => Promise<void>
  readonly clear: () => void
}

export const MOST_PHOTOS = 12

export function createPhotoQueue(
  prepare: typeof preparePhoto = preparePhoto,
  send: typeof sendPhoto = sendPhoto,
): PhotoQueue {
  const entries = shallowRef<readonly PhotoEntry[]>([])
  const refused = shallowRef<readonly Refused[]>([])
  const blobs = new Map<number, { readonly blob: Blob; readonly meta: PhotoMeta }>()
  let next = 1

  const put = (key: number, change: Partial<PhotoEntry>): void => {
    entries.value = entries.value.map((e) => (e.key === key ? { ...e, ...change } : e))
  }
  const refuse = (name: string, fault: Refused['fault']): void => {
    refused.value = [...refused.value, { name, fault }]
  }
  function remove(key: number): void {
    const entry = entries.value.find((e) => e.key === key)
    if (entry?.preview !== undefined) URL.revokeObjectURL(entry.preview)
    blobs.delete(key)
    entries.value = entries.value.filter((e) => e.key !== key)
  }

  async function upload(key: number): Promise<void> {
    const held = blobs.get(key)
    if (held === undefined) return
    put(key, { state: 'sending' })
    try {
      const id = await send(held.blob, held.meta)
      // The same picture chosen twice is one photo.
      if (entries.value.some((e) => e.id === id && e.key !== key)) remove(key)
      else put(key, { state: 'sent', id })
      blobs.delete(key)
    } catch (error) {
      put(key, { state: 'failed', why: toProblem(error).titleText })
    }
  }

  return {
    entries,
    refused,
    ids: computed(() => entries.value.flatMap((e) => (e.id === undefined ? [] : [e.id]))),
    unsent: computed(() => entries.value.filter((e) => e.state !== 'sent').length),
    async add(files) {
      refused.value = []
      for (const file of files) {
        if (entries.value.length >= MOST_PHOTOS) {
          refuse(file.name, 'many')
          break
        }
        const key = next++
        entries.value = [...entries.value, { key, name: file.name, state: 'preparing' }]
        const ready = await prepare(file)
        if (!entries.value.some((e) => e.key === key)) continue
        if (!ready.ok) {
          remove(key)
          refuse(file.name, ready.fault)
          continue
        }
        blobs.set(key, ready)
        put(key, { meta: ready.meta, preview: URL.createObjectURL(ready.blob) })
        await upload(key)
      }
    },
    remove,
    async retry() {
      for (const entry of entries.value) if (entry.state === 'failed') await upload(entry.key)
    },
    clear() {
      for (const entry of entries.value) remove(entry.key)
      refused.value = []
    },
  }
}
