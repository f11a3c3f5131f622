// Notices that are of no case, such as those of emergencies: to the hub's own screens only (this file's `openScreens`), or to every
// channel. Who may use which is decided where they are handed out; what only has screens cannot reach further.
import type { NoticeRow } from '../../wire/views.ts'
import type { Queries } from '../store/db.ts'

/**
 * Writes notices inside the caller's transaction: each id once, whoever tells it again. Returns what to do when the commit stands.
 */
export type Tell = (query: Queries, rows: readonly NoticeRow[]) => Promise<() => void>

/** Tells the hub's own screens and nothing else: it holds no way out. */
export const openScreens =
  (show: (rows: readonly NoticeRow[]) => void): Tell =>
  async (query, rows) => {
    if (rows.length === 0) return () => undefined
    const written = await query
      .insertInto('notice')
      .values(
        rows.map(({ id, at, audience, kind, incident, emergency, brief, supervision, level, text }) => ({
          id,
          at: new Date(at),
          audience,
          kind,
          incident,
          emergency: emergency ?? null,
          brief: brief ?? null,
          supervision: supervision ?? null,
          level,
          text: JSON.stringify(text),
        })),
      )
      .onConflict((c) => c.column('id').doNothing())
      .returning('id')
      .execute()
    const isNew = new Set(written.map(({ id }) => id))
    return () => {
      if (isNew.size > 0) show(rows.filter(({ id }) => isNew.has(id)))
    }
  }
