// Photos of a form: prepared, kept with the draft, sent ahead of the act where there is signal; where there is none the act takes
// them along and the outbox sends them first.
import type { PhotoMeta } from '../../core/photo.ts'
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { Text } from '../../core/text.ts'
import { toProblem } from '../api/client.ts'
import { photoUrl, sendPhoto } from '../api/photos.ts'
import type { PhotoKeeper } from '../drafts/photos.ts'
import type { HeldPhoto } from '../outbox/entry.ts'
import { newKey } from '../api/newKey.ts'
import { preparePhoto, type PhotoFault } from './photo.ts'

/** `waiting`: good, and goes with the act once there is signal. `failed`: the hub does not take this one. */
export interface PhotoEntry {
  readonly key: string
  readonly name: string
  /** Object URL of what will be sent; absent while it is prepared. */
  readonly preview?: string
  readonly state: 'preparing' | 'sending' | 'sent' | 'waiting' | 'failed'
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
  /** Being prepared, or not taken by the hub: not to be forgotten by an act. */
  readonly unsent: ComputedRef<number>
  /** What an act takes along, in the order shown: ids of what has arrived, the pictures of what has not. */
  readonly places: () => (string | HeldPhoto)[]
  readonly add: (files: readonly File[]) => Promise<void>
  readonly remove: (key: string) => void
  /** Sends again what waits or failed. */
  readonly retry: () => Promise<void>
  /** Photos that were in this form before: of a draft, or of an act that came back. */
  readonly restore: (photos: readonly (HeldPhoto & { readonly id?: string })[]) => void
  /** Photos that the hub has already. */
  readonly know: (ids: readonly string[]) => void
  readonly clear: () => void
}

export const MOST_PHOTOS = 12

export interface PhotoQueueOptions {
  readonly prepare?: typeof preparePhoto
  readonly send?: typeof sendPhoto
  /** Where the draft keeps them; without it they live as long as the page. */
  readonly keeper?: PhotoKeeper
  /** Address of a photo that is at the hub. */
  readonly urlOf?: (id: string) => string
}

export function createPhotoQueue(options: PhotoQueueOptions = {}): PhotoQueue {
  const { prepare = preparePhoto, send = sendPhoto, keeper, urlOf = photoUrl } = options
  const entries = shallowRef<readonly PhotoEntry[]>([])
  const refused = shallowRef<readonly Refused[]>([])
  const held = new Map<string, HeldPhoto>()

  const put = (key: string, change: Partial<PhotoEntry>): void => {
    entries.value = entries.value.map((e) => (e.key === key ? { ...e, ...change } : e))
  }
  const refuse = (name: string, fault: Refused['fault']): void => {
    refused.value = [...refused.value, { name, fault }]
  }
  const has = (key: string): boolean => entries.value.some((e) => e.key === key)
  function remove(key: string): void {
    const entry = entries.value.find((e) => e.key === key)
    if (entry?.preview?.startsWith('blob:') === true) URL.revokeObjectURL(entry.preview)
    held.delete(key)
    void keeper?.remove(key)
    entries.value = entries.value.filter((e) => e.key !== key)
  }

  async function upload(key: string): Promise<void> {
    const photo = held.get(key)
    if (photo === undefined) return
    put(key, { state: 'sending' })
    try {
      const id = await send(photo.blob, photo.meta)
      if (!has(key)) return
      // The same picture chosen twice is one photo.
      if (entries.value.some((e) => e.id === id && e.key !== key)) return remove(key)
      put(key, { state: 'sent', id })
      await keeper?.put({ ...photo, id })
    } catch (error) {
      const { status, titleText } = toProblem(error)
      // Only the hub's own word is against the photo itself; signal, sign-in and a busy hub pass.
      const isBad = status >= 400 && status < 500 && ![401, 408, 429].includes(status)
      put(key, isBad ? { state: 'failed', why: titleText } : { state: 'waiting' })
    }
  }

  return {
    entries,
    refused,
    ids: computed(() => entries.value.flatMap((e) => (e.id === undefined ? [] : [e.id]))),
    unsent: computed(() => entries.value.filter((e) => e.state === 'preparing' || e.state === 'failed').length),
    places: () =>
      entries.value.flatMap((e) => {
        const place: string | HeldPhoto | undefined = e.id ?? held.get(e.key)
        return place === undefined ? [] : [place]
      }),
    async add(files) {
      refused.value = []
      for (const file of files) {
        if (entries.value.length >= MOST_PHOTOS) {
          refuse(file.name, 'many')
          break
        }
        const key = newKey()
        entries.value = [...entries.value, { key, name: file.name, state: 'preparing' }]
        const ready = await prepare(file)
        if (!has(key)) continue
        if (!ready.ok) {
          remove(key)
          refuse(file.name, ready.fault)
          continue
        }
        const photo = { key, name: file.name, blob: ready.blob, meta: ready.meta }
        held.set(key, photo)
        put(key, { meta: ready.meta, preview: URL.createObjectURL(ready.blob) })
        await keeper?.put(photo)
        await upload(key)
      }
    },
    remove,
    async retry() {
      for (const entry of entries.value)
        if (entry.state === 'failed' || entry.state === 'waiting') await upload(entry.key)
    },
    restore(photos) {
      for (const { key, name, blob, meta, id } of photos) {
        if (has(key)) continue
        held.set(key, { key, name, blob, meta })
        const state = id === undefined ? 'waiting' : 'sent'
        const entry: PhotoEntry = { key, name, meta, preview: URL.createObjectURL(blob), state }
        entries.value = [...entries.value, id === undefined ? entry : { ...entry, id }]
        void keeper?.put({ key, name, blob, meta, ...(id !== undefined && { id }) })
      }
    },
    know(ids) {
      for (const id of ids)
        if (!entries.value.some((e) => e.id === id))
          entries.value = [...entries.value, { key: id, name: '', preview: urlOf(id), state: 'sent', id }]
    },
    clear() {
      for (const entry of entries.value) remove(entry.key)
      refused.value = []
    },
  }
}
