// A draft: changes that wait for their preview. Pure steps on values, and its shape in the tab's own storage.
import type { CatalogueChange, CatalogueEntry, CatalogueKind } from '../../../wire/catalogue.ts'
import { CATALOGUE_KINDS } from '../../../wire/catalogue.ts'
import { reviveBlank } from './blankNumber.ts'
import { same } from './diff.ts'

export interface DraftChange {
  readonly kind: CatalogueKind
  readonly id: string
  /** The entry as it was when the change began; absent: a new entry. */
  readonly base?: unknown
  /** What it shall be; absent: it ends. */
  readonly body?: unknown
}
export interface Draft {
  /** Version of the catalogue that `base` was read at. */
  readonly version: string
  readonly changes: readonly DraftChange[]
}

const is = (kind: CatalogueKind, id: string) => (c: { kind: CatalogueKind; id: string }) =>
  c.kind === kind && c.id === id

export const changeOf = (draft: Draft | undefined, kind: CatalogueKind, id: string): DraftChange | undefined =>
  draft?.changes.find(is(kind, id))

/** Without the change; undefined when it was the last one. */
export function dropChange(draft: Draft, kind: CatalogueKind, id: string): Draft | undefined {
  const changes = draft.changes.filter((c) => !is(kind, id)(c))
  return changes.length === 0 ? undefined : { ...draft, changes }
}

/** The change put in its place. A body equal to what it began from is no change. */
export function putChange(draft: Draft | undefined, change: DraftChange, version: string): Draft | undefined {
  const old = draft ?? { version, changes: [] }
  if (change.base !== undefined && change.body !== undefined && same(change.base, change.body))
    return dropChange(old, change.kind, change.id)
  if (change.base === undefined && change.body === undefined) return dropChange(old, change.kind, change.id)
  const here = old.changes.findIndex(is(change.kind, change.id))
  const changes = here < 0 ? [...old.changes, change] : old.changes.map((c, i) => (i === here ? change : c))
  return { ...old, changes }
}

/** As the hub takes them. */
export const toChanges = (draft: Draft): CatalogueChange[] =>
  draft.changes.map(({ kind, id, body }) => ({ kind, id, ...(body === undefined ? {} : { body }) }))

export interface Clash {
  readonly mine: DraftChange
  /** What is in force now; absent: it was ended meanwhile. */
  readonly theirs?: CatalogueEntry
}
/** Changes whose entry is no longer what they began from. */
export function clashes(draft: Draft, kind: CatalogueKind, entries: readonly CatalogueEntry[]): Clash[] {
  return draft.changes.flatMap((mine) => {
    if (mine.kind !== kind) return []
    const theirs = entries.find((e) => e.id === mine.id)
    if (same(mine.base, theirs?.body)) return []
    return [theirs === undefined ? { mine } : { mine, theirs }]
  })
}

/** The same wishes on top of what is in force now: kept as they are, compared with the new. */
export function rebase(draft: Draft, found: readonly Clash[], version: string): Draft | undefined {
  let next: Draft | undefined = { ...draft, version }
  for (const { mine, theirs } of found) {
    const { base: _old, ...wish } = mine
    next = putChange(next, theirs === undefined ? wish : { ...wish, base: theirs.body }, version)
  }
  return next
}

/** What the storage holds, if it is a draft of this account. */
export function readDraft(stored: string | null, user: string): Draft | undefined {
  if (stored === null) return undefined
  try {
    const kept = JSON.parse(stored, reviveBlank) as { user?: unknown; draft?: Draft }
    const { draft } = kept
    if (kept.user !== user || typeof draft?.version !== 'string' || !Array.isArray(draft.changes)) return undefined
    const whole = draft.changes.every(
      (c: DraftChange) => CATALOGUE_KINDS.includes(c.kind) && typeof c.id === 'string' && typeof c === 'object',
    )
    return whole && draft.changes.length > 0 ? draft : undefined
  } catch {
    return undefined
  }
}
export const writeDraft = (draft: Draft, user: string): string => JSON.stringify({ user, draft })
