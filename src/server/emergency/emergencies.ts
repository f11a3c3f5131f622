// Emergencies and drills while the hub runs: declared, acted in, watched over time, shown. The rules are core's; how far each reaches
// is given by its reach.
import { createHash } from 'node:crypto'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { declare, decide, type Decision, type Declaration } from '../../core/emergency/decide.ts'
import { toPublic } from '../../core/emergency/fold.ts'
import type { Line, LineBody, Running } from '../../core/emergency/log.ts'
import { dueBodies, nextDueAt } from '../../core/emergency/tick.ts'
import { actorWords, lineWords, type EmergencyNames } from '../../core/emergency/words.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { Declare, EmergencyAct, EmergencyRow } from '../../wire/emergencies.ts'
import { toIncidentRow } from '../cases/row.ts'
import { forWall } from '../publish/wallRows.ts'
import type { LiveReference } from '../catalogue/live.ts'
import { openScreens, type Tell } from '../notify/tell.ts'
import type { Audit, Cases, Now } from '../ports.ts'
import { ProblemError, RefusedError, notFound } from '../problems.ts'
import type { Reference } from '../../wire/reference.ts'
import type { NoticeRow } from '../../wire/views.ts'
import type { Db, Queries } from '../store/db.ts'
import { every, untilEnded, type Timer } from '../timers.ts'
import type { EmergencyDesk, PlanDesk } from './desk.ts'
import { detailOf } from './detail.ts'
import { drillReach } from './drillReach.ts'
import { append, doneBy, hold, linesOf } from './log.ts'
import { openPlans } from './plans.ts'
import { realReach } from './realReach.ts'
import type { Reaching } from './reaching.ts'
import { Shown } from './shown.ts'

const LIST_LENGTH = 50
const TICK_MS = 1000
const SYSTEM: Actor = { id: 'system', name: '系统', role: 'system' }

export interface EmergencyOptions {
  readonly db: Db
  readonly reference: LiveReference
  /** The city's files, by which its plans are judged. */
  readonly files: Reference
  readonly audit: Pick<Audit, 'writeIn'>
  readonly cases: Pick<Cases, 'get' | 'act'>
  readonly now: Now
  readonly cityFolder: string
  readonly show: (rows: readonly EmergencyRow[], gone: readonly string[]) => void
  /** The hub's own screens. */
  readonly showNotices: (rows: readonly NoticeRow[]) => void
  /** Every channel there is; for real emergencies alone. */
  readonly tellEverywhere: Tell
  readonly onError: (error: Error) => void
}

export interface OpenEmergencies extends EmergencyDesk {
  readonly plans: PlanDesk
  /** Another word whenever alarm rules stand otherwise than before. */
  rulesVersion(): string
  /** What time and other hubs have brought about, and what an earlier run left undone. */
  round(): Promise<void>
  /** Resolves when no case is in hand. */
  idle(): Promise<void>
  /** Rounds, from now on. */
  start(): void
  stop(): Promise<void>
}

const noEmergency = () => notFound({ zh: '应急响应', en: 'emergency' })

/** Resolves when the rules of those that run are in force, so that sensors are judged by them from the first on. */
export async function openEmergencies(options: EmergencyOptions): Promise<OpenEmergencies> {
  const { db, reference, audit, cases, now, show, onError } = options
  const plans = await openPlans(options)
  const names: EmergencyNames = {
    department: (id) => reference.departments.get(id)?.short ?? { zh: id, en: id },
    time: (at) =>
      new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' '),
  }
  const reaches: Readonly<Record<'drill' | 'real', Reaching>> = {
    drill: drillReach(openScreens(options.showNotices), names),
    real: realReach({ db, cases, everywhere: options.tellEverywhere, names }),
  }
  const reachOf = ({ drill }: Pick<Running, 'drill'>): Reaching => reaches[drill ? 'drill' : 'real']

  const shown = new Shown({ db, reference, now, show, wishesOf: (running) => reachOf(running).tighten(running) })
  /** Cases in hand, so that a slow one is not begun twice. */
  const atWork = new Map<string, Promise<void>>()
  let stopping = false

  /** Writes lines with all that belongs to them in one transaction: notices, audit, the fold. */
  async function write(
    query: Queries,
    entry: Parameters<typeof append>[1] & { readonly address?: string },
  ): Promise<{ after: Running; told: () => void }> {
    const { after, lines } = await append(query, entry)
    const told = await reachOf(after).tell(query, after, lines)
    await audit.writeIn(
      query,
      lines.map((line) => auditLine(line, after, entry.actor, entry.address)),
    )
    return { after, told }
  }
  const auditLine = (line: Line, after: Running, actor: Actor, address: string | undefined) => {
    const text = lineWords(line, after, names)
    const mark = after.drill ? { zh: '【演练】', en: '[Drill] ' } : { zh: '', en: '' }
    return {
      kind: 'emergency' as const,
      actor: { id: actor.id, name: actor.name, role: actor.role },
      ...(address !== undefined && { address }),
      subject: `emergency/${after.id}#${line.n}`,
      ok: true,
      text: { zh: `${mark.zh}${after.title.zh}：${text.zh}`, en: `${mark.en}${after.title.en}: ${text.en}` },
    }
  }

  async function committed(run: (query: Queries) => Promise<{ after: Running; told?: () => void }>): Promise<Running> {
    const { after, told } = await db.query.transaction().execute(run)
    shown.settle([after])
    told?.()
    work(after)
    return shown.get(after.id) ?? after
  }

  /** In the background: nobody waits for the case, and what fails is tried again at the next round. */
  function work(running: Running): void {
    const { id } = running
    if (running.caseWork !== 'due' || atWork.has(id) || stopping) return
    const runs = (): boolean => !stopping && shown.get(id)?.endedAt === undefined
    const job = reachOf(running)
      .workOnCase(running, runs)
      .then(async (body) => {
        if (body && !stopping) await say(id, (held) => (held.caseWork === 'done' ? [] : [body]))
      })
      .catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
      .finally(() => atWork.delete(id))
    atWork.set(id, job)
  }

  /** The hub's own lines, decided on what stands under the lock. */
  async function say(id: string, bodiesOf: (running: Running) => readonly LineBody[]): Promise<void> {
    await committed(async (query) => {
      const held = await hold(query, id)
      if (!held) throw noEmergency()
      const bodies = bodiesOf(held.running)
      if (bodies.length === 0) return { after: held.running }
      return write(query, { id, before: held, bodies, actor: SYSTEM, at: now() })
    })
  }

  async function round(): Promise<void> {
    await shown.refresh()
    const at = now()
    for (const running of shown.all())
      if ((nextDueAt(running) ?? Infinity) <= at) await say(running.id, (held) => dueBodies(held, now()))
    for (const running of shown.all()) work(running)
  }

  /** The emergency of an act done before; undefined when the key is new. */
  async function repeated(query: Queries, key: string, actor: Actor, id: string): Promise<Running | undefined> {
    const done = await doneBy(query, key)
    if (!done) return undefined
    const held = done.emergency === id && done.account === actor.id ? await hold(query, id) : undefined
    if (held) return held.running
    throw new ProblemError(
      'keyReused',
      { zh: '命令标识已用于其他操作', en: 'The command key was used for another act' },
      { field: '/key' },
    )
  }

  function mustHold(decision: Decision, running?: Running): readonly LineBody[] {
    if (decision.ok) return decision.lines
    if (decision.code === 'ended' && running?.endedAt !== undefined && running.endedBy) {
      const [by, at] = [actorWords(running.endedBy, names), running.endedAt]
      throw new ProblemError(
        'emergencyEnded',
        {
          zh: `已由${by.zh}于 ${names.time(at)} 结束。${decision.reason.zh}`,
          en: `It was ended by ${by.en} at ${names.time(at)}. ${decision.reason.en}`,
        },
        { conflict: { version: running.version, by: by.zh, at, type: 'ended' } },
      )
    }
    throw new RefusedError(
      decision.code,
      decision.reason,
      decision.field === undefined ? {} : { field: decision.field },
    )
  }

  const toDeclared = (incident: Incident): NonNullable<Declaration['incident']> => {
    // Walls are told of it: no word of whoever reported the case.
    const { title, areaName: area, address } = forWall.incidents(toIncidentRow(incident, reference))
    return {
      id: incident.id,
      title,
      level: incident.level,
      ended: isTerminal(incident.state),
      place: {
        name: address === undefined ? area : { zh: address, en: address },
        lng: incident.place.lng,
        lat: incident.place.lat,
      },
    }
  }

  async function declareNew(input: Declare, actor: Actor, address: string): Promise<Running> {
    const { plan: planId, incident: incidentId, drill, key } = input
    const id = idOf(key, actor)
    // Before the transaction: they ask for the connection that it would hold.
    const plan = await plans.find(planId)
    const incident = incidentId === undefined ? undefined : await cases.get(incidentId)
    return committed(async (query) => {
      const again = await repeated(query, key, actor, id)
      if (again) return { after: again }
      if (!plan) throw notFound({ zh: '预案', en: 'plan' })
      if (incidentId !== undefined && !incident) throw notFound({ zh: '案卷', en: 'case' })
      const bodies = mustHold(
        declare(
          {
            plan,
            drill,
            ...(incident && { incident: toDeclared(incident) }),
            ...(input.level !== undefined && { level: input.level }),
            ...(input.title !== undefined && { title: input.title }),
            ...(input.place && { place: input.place }),
          },
          actor,
        ),
      )
      if (!drill && incident) await mustBeFirst(query, incident.id)
      return write(query, { id, before: undefined, bodies, actor, at: now(), key, address })
    })
  }

  async function mustBeFirst(query: Queries, incident: string): Promise<void> {
    const stands = await query
      .selectFrom('emergency')
      .select('body')
      .where('incident', '=', incident)
      .where('drill', '=', false)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (stands) throw standsAlready(stands.body)
  }
  const standsAlready = ({ version, plan, declaredAt, declaredBy }: Running): ProblemError => {
    const by = actorWords(declaredBy, names)
    return new ProblemError(
      'emergencyStands',
      {
        zh: `该案卷已由${by.zh}于 ${names.time(declaredAt)} 按《${plan.name.zh}》启动应急响应`,
        en: `${by.en} declared an emergency for this case at ${names.time(declaredAt)} by plan “${plan.name.en}”`,
      },
      { field: '/incident', conflict: { version, by: by.zh, at: declaredAt, type: 'declared' } },
    )
  }

  await shown.refresh()
  let timer: Timer | undefined
  return {
    plans,
    rulesVersion: () => shown.rulesVersion(),
    round,
    async idle() {
      await Promise.all(atWork.values())
    },
    start() {
      timer ??= every(TICK_MS, round, onError)
    },
    async stop() {
      stopping = true
      await timer?.stop()
      // A case that cannot be written now is worked on by the next run.
      await untilEnded(Promise.all(atWork.values()))
    },
    async list() {
      const rows = await db.query
        .selectFrom('emergency')
        .select('body')
        .orderBy('declared_at', 'desc')
        .limit(LIST_LENGTH)
        .execute()
      return rows.map(({ body }) => toPublic(body))
    },
    async get(id, reader) {
      const row = await db.query.selectFrom('emergency').select('body').where('id', '=', id).executeTakeFirst()
      if (!row) throw noEmergency()
      const lines = await linesOf(db.query, id)
      const incident = row.body.incident === undefined ? undefined : await cases.get(row.body.incident)
      return detailOf({ running: row.body, lines, incident, reference, names, now: now(), reader })
    },
    async declare(input, actor, address) {
      try {
        return toPublic(await declareNew(input, actor, address))
      } catch (error) {
        // Two officers, or one twice, in the same moment: the second finds what the first has written.
        if (!isUnique(error)) throw error
        return toPublic(await declareNew(input, actor, address))
      }
    },
    async act(id, { key, act, occurredAt }: EmergencyAct, actor, address) {
      const after = await committed(async (query) => {
        // First: the same act sent twice at once waits here, and the second finds that it is done.
        const held = await hold(query, id)
        if (!held) throw noEmergency()
        const again = await repeated(query, key, actor, id)
        if (again) return { after: again }
        const at = now()
        const delivery = occurredAt === undefined ? undefined : { occurredAt, now: at }
        const bodies = mustHold(decide(held.running, act, actor, delivery), held.running)
        return write(query, { id, before: held, bodies, actor, at, key, address })
      })
      return toPublic(after)
    },
  }
}

/** The same officer's same key is the same declaration. */
const idOf = (key: string, actor: Actor): string =>
  `em-${createHash('sha256').update(`${actor.id}\n${key}`).digest('base64url').slice(0, 14)}`

const isUnique = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
