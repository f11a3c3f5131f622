// Briefs as the rest of the hub asks for them: read, worked on, issued, looked up. The life of each is documents.ts.
import { createHash } from 'node:crypto'
import { DAY_MS, cityDate, daySpan } from '../../core/clock/calendar.ts'
import { emptyDocument, type DocumentAsk, type DocumentState } from '../../core/brief/document.ts'
import type { CaseFilter } from '../../core/brief/query.ts'
import type { Actor, Role } from '../../core/incident/types.ts'
import type { AskBrief, BriefView, Evidence, Since } from '../../wire/briefs.ts'
import type { Cases } from '../ports.ts'
import { ProblemError, invalid, notFound } from '../problems.ts'
import { composer } from './compose.ts'
import { openCorrected, type CorrectedDeps } from './corrected.ts'
import { decide, mustBeAllowed, mustBeUnchanged } from './decide.ts'
import type { BriefDesk } from './desk.ts'
import { openDocuments, timeOf, type Documents, type DocumentsDeps } from './documents.ts'
import { periodOf } from './due.ts'
import type { FactsDeps } from './facts.ts'
import { inputsOf, listBriefs } from './list.ts'
import { briefLog, carryOver } from './log.ts'
import { openReads } from './reads.ts'
import { changesSince } from './since.ts'
import { draftOf, viewOf } from './view.ts'

export interface BriefsDeps extends Omit<DocumentsDeps, 'compose'> {
  readonly facts: FactsDeps
  readonly cases: Pick<Cases, 'get'>
  readonly evidence: (brief: BriefView, figure: string, filter: CaseFilter | undefined) => Promise<Evidence>
  readonly corrections: Pick<CorrectedDeps, 'find' | 'changed'>
}

export interface OpenBriefs extends BriefDesk {
  /** Drafts and issues what is due. Answers what was issued. */
  round(): Promise<readonly string[]>
}

const DESK: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief']
/** A topic over more than a year is a report of its own. */
const TOPIC_DAYS = 400

const noBrief = () => notFound({ zh: '简报', en: 'brief' })

export function openBriefs(deps: BriefsDeps): OpenBriefs {
  const { db, reference, now, cases } = deps
  const documents: Documents = openDocuments({ ...deps, compose: composer(deps) })
  const corrected = openCorrected({ db, now, documents, ...deps.corrections })
  const reads = openReads({ db, now })
  const time = timeOf(reference)
  const isDesk = (reader: Pick<Actor, 'role'> | undefined): boolean =>
    reader !== undefined && DESK.includes(reader.role)

  let carried: Promise<number> | undefined
  /** What an older hub issued is there before anything is asked. */
  async function ready(): Promise<void> {
    carried ??= carryOver(db.query, (date) => periodOf(date, reference.city), now())
    try {
      await carried
    } catch (error) {
      carried = undefined
      throw error
    }
  }

  /** One composition for all who ask for the same draft at the same time. */
  const atWork = new Map<string, Promise<BriefView>>()
  function live(key: string, doc: DocumentState): Promise<BriefView> {
    const id = `${key}@${doc.version}`
    const running = atWork.get(id)
    if (running) return running
    const begun = documents
      .composed(key, doc)
      .then(draftOf)
      .finally(() => atWork.delete(id))
    atWork.set(id, begun)
    return begun
  }

  async function get(key: string, reader?: Pick<Actor, 'id' | 'role'>): Promise<BriefView | undefined> {
    await ready()
    const doc = await documents.state(key)
    if (doc?.printed !== undefined) {
      const paper = await documents.printed(key, doc)
      const read = reader && (await reads.readAt(reader.id, [key])).get(key)
      return paper && viewOf(paper, doc, read)
    }
    if (doc !== undefined && isDesk(reader)) return viewOf(await documents.composed(key, doc), doc)
    const ask = periodOf(key, reference.city)
    if (ask === undefined || !(ask.from <= now())) return undefined
    return live(key, doc ?? emptyDocument(ask))
  }

  function topicOf(input: Extract<AskBrief, { kind: 'topic' }>): { key: string; ask: DocumentAsk } {
    const { title, from: first, to: last, matter, area, department } = input
    const { from } = daySpan(first, reference.city)
    const { to } = daySpan(last, reference.city)
    if (!(from < to)) throw invalid('/to', { zh: '结束日期早于开始日期', en: 'The last day is before the first' })
    if (to - from > TOPIC_DAYS * DAY_MS)
      throw invalid('/to', { zh: `专报时段不超过 ${TOPIC_DAYS} 天`, en: `A topic covers at most ${TOPIC_DAYS} days` })
    if (from > now()) throw invalid('/from', { zh: '开始日期还没有到', en: 'The first day is still to come' })
    if (matter !== undefined && !reference.matters.has(matter)) throw notFound({ zh: '事项', en: 'matter' })
    if (area !== undefined && !reference.areas.has(area)) throw notFound({ zh: '区域', en: 'area' })
    if (department !== undefined && !reference.departments.has(department))
      throw notFound({ zh: '部门', en: 'department' })
    const filter: CaseFilter = {
      ...(matter !== undefined && { matter }),
      ...(area !== undefined && { area }),
      ...(department !== undefined && { lead: department }),
    }
    // The same question on the same day is the same brief.
    const what = JSON.stringify([cityDate(now(), reference.city), title, first, last, matter, area, department])
    const id = createHash('sha256').update(what).digest('hex').slice(0, 12)
    return {
      key: `topic-${id}`,
      ask: {
        ...{ kind: 'topic', date: first, from, to, title: { zh: title, en: title } },
        ...(Object.keys(filter).length > 0 && { filter }),
      },
    }
  }

  /** The draft at hand, or the report after the last one issued. */
  async function flashOf(id: string): Promise<{ key: string; ask: DocumentAsk }> {
    const incident = await cases.get(id)
    if (!incident) throw notFound({ zh: '案卷', en: 'case' })
    for (let n = 1; ; n += 1) {
      const key = `flash-${id}-${n}`
      const doc = await documents.state(key)
      if (doc?.state === 'issued') continue
      const from = incident.openedAt
      const ask: DocumentAsk = {
        ...{ kind: 'flash', date: cityDate(from, reference.city), from, to: now(), filter: { ids: [id] } },
      }
      return { key, ask: doc?.ask ?? ask }
    }
  }

  return {
    get,
    async list({ kind, limit }, reader) {
      await ready()
      return listBriefs(
        { db, reads, composed: documents.composed },
        {
          ...{ drafts: isDesk(reader), account: reader.id },
          ...(kind !== undefined && { kind }),
          ...(limit !== undefined && { limit }),
        },
      )
    },
    inputs: async ({ department }) => (department === undefined ? [] : inputsOf(db, department, now(), reference.city)),
    async evidence(key, figure, reader) {
      const brief = await get(key, reader)
      if (brief === undefined) throw noBrief()
      const doc = await documents.state(key)
      return deps.evidence(brief, figure, doc?.ask.filter)
    },
    async ask(input, actor, address) {
      await ready()
      const { key, ask } = input.kind === 'topic' ? topicOf(input) : await flashOf(input.incident)
      await documents.change(key, ask, { actor, address }, async ({ doc }) =>
        doc.version === 0 ? { bodies: [], compose: true } : undefined,
      )
      return { key }
    },
    async act(key, { key: command, version, act }, actor, address) {
      await ready()
      const ask = (await documents.state(key))?.ask ?? periodOf(key, reference.city)
      if (ask === undefined || !(ask.from <= now())) throw noBrief()
      mustBeAllowed(act.act, ask.kind, actor)
      const anew = act.act === 'compose'
      const by = { actor, address, key: command }
      const decided: Parameters<Documents['change']>[3] = async ({ query, doc, brief }) => {
        const done = await briefLog.doneBy(query, command)
        if (done) {
          if (done.of === key && done.account === actor.id) return undefined
          throw new ProblemError(
            'keyReused',
            { zh: '命令标识已用于其他操作', en: 'The command key was used for another act' },
            { field: '/key' },
          )
        }
        if (doc.state !== 'issued') mustBeUnchanged(act, await briefLog.lines(query, key, version), doc.version, time)
        const { bodies, also } = decide(
          act,
          {
            ...{ doc, statements: brief.statements, complete: brief.complete },
            departmentName: (id) => reference.departments.get(id)?.short,
          },
          actor,
        )
        return {
          bodies,
          ...(also === 'compose' && { compose: true }),
          ...(also === 'issue' && { issue: true }),
          ...(also === 'note' && act.act === 'correct' && { note: act.text }),
        }
      }
      await documents.change(key, ask, by, decided, anew)
      return act.act === 'answer' ? undefined : get(key, actor)
    },
    async markRead(key, reader, form) {
      await ready()
      const doc = await documents.state(key)
      // Looking at a draft is not having read the brief.
      if (doc?.state === 'issued') await reads.mark(key, reader, form)
      else await reads.look(reader.id)
    },
    readers: (key) => reads.readers(key),
    async since(reader) {
      await ready()
      const since = await reads.look(reader.id)
      const unread = await listBriefs(
        { db, reads, composed: documents.composed },
        { drafts: false, account: reader.id, unreadSince: since ?? now() - DAY_MS, limit: 8 },
      )
      const asOf = now()
      const statements =
        since === undefined
          ? []
          : await changesSince(
              { db, reference, supervised: deps.facts.supervised },
              { account: reader.id, since, now: asOf },
            )
      return {
        ...(since !== undefined && { since }),
        asOf,
        statements: statements as unknown as Since['statements'],
        unread,
      }
    },
    async round() {
      await ready()
      try {
        return await documents.round()
      } finally {
        await corrected.round()
      }
    },
  }
}
