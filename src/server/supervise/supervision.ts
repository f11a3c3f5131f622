// Matters under supervision while the hub runs: given, acted in, reminded of, told. The rules are core's.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { parseKey, windowOf } from '../../core/brief/key.ts'
import { audienceName } from '../../core/incident/notices.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import { byUrgency, colourOf } from '../../core/supervise/colour.ts'
import { RESTS_ON_VERSION, decide, give, type Decision } from '../../core/supervise/decide.ts'
import { caseOf, foldLines } from '../../core/supervise/fold.ts'
import type { Line, LineBody, Tracked } from '../../core/supervise/log.ts'
import { monthOf } from '../../core/supervise/month.ts'
import { noticesOfLine } from '../../core/supervise/notices.ts'
import { dueReminder } from '../../core/supervise/tick.ts'
import { lineWords, type SuperviseNames } from '../../core/supervise/words.ts'
import type { NoticeRow } from '../../wire/views.ts'
import type { Give } from '../../wire/supervisions.ts'
import { SYSTEM } from '../cases/context.ts'
import type { LiveReference } from '../catalogue/live.ts'
import type { Tell } from '../notify/tell.ts'
import { mustHavePhotos } from '../photos/present.ts'
import type { Audit, Cases, Now } from '../ports.ts'
import { ProblemError, RefusedError, invalid, notFound } from '../problems.ts'
import type { LogActor } from '../store/chainedLog.ts'
import type { Db, Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'
import { workOnCase } from './caseWork.ts'
import { causesNow } from './causes.ts'
import type { SupervisionDesk } from './desk.ts'
import { openLog, toLine } from './log.ts'
import { toBrief, toDetail, toRow, type Telling } from './rows.ts'
import { rulesOf } from './rules.ts'
import { logsBetween, mattersOf, maySee, mustHaveCases, nextCode } from './select.ts'

export interface SupervisionOptions {
  readonly db: Db
  readonly reference: LiveReference
  readonly audit: Pick<Audit, 'writeIn'>
  readonly cases: Pick<Cases, 'get' | 'act'>
  readonly now: Now
  readonly tell: Tell
  /** The hub's city is simulated: so is what is said about it. */
  readonly simulated: boolean
  readonly onError: (error: Error) => void
}

const noMatter = () => notFound({ zh: '督办事项', en: 'matter under supervision' })
/** Numbers are counted on, and two hubs may count at once. */
const MOST_TRIES = 5

interface Written {
  readonly after: Tracked
  readonly told?: () => void
}

export function openSupervision(options: SupervisionOptions): SupervisionDesk {
  const { db, reference, audit, cases, now, tell, simulated, onError } = options
  const rules = () => rulesOf(reference.city)
  const log = openLog({ rules, city: () => reference.city })
  const names: SuperviseNames = {
    department: (id) => reference.departments.get(id)?.short ?? { zh: id, en: id },
    time: (at) =>
      new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' '),
  }
  const telling = (): Telling => ({ names, reference, rules: rules() })

  /** Writes lines with all that belongs to them in one transaction: notices, audit, the fold. */
  async function write(
    query: Queries,
    entry: Parameters<typeof log.append>[1] & { readonly actor: LogActor; readonly address?: string },
  ): Promise<Written> {
    const { after, lines } = await log.append(query, entry)
    const told = await tell(
      query,
      lines.map(toLine).flatMap((line) => noticeRows(line, after)),
    )
    const { id, name, role } = entry.actor
    await audit.writeIn(
      query,
      lines.map((line) => {
        const text = lineWords(toLine(line), names)
        return {
          kind: 'supervision' as const,
          actor: { id, name, role },
          ...(entry.address !== undefined && { address: entry.address }),
          subject: `supervision/${after.code}#${line.n}`,
          ok: true,
          text: { zh: `${after.code} ${after.title}：${text.zh}`, en: `${after.code} ${after.title}: ${text.en}` },
        }
      }),
    )
    return { after, told }
  }

  const noticeRows = (line: Line, after: Tracked): NoticeRow[] =>
    noticesOfLine(line, after, names).map(({ to, kind, n, level, text }) => {
      const audience = audienceName(to)
      return {
        id: `${after.id}#${n}/${kind}/${audience}`,
        ...{ at: line.at, kind, audience, level, text },
        incident: caseOf(after.anchor) ?? '',
        supervision: after.id,
      }
    })

  async function committed(run: (query: Queries) => Promise<Written>): Promise<Tracked> {
    const { after, told } = await db.query.transaction().execute(run)
    told?.()
    return (await workOn(after)) ?? after
  }

  /** Adds the hub's own lines to what stands under the lock. */
  async function say(id: string, bodiesOf: (m: Tracked) => readonly LineBody[]): Promise<Tracked> {
    const { after, told } = await db.query.transaction().execute(async (query): Promise<Written> => {
      const held = await log.hold(query, id)
      if (!held) throw noMatter()
      const bodies = bodiesOf(held.state)
      if (bodies.length === 0) return { after: held.state }
      return write(query, { id, before: held, bodies, actor: SYSTEM, at: now() })
    })
    told?.()
    return after
  }

  /** What is due to its case. A case that cannot be had now is tried again at the next round. */
  async function workOn(m: Tracked): Promise<Tracked | undefined> {
    let after: Tracked | undefined
    for (const work of m.caseWork)
      try {
        const body = await workOnCase(m, work, { cases, now: now() })
        if (!body) continue
        after = await say(m.id, (held) =>
          held.caseWork.some(({ act, n }) => act === work.act && n === work.n) ? [body] : [],
        )
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)))
      }
    return after
  }

  /** The matter of an act done before; undefined when the key is new. */
  async function repeated(query: Queries, key: string, actor: Actor, id: string): Promise<Tracked | undefined> {
    const done = await log.doneBy(query, keyOf(key, actor))
    if (!done) return undefined
    const held = done.of === id ? await log.hold(query, id) : undefined
    if (held) return held.state
    throw new ProblemError(
      'keyReused',
      { zh: '命令标识已用于其他操作', en: 'The command key was used for another act' },
      { field: '/key' },
    )
  }

  async function giveOnce(
    input: Give,
    actor: Actor,
    address: string,
    incident: Incident | undefined,
  ): Promise<Tracked> {
    const id = idOf(input.key, actor)
    return committed(async (query) => {
      const again = await repeated(query, input.key, actor, id)
      if (again) return { after: again }
      const at = now()
      const { origin, grade, title, text, anchor, lead, assist, dueAt } = storable(input)
      const bodies = mustHold(
        give(
          {
            ...{
              id,
              code: await nextCode(query, at, reference.city),
              origin,
              grade,
              title,
              text,
              anchor,
              lead,
              assist,
              dueAt,
            },
            simulated: simulated || incident?.simulated === true,
          },
          actor,
          { now: at, isDepartment: (one) => reference.departments.has(one) },
        ),
      )
      return write(query, { id, before: undefined, bodies, actor, at, key: keyOf(input.key, actor), address })
    })
  }

  async function refuseChanged(query: Queries, { id, version }: Tracked): Promise<never> {
    const last = (await log.lines(query, id, version - 1)).at(-1)
    const by = last?.by.name ?? ''
    throw new ProblemError(
      'supervisionChanged',
      {
        zh: `督办事项已由${by}更新到第 ${version} 版，请查看后再操作`,
        en: `${by} has changed the matter (now version ${version}); look again before acting`,
      },
      { conflict: { version, by, at: last?.at ?? now(), type: last?.body.type ?? '' } },
    )
  }

  function mustHold(decision: Decision): readonly LineBody[] {
    if (decision.ok) return decision.lines
    const { code, reason, field } = decision
    throw new RefusedError(code, reason, field === undefined ? {} : { field })
  }

  async function detail(m: Tracked, reader: Actor) {
    const lines = (await log.lines(db.query, m.id)).map(toLine)
    const ids = [...new Set(m.progress.flatMap(({ incidents }) => incidents))]
    const rows =
      ids.length === 0 ? [] : await db.query.selectFrom('incident').select('body').where('id', 'in', ids).execute()
    const incidents = new Map(rows.map(({ body }) => [body.id, body]))
    return toDetail(m, { lines, incidents, now: now(), reader }, telling())
  }

  return {
    async list(query, reader) {
      const at = now()
      return (await mattersOf(db.query, query, reader))
        .map((matter) => ({ matter, colour: colourOf(matter, at, rules()) }))
        .sort(byUrgency)
        .map(({ matter }) => toRow(matter, at, reader, telling()))
    },
    async get(id, reader) {
      const row = await db.query.selectFrom('supervision').select('body').where('id', '=', id).executeTakeFirst()
      // A department may not learn of others' matters by asking for them.
      if (!row || !maySee(row.body, reader)) throw noMatter()
      return detail(row.body, reader)
    },
    async give(input, actor, address) {
      const incidentId = caseOf(input.anchor as Tracked['anchor'])
      // Before the transaction: it asks for the connection that this would hold.
      const incident = incidentId === undefined ? undefined : await cases.get(incidentId)
      if (incidentId !== undefined && !incident) throw notFound({ zh: '案卷', en: 'case' })
      for (let tries = 1; ; tries++)
        try {
          return await detail(await giveOnce(input, actor, address, incident), actor)
        } catch (error) {
          if (!isUnique(error) || tries >= MOST_TRIES) throw error
        }
    },
    async act(id, { key, version, act }, actor, address) {
      const after = await committed(async (query) => {
        // First: the same act sent twice at once waits here, and the second finds that it is done.
        const held = await log.hold(query, id)
        if (!held || !maySee(held.state, actor)) throw noMatter()
        const again = await repeated(query, key, actor, id)
        if (again) return { after: again }
        if (RESTS_ON_VERSION.includes(act.act) && version !== held.state.version) await refuseChanged(query, held.state)
        const at = now()
        const bodies = mustHold(decide(held.state, act, actor, at))
        if (bodies.length === 0) return { after: held.state }
        if (act.act === 'report') {
          await mustHavePhotos(query, act.photos, '/act/photos')
          await mustHaveCases(query, act.incidents, actor)
        }
        return write(query, { id, before: held, bodies, actor, at, key: keyOf(key, actor), address })
      })
      return detail(after, actor)
    },
    async month(month, reader) {
      const parsed = parseKey(month)
      if (parsed?.kind !== 'monthly') throw invalid('/month', { zh: '没有这个月份', en: 'There is no such month' })
      const { from, to: until } = windowOf(parsed, reference.city)
      const at = now()
      const logs = await logsBetween(db.query, { from, until, knownAt: at }, reader.department)
      const rows = monthOf(logs, { from, until, asOf: at })
      return {
        month,
        asOf: Math.min(at, until),
        departments: rows
          .filter(({ department }) => reader.role !== 'department' || department === reader.department)
          .map((row) => ({ ...row, name: names.department(row.department) }))
          .sort((a, b) => b.overdue - a.overdue || b.given + b.carried - a.given - a.carried),
      }
    },
    causes: () => causesNow({ query: db.query, reference, rules: rules(), names, now: now() }),
    async told(from, until, knownAt) {
      const logs = await logsBetween(db.query, { from, until, knownAt }, undefined)
      return logs
        .flatMap((lines) => foldLines(lines) ?? [])
        .filter(({ closedAt }) => closedAt === undefined || closedAt >= from)
        .map((matter) => ({ matter, colour: colourOf(matter, knownAt, rules()) }))
        .sort(byUrgency)
        .map(({ matter }) => toBrief(matter, knownAt, telling()))
    },
    async shows(department, photo) {
      const row = await db.query
        .selectFrom('supervision')
        .select('id')
        .where(sql<boolean>`departments @> array[${department}::text]`)
        .where(sql<boolean>`body @> ${JSON.stringify({ progress: [{ photos: [photo] }] })}::jsonb`)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
    async round() {
      const due = await db.query
        .selectFrom('supervision')
        .select('id')
        .where('next_at', '<=', new Date(now()))
        .execute()
      for (const { id } of due)
        await say(id, (held) => [dueReminder(held, now(), rules(), reference.city) ?? []].flat())
      const busy = await db.query.selectFrom('supervision').select('body').where('case_work', '=', true).execute()
      for (const { body } of busy) await workOn(body)
    },
  }
}

/** The same officer's same key is the same act; another officer's is another. */
const keyOf = (key: string, actor: Actor): string => `${actor.id}/${key}`
const idOf = (key: string, actor: Actor): string =>
  `sv-${createHash('sha256').update(`${actor.id}\n${key}`).digest('base64url').slice(0, 14)}`

const isUnique = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
