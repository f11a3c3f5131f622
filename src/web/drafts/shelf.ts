// What is typed and not yet sent, field by field, so that a reload, an expired sign-in or a second tab loses nothing. Each write
// touches its own fields only: of two tabs the later word in a field stays, and no field of the other vanishes.

/** After this long nobody comes back to it; a shared computer should not remember longer. */
export const KEPT_MS = 24 * 3_600_000
const PREFIX = 'yiwang.draft/'

type Fields = Readonly<Record<string, unknown>>
interface Stored {
  readonly at: number
  readonly fields: Fields
}

export interface Shelf {
  /** Undefined when there is none, or it is too old. */
  readonly read: (account: string, name: string) => Fields | undefined
  /** Fields given as undefined are emptied. */
  readonly write: (account: string, name: string, change: Fields) => void
  readonly drop: (account: string, name: string) => void
  /** Everything of an account: it has signed out by hand. */
  readonly clear: (account: string) => void
  /** Another tab has written: called with the fields as they are now. Answers how to stop. */
  readonly follow: (account: string, name: string, f: (fields: Fields | undefined) => void) => () => void
}

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Stored>).at === 'number' &&
  typeof (value as Partial<Stored>).fields === 'object' &&
  (value as Partial<Stored>).fields !== null

/** `storage` may throw on every touch (forbidden, full): what is typed then lives as long as the page. */
export function createShelf(storage: () => Storage, now: () => number = Date.now): Shelf {
  const keyOf = (account: string, name: string): string => `${PREFIX}${account}/${name}`

  function parse(text: string | null): Stored | undefined {
    if (text === null) return undefined
    try {
      const value: unknown = JSON.parse(text)
      return isStored(value) && value.at > now() - KEPT_MS ? value : undefined
    } catch {
      return undefined
    }
  }
  function attempt<T>(work: (s: Storage) => T): T | undefined {
    try {
      return work(storage())
    } catch {
      return undefined
    }
  }
  const keysIn = (s: Storage, start: string): string[] =>
    Array.from({ length: s.length }, (_, i) => s.key(i) ?? '').filter((key) => key.startsWith(start))

  return {
    read: (account, name) => attempt((s) => parse(s.getItem(keyOf(account, name)))?.fields),
    write(account, name, change) {
      attempt((s) => {
        const key = keyOf(account, name)
        const fields = { ...parse(s.getItem(key))?.fields, ...change }
        s.setItem(key, JSON.stringify({ at: now(), fields } satisfies Stored))
        // What is too old goes with the next word that is written.
        for (const other of keysIn(s, PREFIX)) if (parse(s.getItem(other)) === undefined) s.removeItem(other)
      })
    },
    drop(account, name) {
      attempt((s) => s.removeItem(keyOf(account, name)))
    },
    clear(account) {
      attempt((s) => keysIn(s, `${PREFIX}${account}/`).forEach((key) => s.removeItem(key)))
    },
    follow(account, name, f) {
      const heard = (event: StorageEvent): void => {
        if (event.key === keyOf(account, name)) f(parse(event.newValue)?.fields)
      }
      addEventListener('storage', heard)
      return () => removeEventListener('storage', heard)
    },
  }
}

/** Of this browser: both tabs see it, and it outlives them for a day. */
export const shelf = createShelf(() => localStorage)
/** Of this tab alone: for whatever holds a caller's data, which must not outlive it. Survives a reload. */
export const privateShelf = createShelf(() => sessionStorage)

export function clearDrafts(account: string): void {
  shelf.clear(account)
  privateShelf.clear(account)
}
