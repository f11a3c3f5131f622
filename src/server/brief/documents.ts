// The life of a brief in the store: composed, frozen, signed, issued, each in one transaction with its audit lines and notices.
import { cityDate, MINUTE_MS } from '../../core/clock/calendar.ts'
import {
  emptyDocument,
  layEdits,
  type DocumentAsk,
  type DocumentBody,
  type DocumentState,
} from '../../core/brief/document.ts'
import { parseKey } from '../../core/brief/key.ts'
import type { Brief } from '../../core/brief/types.ts'
import type { Text } from '../../core/text.ts'
import type { NoticeRow } from '../../wire/views.ts'
import type { LiveReference } from '../catalogue/live.ts'
import type { Tell } from '../notify/tell.ts'
import type { Audit, Now } from '../ports.ts'
import type { LogActor } from '../store/chainedLog.ts'
import type { Db, Queries } from '../store/db.ts'
import type { OnIssued } from './desk.ts'
import { dueBriefs, hasHour, hoursOf } from './due.ts'
import { lineWords } from './lineWords.ts'
import { SYSTEM, bodyHash, bodyOf, briefLog, paperOf, stateOf, takeNumber, write } from './log.ts'
import { issueNoticeId, noticesOf } from './notices.ts'
import { viewOf } from './view.ts'

export interface DocumentsDeps {
  readonly db: Db
  readonly reference: LiveReference
  readonly audit: Pick<Audit, 'writeIn'>
  readonly now: Now
  readonly tell: Tell
  /** As of the period's end, or of now while it runs. */
  readonly compose: (key: string, ask: DocumentAsk) => Promise<Brief>
  /** Told of every brief that is issued, once it is stored. */
  readonly onIssued: OnIssued[]
  readonly log: { error(what: object, words: string): void }
}

/** A document under its lock, with what was composed of it. */
export interface Open {
  readonly query: Queries
  readonly doc: DocumentState
  readonly brief: Brief
}
/** What is to be written; `composed` freezes, `issue` issues. */
export interface Change {
  readonly bodies: readonly DocumentBody[]
  readonly compose?: boolean
  readonly issue?: boolean
  /** Text of a correction note. */
  readonly note?: string
}
export interface By {
  readonly actor: LogActor
  readonly address?: string
  readonly key?: string
}

export interface Documents {
  /** As it is stored. */
  state(key: string): Promise<DocumentState | undefined>
  /** As composed: the frozen draft, or live. */
  composed(key: string, doc: DocumentState): Promise<Brief>
  /** As issued. Undefined: it is not. */
  printed(key: string, doc: DocumentState): Promise<Brief | undefined>
  /**
   * One act: composes first where it must (nothing is held meanwhile), then decides on what stands under the lock and writes. Tried
   * again when somebody else wrote in between. `anew`: what is composed now, whatever was frozen.
   */
  change(
    key: string,
    ask: DocumentAsk,
    by: By,
    decide: (open: Open) => Promise<Change | undefined>,
    anew?: boolean,
  ): Promise<DocumentState>
  /** Drafts and issues what time asks for. Answers the keys that were issued. */
  round(): Promise<readonly string[]>
}

const MOST_TRIES = 4

export const timeOf =
  (reference: Pick<LiveReference, 'city'>) =>
  (at: number): string =>
    new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' ')

export function openDocuments(deps: DocumentsDeps): Documents {
  const { db, reference, audit, now, tell, compose, onIssued, log } = deps

  const composed = async (key: string, doc: DocumentState): Promise<Brief> =>
    doc.composed === undefined ? compose(key, doc.ask) : ((await bodyOf(db.query, key, doc.composed)) as Brief)

  async function printed(key: string, doc: DocumentState): Promise<Brief | undefined> {
    return doc.printed === undefined ? undefined : ((await bodyOf(db.query, key, doc.printed)) as Brief)
  }

  async function printedOf(key: string, doc: DocumentState): Promise<Brief> {
    const paper = await printed(key, doc)
    if (paper === undefined) throw new Error(`brief ${key} is issued and has no paper`)
    return paper
  }

  /** Lines of a change with what they freeze. */
  async function linesOf(key: string, { query, doc, brief }: Open, { actor }: By, change: Change) {
    const bodies: DocumentBody[] = doc.version === 0 ? [{ type: 'opened', ask: doc.ask }] : []
    const papers: { composed?: unknown; issued?: unknown } = {}
    const signs = change.bodies.some(({ type }) => type === 'signed')
    if (change.compose === true || ((signs || change.issue === true) && doc.composed === undefined)) {
      papers.composed = paperOf(brief)
      bodies.push({ type: 'composed', hash: bodyHash(papers.composed) })
    }
    bodies.push(...change.bodies)
    if (change.issue === true) {
      const at = now()
      papers.issued = paperOf({ ...brief, statements: layEdits(brief.statements, doc) })
      bodies.push({
        type: 'issued',
        number: await takeNumber(query, doc.ask.kind, yearOf(key, at), key),
        hash: bodyHash(papers.issued),
        ...(actor.id === SYSTEM.id && { automatic: true }),
        ...(hasHour(doc.ask) && at > hoursOf(doc.ask, reference.city).lateAt && { late: true }),
      })
    }
    if (change.note !== undefined) {
      const number = await takeNumber(query, 'note', Number(cityDate(now(), reference.city).slice(0, 4)), key)
      bodies.push({ type: 'noted', text: change.note, number })
    }
    return { bodies, papers }
  }
  const yearOf = (key: string, at: number): number => {
    const parsed = parseKey(key)
    return Number((parsed && 'first' in parsed ? key : cityDate(at, reference.city)).slice(0, 4))
  }

  async function once(
    key: string,
    ask: DocumentAsk,
    by: By,
    decide: (open: Open) => Promise<Change | undefined>,
    anew: boolean,
  ): Promise<DocumentState> {
    const seen = (await stateOf(db.query, key)) ?? emptyDocument(ask)
    const brief =
      seen.state === 'issued'
        ? await printedOf(key, seen)
        : anew
          ? await compose(key, seen.ask)
          : await composed(key, seen)
    let told: () => void = () => undefined
    let issued = false
    const after = await db.query.transaction().execute(async (query) => {
      const before = await briefLog.hold(query, key)
      const doc = before?.state ?? emptyDocument(ask)
      if (doc.composed !== seen.composed) throw new Outrun()
      const open = { query, doc, brief }
      const change = await decide(open)
      if (change === undefined) return doc
      const lines = await linesOf(key, open, by, change)
      const at = now()
      const state = await write(query, {
        ...{ id: key, before, actor: by.actor, at, ...lines },
        ...(by.key !== undefined && { key: by.key }),
      })
      issued = change.issue === true
      await audit.writeIn(
        query,
        lines.bodies.map((body, i) => auditLine(key, doc.version + i + 1, body, by)),
      )
      told = await tell(query, noticeRows(key, state, brief.title, lines.bodies, at))
      return state
    })
    told()
    if (issued) await sayIssued(key, after)
    return after
  }

  const auditLine = (key: string, n: number, body: DocumentBody, { actor, address }: By) => {
    const words = lineWords(body)
    return {
      kind: 'brief' as const,
      actor: { id: actor.id, name: actor.name, role: actor.role },
      ...(address !== undefined && { address }),
      subject: `brief/${key}#${n}`,
      ok: true,
      text: { zh: `简报 ${key}：${words.zh}`, en: `Brief ${key}: ${words.en}` },
    }
  }
  const noticeRows = (
    key: string,
    after: DocumentState,
    title: Text,
    bodies: readonly DocumentBody[],
    at: number,
  ): NoticeRow[] =>
    noticesOf({ key, title, after, bodies }).map(({ to, kind, text, issue }) => ({
      id: issue === true ? issueNoticeId(key, to) : `brief/${key}/${after.version}/${kind}/${to}`,
      ...{ at, kind, text, audience: to, incident: '', brief: key, level: 4 },
    }))

  async function sayIssued(key: string, doc: DocumentState): Promise<void> {
    const paper = await printedOf(key, doc)
    for (const tellOne of onIssued)
      try {
        await tellOne(viewOf(paper, doc))
      } catch (error) {
        log.error({ err: error, key }, 'what follows the issue of a brief')
      }
  }

  const change: Documents['change'] = async (key, ask, by, decide, anew = false) => {
    for (let tries = 1; ; tries += 1)
      try {
        return await once(key, ask, by, decide, anew)
      } catch (error) {
        // Two hubs or two officers in the same moment: the second finds what the first has written.
        if (tries >= MOST_TRIES || !(error instanceof Outrun || isUnique(error))) throw error
      }
  }

  /** A hub that was installed today has nothing to say about yesterday. */
  async function knew(until: number): Promise<boolean> {
    const { rowCount } = await db.pool.query('select 1 from indicator_value where at < to_timestamp($1) limit 1', [
      until / 1000,
    ])
    return rowCount !== 0
  }

  /** True: this hub has issued it. Another may be the one that does. */
  async function bringAbout(key: string, ask: DocumentAsk, issue: boolean): Promise<boolean> {
    const doc = await stateOf(db.query, key)
    if (doc?.state === 'issued' || (!issue && doc?.composed !== undefined) || !(await knew(ask.to))) return false
    let mine = false
    await change(key, ask, { actor: SYSTEM }, async ({ doc: held }) => {
      mine = issue && held.state !== 'issued'
      if (held.state === 'issued') return undefined
      if (issue) return { bodies: [], issue: true }
      return held.composed === undefined ? { bodies: [], compose: true } : undefined
    })
    return mine
  }

  return {
    state: (key) => stateOf(db.query, key),
    composed,
    printed,
    change,
    async round() {
      const issued: string[] = []
      const failures: unknown[] = []
      for (const { key, ask, issue } of dueBriefs(now(), reference.city))
        try {
          if (await bringAbout(key, ask, issue)) issued.push(key)
        } catch (error) {
          // One that cannot be written keeps no other from its hour.
          failures.push(error)
          log.error({ err: error, key }, 'brief')
        }
      if (failures.length > 0) throw failures[0]
      return issued
    },
  }
}

/** What was composed meanwhile is another than the one at hand. */
class Outrun extends Error {}

const isUnique = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
