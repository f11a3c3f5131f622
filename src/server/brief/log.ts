// Briefs in the store: their logs, bodies and numbers. The only code that writes them.
import { createHash } from 'node:crypto'
import { foldDocument, type DocumentBody, type DocumentState } from '../../core/brief/document.ts'
import type { BriefKind } from '../../core/brief/key.ts'
import { canonical } from '../audit/chain.ts'
import { chainedLog, type Held, type LogActor } from '../store/chainedLog.ts'
import type { Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'

export const SYSTEM: LogActor = { id: 'system', name: '系统', role: 'system' }

export const briefLog = chainedLog<DocumentState, DocumentBody>({
  heads: 'brief_head',
  lines: 'brief_line',
  fold: foldDocument,
  columns: ({ ask, state, issued }) => ({
    kind: ask.kind,
    state,
    from_at: new Date(ask.from),
    to_at: new Date(ask.to),
    issued_at: issued === undefined ? null : new Date(issued.at),
  }),
})

/** Hex SHA-256 of a body as a line of the log names it. */
export const bodyHash = (body: unknown): string => createHash('sha256').update(canonical(body)).digest('hex')

/** Lines of one act, with the bodies that they name. */
export interface Written {
  readonly id: string
  readonly before: Held<DocumentState> | undefined
  readonly bodies: readonly DocumentBody[]
  /** Of the composed or issued line among them. */
  readonly papers?: Readonly<Partial<Record<'composed' | 'issued', unknown>>>
  readonly actor: LogActor
  readonly at: number
  readonly key?: string
}

/** Appends inside the caller's transaction. */
export async function write(query: Queries, { papers = {}, ...lines }: Written): Promise<DocumentState> {
  const added = await briefLog.append(query, lines)
  for (const { n, body } of added.lines) {
    const paper = body.type === 'composed' || body.type === 'issued' ? papers[body.type] : undefined
    if (paper !== undefined)
      await query
        .insertInto('brief_body')
        .values({ brief: lines.id, n, body: JSON.stringify(paper) })
        .execute()
  }
  return added.after
}

/** JSON as it will be read back: what is hashed is what is kept. */
export const paperOf = <T>(value: T): T => storable(JSON.parse(JSON.stringify(value)) as T)

export async function stateOf(query: Queries, id: string): Promise<DocumentState | undefined> {
  const row = await query.selectFrom('brief_head').select('body').where('id', '=', id).executeTakeFirst()
  return row?.body
}

export async function bodyOf(query: Queries, brief: string, n: number): Promise<unknown> {
  const row = await query
    .selectFrom('brief_body')
    .select('body')
    .where('brief', '=', brief)
    .where('n', '=', n)
    .executeTakeFirst()
  if (row === undefined) throw new Error(`line ${n} of brief ${brief} has no body`)
  return row.body
}

/**
 * The next number of a series in a year, taken inside the caller's transaction: no gaps, as what fails takes none. Somebody else
 * taking it in the same moment is a unique violation, after which the act is tried again.
 */
export async function takeNumber(
  query: Queries,
  series: BriefKind | 'note',
  year: number,
  brief: string,
): Promise<number> {
  const last = await query
    .selectFrom('brief_number')
    .select((e) => e.fn.max('number').as('number'))
    .where('series', '=', series)
    .where('year', '=', year)
    .executeTakeFirst()
  const number = Number(last?.number ?? 0) + 1
  await query.insertInto('brief_number').values({ series, year, number, brief }).execute()
  return number
}

/** Issued by hubs before there were logs: carried over once, as they were printed, each with its number. */
export async function carryOver(
  queries: Queries,
  askOf: (date: string) => DocumentState['ask'] | undefined,
  now: number,
): Promise<number> {
  let carried = 0
  const rows = await queries.selectFrom('brief').select('date').orderBy('date').execute()
  for (const { date } of rows)
    await queries.transaction().execute(async (query) => {
      const row = await query.selectFrom('brief').selectAll().where('date', '=', date).forUpdate().executeTakeFirst()
      const ask = askOf(date)
      if (row === undefined || ask === undefined) return
      const printed = row.body
      const { issue: number, issued_at } = row
      const issuedAt = issued_at.getTime()
      await write(query, {
        ...{ id: date, before: undefined, actor: SYSTEM, at: now },
        bodies: [
          { type: 'opened', ask },
          { type: 'issued', number, issuedAt, hash: bodyHash(printed) },
        ],
        papers: { issued: printed },
      })
      await query
        .insertInto('brief_number')
        .values({ series: 'daily', year: Number(date.slice(0, 4)), number, brief: date })
        .execute()
      await query.deleteFrom('brief').where('date', '=', date).execute()
      carried += 1
    })
  return carried
}
