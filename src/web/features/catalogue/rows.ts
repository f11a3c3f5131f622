// The list of one kind: entries with the draft laid over them, found by words, narrowed by choices. Pure.
import type { CatalogueEntry, CatalogueKind } from '../../../wire/catalogue.ts'
import type { Draft, DraftChange } from './draft.ts'
import { isText } from './diff.ts'
import { known, standing, type Known, type Standing } from './entries.ts'

export interface Row {
  readonly id: string
  /** As it is, or as the draft wants it; for an entry the draft ends: as it was. */
  readonly shown: Known
  readonly entry?: CatalogueEntry
  readonly change?: DraftChange
  readonly drafted?: 'added' | 'changed' | 'ended'
}

export function rowsOf(kind: CatalogueKind, entries: readonly CatalogueEntry[], draft: Draft | undefined): Row[] {
  const changes = new Map((draft?.changes ?? []).filter((c) => c.kind === kind).map((c) => [c.id, c]))
  const rows = entries.map((entry): Row => {
    const change = changes.get(entry.id)
    changes.delete(entry.id)
    if (change === undefined) return { id: entry.id, shown: known(kind, entry.body), entry }
    const drafted = change.body === undefined ? 'ended' : 'changed'
    return { id: entry.id, shown: known(kind, change.body ?? entry.body), entry, change, drafted }
  })
  // What is left has no entry: new ones, and those that somebody else ended meanwhile.
  const added = [...changes.values()].map((change): Row => ({
    id: change.id,
    shown: known(kind, change.body ?? change.base),
    change,
    drafted: 'added',
  }))
  return [...added, ...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** Everything in it that reads as words, lower case: names, codes, conditions, keywords, legal basis. */
function textOf(v: unknown): string {
  if (typeof v === 'string' || typeof v === 'number') return String(v)
  if (isText(v)) return `${v.zh} ${v.en}`
  if (Array.isArray(v)) return v.map(textOf).join(' ')
  return typeof v === 'object' && v !== null ? Object.values(v).map(textOf).join(' ') : ''
}

export interface Narrow {
  /** All of these words, in any order. `aside`: words that are not in the body, such as a matter's name. */
  readonly text: string
  readonly major: string
  readonly origin: string
  readonly when: string
}

const majorOf = (row: Row): string | undefined => {
  const body = row.shown.body as { readonly major?: unknown }
  return isText(body.major) ? body.major.zh : undefined
}
/** Headings that occur, by their Chinese name, in the order of their codes. */
export function majorsOf(rows: readonly Row[]): { zh: string; en: string }[] {
  const found = new Map<string, { zh: string; en: string }>()
  for (const row of rows) {
    const { major } = row.shown.body as { readonly major?: unknown }
    if (isText(major)) found.set(major.zh, major)
  }
  return [...found.values()]
}

export const standingOf = (row: Row, today: string): Standing | undefined =>
  row.shown.kind === 'matter' || row.shown.kind === 'component' ? standing(row.shown.body, today) : undefined

function hasOrigin(row: Row, origin: string): boolean {
  if (origin === 'draft') return row.drafted !== undefined
  if (origin === 'differs') return row.entry?.fileDiffers === true
  return row.entry?.origin === origin
}

export function narrowed(rows: readonly Row[], by: Narrow, today: string, aside: (row: Row) => string): Row[] {
  const words = by.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (by.major !== '' && majorOf(row) !== by.major) return false
    if (by.origin !== '' && !hasOrigin(row, by.origin)) return false
    if (by.when !== '' && standingOf(row, today) !== by.when) return false
    if (words.length === 0) return true
    const text = `${row.id} ${textOf(row.shown.body)} ${aside(row)}`.toLowerCase()
    return words.every((w) => text.includes(w))
  })
}
