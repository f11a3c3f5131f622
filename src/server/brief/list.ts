// Lists of briefs: those issued, drafts for the desk, and what departments are asked. Reads only.
import type { DocumentState } from '../../core/brief/document.ts'
import type { BriefKind } from '../../core/brief/key.ts'
import type { Brief } from '../../core/brief/types.ts'
import type { BriefInputRow, BriefRow } from '../../wire/briefs.ts'
import type { City } from '../../wire/reference/places.ts'
import type { Db } from '../store/db.ts'
import { hasHour, hoursOf } from './due.ts'
import type { Reads } from './reads.ts'

const LIST_LENGTH = 60
/** Asked longer ago than this and never answered: nobody waits for it. */
const INPUTS_FOR_MS = 30 * 86_400_000

export interface ListDeps {
  readonly db: Db
  readonly reads: Pick<Reads, 'readAt'>
  /** Drafts that are not frozen yet. */
  readonly composed: (key: string, doc: DocumentState) => Promise<Brief>
}

export interface ListAsked {
  readonly kind?: BriefKind
  readonly limit?: number
  readonly drafts: boolean
  readonly account?: string
  /** Issued after this and not read by the account. */
  readonly unreadSince?: number
}

/** The newest first. */
export async function listBriefs(deps: ListDeps, asked: ListAsked): Promise<BriefRow[]> {
  const { kind, drafts, account, unreadSince, limit = LIST_LENGTH } = asked
  const rows = await deps.db.query
    .selectFrom('brief_head as h')
    .leftJoin('brief_body as b', (on) =>
      on
        .onRef('b.brief', '=', 'h.id')
        .on((e) =>
          e(
            'b.n',
            '=',
            e.fn.coalesce(
              e.cast<number>(e.ref('h.body', '->').key('printed'), 'integer'),
              e.cast<number>(e.ref('h.body', '->').key('composed'), 'integer'),
            ),
          ),
        ),
    )
    .select((e) => [
      'h.id',
      'h.body',
      e
        .fn<Partial<Pick<Brief, 'light' | 'title'>> | null>('jsonb_build_object', [
          e.cast<string>(e.val('light'), 'text'),
          e.ref('b.body', '->').key('light' as never),
          e.cast<string>(e.val('title'), 'text'),
          e.ref('b.body', '->').key('title' as never),
        ])
        .as('face'),
    ])
    .$if(!drafts, (q) => q.where('h.state', '=', 'issued'))
    .$if(kind !== undefined, (q) => q.where('h.kind', '=', kind ?? ''))
    .$if(unreadSince !== undefined, (q) => q.where('h.issued_at', '>', new Date(unreadSince ?? 0)))
    .$if(unreadSince !== undefined, (q) =>
      q.where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('brief_read as r')
              .select('r.brief')
              .whereRef('r.brief', '=', 'h.id')
              .where('r.account', '=', account ?? ''),
          ),
        ),
      ),
    )
    .orderBy('h.to_at', 'desc')
    .orderBy('h.from_at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(limit)
    .execute()
  const read =
    account === undefined
      ? new Map<string, number>()
      : await deps.reads.readAt(
          account,
          rows.map((r) => r.id),
        )
  const out: BriefRow[] = []
  for (const { id, body: doc, face } of rows) {
    const frozen = doc.printed !== undefined || doc.composed !== undefined
    const { light = 'green', title } = frozen ? (face ?? {}) : await deps.composed(id, doc)
    const { issued } = doc
    const readAt = read.get(id)
    out.push({
      ...{ key: id, kind: doc.ask.kind, state: doc.state, light, from: doc.ask.from, to: doc.ask.to },
      title: title ?? doc.ask.title ?? { zh: '城市运行日报', en: 'Daily brief' },
      ...(issued && { issue: issued.number, issuedAt: issued.at }),
      ...(issued?.automatic !== undefined && { automatic: issued.automatic }),
      ...(issued?.late !== undefined && { late: issued.late }),
      corrections: doc.corrections.length,
      ...(readAt !== undefined && { readAt }),
    })
  }
  return out
}

/** What a department is asked for, unanswered first, the newest first. */
export async function inputsOf(db: Db, department: string, now: number, city: City): Promise<BriefInputRow[]> {
  const rows = await db.query
    .selectFrom('brief_head')
    .select(['id', 'body'])
    .where('to_at', '>', new Date(now - INPUTS_FOR_MS))
    .execute()
  return rows
    .flatMap(({ id, body: { ask, state, inputs } }) =>
      inputs
        .filter((input) => input.department === department)
        .map((input): BriefInputRow => {
          const open = state === 'draft' && !input.answer
          return {
            ...{ key: id, kind: ask.kind, from: ask.from, to: ask.to, open },
            ...(open && hasHour(ask) && { dueAt: hoursOf(ask, city).issueAt }),
            ...(ask.title && { title: ask.title }),
            input: { ...input, ...(input.answer && { answer: { ...input.answer } }) },
          }
        }),
    )
    .sort((a, b) => Number(b.open) - Number(a.open) || b.input.askedAt - a.input.askedAt)
}
