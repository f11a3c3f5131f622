// Looks at what was issued lately: figures that later knowledge says otherwise of are marked, each new value once.
import type { DocumentCorrection, DocumentState } from '../../core/brief/document.ts'
import { DAY_MS, MINUTE_MS } from '../../core/clock/calendar.ts'
import type { CaseFilter } from '../../core/brief/query.ts'
import type { BriefView } from '../../wire/briefs.ts'
import type { Now } from '../ports.ts'
import type { Db } from '../store/db.ts'
import type { Documents } from './documents.ts'
import { SYSTEM } from './log.ts'
import { viewOf } from './view.ts'

/** Later than this nobody reads it as news. */
const LOOK_BACK_MS = 7 * DAY_MS
/** A brief is counted again at most this often: it takes as long as composing it did. */
const EVERY_MS = 10 * MINUTE_MS

export interface Found {
  readonly statement: string
  readonly figure: string
  readonly was: number
  readonly is: number
}
export interface CorrectedDeps {
  readonly db: Db
  readonly now: Now
  readonly documents: Pick<Documents, 'printed' | 'change'>
  /** Figures that would be printed otherwise today. */
  readonly find: (issued: BriefView, filter: CaseFilter | undefined) => Promise<readonly Found[]>
  /** Whether anything was recorded since that could say otherwise. */
  readonly changed: (issued: BriefView, since: number) => Promise<boolean>
}

/** What is not marked yet: new values, and values that came back to what was printed. */
export function newCorrections(
  { corrections }: Pick<DocumentState, 'corrections'>,
  found: readonly Found[],
  noticedAt: number,
): DocumentCorrection[] {
  const idOf = (c: { statement: string; figure: string }): string => `${c.statement}\n${c.figure}`
  const last = new Map(corrections.map((c) => [idOf(c), c]))
  const now = new Map(found.map((c) => [idOf(c), c]))
  const back = [...last.values()]
    .filter((c) => !now.has(idOf(c)) && c.is !== c.was)
    .map((c) => ({ statement: c.statement, figure: c.figure, was: c.was, is: c.was }))
  return [...found.filter((c) => last.get(idOf(c))?.is !== c.is), ...back].map((c) => ({ ...c, noticedAt }))
}

export function openCorrected({ db, now, documents, find, changed }: CorrectedDeps): {
  round(): Promise<readonly string[]>
} {
  /** When each was looked at last; a hub that starts looks at all once. */
  const looked = new Map<string, number>()

  async function look(key: string, doc: DocumentState): Promise<boolean> {
    const paper = await documents.printed(key, doc)
    if (paper === undefined) return false
    const brief = viewOf(paper, doc)
    const since = looked.get(key) ?? brief.knownAt
    const at = now()
    if (looked.has(key) && at - since < EVERY_MS) return false
    const found = (await changed(brief, since)) ? await find(brief, doc.ask.filter) : undefined
    if (found === undefined || newCorrections(doc, found, at).length === 0) {
      looked.set(key, at)
      return false
    }
    await documents.change(key, doc.ask, { actor: SYSTEM }, async ({ doc: held }) => {
      const corrections = newCorrections(held, found, at)
      return corrections.length === 0 ? undefined : { bodies: [{ type: 'corrected', corrections }] }
    })
    // Only now: what could not be written is found again.
    looked.set(key, at)
    return true
  }

  return {
    async round() {
      const rows = await db.query
        .selectFrom('brief_head')
        .select(['id', 'body'])
        .where('state', '=', 'issued')
        .where('issued_at', '>', new Date(now() - LOOK_BACK_MS))
        // A report on a case has no figures that could be counted again.
        .where('kind', '<>', 'flash')
        .orderBy('issued_at', 'desc')
        .execute()
      const corrected: string[] = []
      for (const { id, body } of rows) if (await look(id, body)) corrected.push(id)
      for (const id of looked.keys()) if (!rows.some((row) => row.id === id)) looked.delete(id)
      return corrected
    },
  }
}
