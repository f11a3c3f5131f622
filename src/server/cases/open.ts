// Cases begin here: from an alarm, a report or the desk. One fingerprint has one open case, however many ask at once:
// all look and write while holding the head of the chain, and the store's unique index stands behind that.
import { sql } from 'kysely'
import type { Because } from '../../core/because.ts'
import { canBeCalled } from '../../core/incident/caller.ts'
import { type OpenFacts, openIncident } from '../../core/incident/open.ts'
import { titleFor } from '../../core/incident/title.ts'
import type { EventBody } from '../../core/incident/events.ts'
import type { Actor, Incident, IncidentSource } from '../../core/incident/types.ts'
import type { Report } from '../../core/observe/types.ts'
import type { Place } from '../../core/place.ts'
import type { Text } from '../../core/text.ts'
import type { DeskReport } from '../../wire/acts.ts'
import { ProblemError } from '../problems.ts'
import type { Cases } from '../ports.ts'
import type { Queries } from '../store/db.ts'
import { storable } from '../store/storable.ts'
import type { Appending } from './append.ts'
import { type CaseContext, SYSTEM, cityRules } from './context.ts'
import { suggestionsIn } from './recommend.ts'
import { isUnmerged } from './states.ts'

type AlarmInput = Parameters<Cases['fromAlarm']>[0]
type ReportInput = Parameters<Cases['fromReport']>[0]

/** Whose words may hold personal data: never in a title, which every screen shows. */
const PRIVATE_SOURCES: ReadonlySet<IncidentSource> = new Set(['hotline', 'citizen', 'desk'])
const UNCLASSIFIED: Text = { zh: '待分类问题', en: 'Unclassified problem' }

export async function fromAlarm(ctx: CaseContext, input: AlarmInput): Promise<Incident> {
  const { alarm, rule, place } = input
  const wants = rule.incident
  if (!wants) throw new Error(`rule ${rule.id} opens no case`)
  const key = `alarm:${alarm.id}`
  return ctx.transact(async (tx) => {
    const done = await tx.doneBy(key)
    if (done) return done.incident
    const recordedAt = ctx.now()
    const occurredAt = Math.min(alarm.raisedAt, recordedAt)
    const because: Because[] = [
      { kind: 'alarm', id: alarm.id, at: alarm.raisedAt },
      { kind: 'rule', id: rule.id },
    ]
    const common = { actor: SYSTEM, recordedAt, because, key }
    const open = await openByFingerprint(tx.query, input.fingerprint)
    let incident: Incident
    if (open) {
      const linked: EventBody = { type: 'alarmLinked', alarm: alarm.id, level: alarm.level, text: input.why }
      // A late alarm is linked to a case that began after it; the case's own time order stands.
      const at = Math.max(occurredAt, Math.min(open.openedAt, recordedAt))
      incident = await tx.append({ ...common, id: open.id, before: open, bodies: [linked], occurredAt: at })
    } else {
      const name = place.address ?? input.sensorName
      incident = await begin(ctx, tx, {
        ...common,
        occurredAt,
        facts: {
          place,
          placeText: { zh: name, en: name },
          text: input.why.zh,
          matter: wants.matter,
          condition: wants.condition,
          fingerprint: input.fingerprint,
          simulated: input.simulated,
          cause: { type: 'alarm', alarm: alarm.id, level: alarm.level, text: input.why, autofile: true },
          ...(input.owner !== undefined && { owner: input.owner }),
          ...(input.maintainer !== undefined && { maintainer: input.maintainer }),
        },
      })
    }
    await tx.query.updateTable('alarm').set({ incident: incident.id }).where('id', '=', alarm.id).execute()
    return incident
  })
}

export async function fromReport(ctx: CaseContext, input: ReportInput): Promise<Incident> {
  const { report, reportId } = input
  const key = `report:${reportId}`
  return ctx.transact(async (tx) => {
    const done = await tx.doneBy(key)
    if (done) return done.incident
    const recordedAt = ctx.now()
    const occurredAt = Math.min(report.occurredAt, recordedAt)
    const incident = await begin(ctx, tx, {
      actor: SYSTEM,
      occurredAt,
      recordedAt,
      because: [{ kind: 'report', id: reportId, at: report.occurredAt }],
      key,
      facts: reported(ctx, {
        reportId,
        source: report.channel,
        text: report.text,
        place: input.place,
        simulated: input.simulated,
        now: recordedAt,
        callable: input.callable,
        given: report,
      }),
    })
    const feed = reportId.slice(0, Math.max(0, reportId.indexOf('/')))
    await keepReport(tx.query, { id: reportId, feed, ...input, occurredAt, recordedAt, incident: incident.id })
    return incident
  })
}

export async function fromDesk(ctx: CaseContext, desk: DeskReport, place: Place, actor: Actor): Promise<Incident> {
  return ctx.transact(async (tx) => {
    const done = await tx.doneBy(desk.key)
    if (done && done.actor === actor.id) return done.incident
    if (done)
      throw new ProblemError(
        'keyReused',
        { zh: '命令标识已被使用', en: 'The command key has been used' },
        { field: '/key' },
      )
    const now = ctx.now()
    const reportId = `desk/${desk.key}`
    const incident = await begin(ctx, tx, {
      actor,
      occurredAt: now,
      recordedAt: now,
      because: [{ kind: 'report', id: reportId, at: now }],
      key: desk.key,
      facts: {
        ...reported(ctx, {
          reportId,
          source: desk.source ?? 'desk',
          text: desk.text,
          place,
          simulated: false,
          now,
          callable: canBeCalled(desk.reporter),
          given: desk,
        }),
        ...(desk.level !== undefined && { level: desk.level }),
      },
    })
    await keepReport(tx.query, {
      id: reportId,
      feed: 'desk',
      place,
      simulated: false,
      occurredAt: now,
      recordedAt: now,
      incident: incident.id,
      report: {
        channel: desk.source ?? 'desk',
        text: desk.text,
        ...(desk.matter !== undefined && { matter: desk.matter }),
        ...(desk.reporter && { reporter: desk.reporter }),
      },
    })
    return incident
  })
}

/** The case that answers for a fingerprint now: the open one, or the one that it is merged into. */
async function openByFingerprint(query: Queries, fingerprint: string): Promise<Incident | undefined> {
  const { rows } = await sql<{ body: Incident }>`
    select body, 0 as turn from incident where fingerprint = ${fingerprint} and ${isUnmerged}
    union all
    select main.body, 1 from incident join incident as main on main.id = incident.merged_into
      where incident.fingerprint = ${fingerprint} and incident.state = 'merged' and main.state <> 'merged'
    order by turn limit 1`.execute(query)
  return rows[0]?.body
}

type Beginning = Omit<Parameters<Appending['append']>[0], 'id' | 'before' | 'bodies'> & {
  readonly facts: Omit<OpenFacts, 'code'>
}

async function begin(ctx: CaseContext, tx: Appending, { facts, ...entry }: Beginning): Promise<Incident> {
  const code = await ctx.nextCode(tx.query, entry.recordedAt)
  const rules = cityRules(ctx, entry.recordedAt)
  const bodies = openIncident({ ...facts, code }, { ...rules, now: entry.recordedAt })
  const known = facts.matter !== undefined && facts.condition !== undefined
  const isPrivate = facts.cause.type === 'report' && PRIVATE_SOURCES.has(facts.cause.source)
  return tx.append({
    ...entry,
    id: code,
    before: undefined,
    bodies:
      isPrivate && !(known && rules.snapshotOf(facts.matter ?? '', facts.condition ?? ''))
        ? bodies.map((body) => (body.type === 'opened' ? { ...body, title: neutralTitle(facts) } : body))
        : bodies,
  })
}

const neutralTitle = ({ placeText }: Omit<OpenFacts, 'code'>): Text =>
  titleFor({ ...(placeText && { place: placeText }), matter: UNCLASSIFIED })

interface Reported {
  readonly reportId: string
  readonly source: Exclude<IncidentSource, 'sensor'>
  readonly text: string
  readonly place: Place
  readonly simulated: boolean
  readonly now: number
  readonly callable: boolean
  readonly given: { readonly matter?: string; readonly condition?: string }
}

/** The sender's matter where the city knows it, else what the text suggests; the desk files either way. */
function reported(ctx: CaseContext, report: Reported): Omit<OpenFacts, 'code'> {
  const { reference } = ctx
  const { place } = report
  const matter = reference.matters.get(reference.matterFrom(report.given.matter ?? '') ?? '')
  const guess = matter ? undefined : suggestionsIn(ctx, report.text, report.now)[0]
  const code = matter?.code ?? guess?.matter
  const condition =
    matter === undefined
      ? guess?.condition
      : (matter.conditions.find((one) => one.id === report.given.condition) ?? matter.conditions[0])?.id
  const areaName = reference.areaName(place.area)
  return {
    place,
    // Addresses that callers give may name a person's door; the street is enough for a title.
    placeText: areaName,
    text: report.text,
    ...(code !== undefined && { matter: code }),
    ...(condition !== undefined && { condition }),
    simulated: report.simulated,
    ...(report.callable && { callable: true }),
    cause: { type: 'report', report: report.reportId, source: report.source },
  }
}

interface KeptReport {
  readonly id: string
  readonly feed: string
  readonly report: Pick<Report, 'text' | 'matter' | 'reporter'> & { readonly channel: string }
  readonly place: Place
  readonly simulated: boolean
  readonly occurredAt: number
  readonly recordedAt: number
  readonly incident: string
}

/** Ingest has usually written the row before; reporter data stays in it and goes nowhere else. */
async function keepReport(query: Queries, kept: KeptReport): Promise<void> {
  const { report, place } = storable(kept)
  await query
    .insertInto('report')
    .values({
      id: kept.id,
      feed: kept.feed,
      channel: report.channel,
      text: report.text,
      occurred_at: new Date(kept.occurredAt),
      recorded_at: new Date(kept.recordedAt),
      lng: place.lng,
      lat: place.lat,
      area: place.area,
      address: place.address ?? null,
      matter: report.matter ?? null,
      incident: kept.incident,
      reporter: report.reporter ? JSON.stringify(report.reporter) : null,
      simulated: kept.simulated,
    })
    .onConflict((c) => c.column('id').doUpdateSet({ incident: kept.incident }))
    .execute()
}
