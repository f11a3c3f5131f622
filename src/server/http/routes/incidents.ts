// Cases over HTTP: search, one in detail, a report from the desk, acts, and the journey that led to a case.
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { canBeCalled } from '../../../core/incident/caller.ts'
import { allowedActs, isTerminal } from '../../../core/incident/lifecycle.ts'
import type { Actor, Incident } from '../../../core/incident/types.ts'
import { maskTexts } from '../../../core/mask.ts'
import type { Text } from '../../../core/text.ts'
import { ActCommandSchema, DeskReportSchema } from '../../../wire/acts.ts'
import {
  IncidentDetailSchema,
  IncidentPageSchema,
  IncidentQuerySchema,
  ProblemSchema,
  TraceSchema,
  paths,
  type IncidentDetail,
} from '../../../wire/api.ts'
import { ReporterSchema } from '../../../wire/caseParts.ts'
import { IncidentRowSchema } from '../../../wire/views.ts'
import { cityRules } from '../../cases/context.ts'
import { suggestionsFor } from '../../cases/recommend.ts'
import { toClockView, toIncidentRow } from '../../cases/row.ts'
import { photoFacts } from '../../photos/facts.ts'
import { forbidden, invalid, notFound } from '../../problems.ts'
import { CASE_ACTORS, CASE_READERS, DESK, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import { isDesk, maskReporter, reporterFor } from '../mask.ts'
import type { App } from '../provider.ts'

const Params = Type.Object({ id: Type.String() })
const PERSONAL_DATA_SHOWN: Text = { zh: '查看上报人信息或原文', en: 'Saw who reported, or the words of the report' }

export function incidentRoutes(app: App, deps: HttpDeps): void {
  const { audit, cases, reads, reference } = deps

  /** The case, if this actor may see it: departments only what they lead or assist. */
  async function visible(id: string, actor: Actor): Promise<Incident> {
    const incident = await cases.get(id)
    if (!incident) throw notFound({ zh: '案卷', en: 'case' })
    const { department } = actor
    const takesPart = department !== undefined && [incident.lead, ...incident.assist].includes(department)
    if (actor.role === 'department' && !takesPart)
      throw forbidden({ zh: '该案卷不由本部门主办或协办', en: 'Your department neither leads nor assists this case' })
    return incident
  }

  /** Unmasked words or data of a reporter go out: durable in the audit log before they do. */
  const shown = (request: FastifyRequest, incident: string): Promise<void> =>
    audit.write({ ...askedBy(request), kind: 'personalData', subject: incident, ok: true, text: PERSONAL_DATA_SHOWN })

  app.get(
    paths.incidents,
    {
      ...requireRole(CASE_READERS),
      schema: {
        tags: ['incidents'],
        querystring: IncidentQuerySchema,
        response: { 200: IncidentPageSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const { role, department } = actor
      // What stands around a case is told to those who may see it.
      if (request.query.around !== undefined) await visible(request.query.around, actor)
      const query = role === 'department' ? { ...request.query, department: department ?? '' } : request.query
      return reads.searchIncidents(query)
    },
  )
  app.get(
    '/api/incidents/:id',
    {
      ...requireRole(CASE_READERS),
      schema: {
        tags: ['incidents'],
        params: Params,
        querystring: Type.Object({
          masked: Type.Optional(
            Type.Boolean({ description: 'As others than the desk read it: no view of it is logged.' }),
          ),
        }),
        response: { 200: IncidentDetailSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const detail = await detailOf(deps, await visible(request.params.id, actor), actor)
      if (!isDesk(actor)) return maskTexts(detail)
      if (request.query.masked === true)
        return maskTexts({ ...detail, ...(detail.reporter && { reporter: maskReporter(detail.reporter) }) })
      if (detail.reporter || detail.reports.length > 0) await shown(request, detail.row.id)
      return detail
    },
  )
  app.post(
    paths.incidents,
    {
      ...requireRole(DESK),
      schema: {
        tags: ['incidents'],
        body: DeskReportSchema,
        response: { 201: IncidentRowSchema, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { lng, lat, address, matter, condition } = request.body
      const known = matter === undefined ? undefined : reference.matters.get(matter)
      if (matter !== undefined && !known)
        throw invalid('/matter', { zh: '没有这个事项', en: 'There is no such matter' })
      if (condition !== undefined && !known?.conditions.some((one) => one.id === condition))
        throw invalid('/condition', { zh: '该事项没有这个立案条件', en: 'The matter has no such filing condition' })
      const area = reference.areaAt(lng, lat)
      const [west, south, east, north] = reference.city.bounds
      // Outlines are good to a kilometre, so only the bounds may refuse.
      if (area === reference.city.code && (lng < west || lng > east || lat < south || lat > north))
        throw invalid('/lng', { zh: '位置不在本市范围内', en: 'The place is outside the city' })
      const place = { lng, lat, area, ...(address !== undefined && { address }) }
      const incident = await cases.fromDesk(request.body, place, actorOf(request))
      return reply.code(201).send(toIncidentRow(incident, reference))
    },
  )
  app.post(
    '/api/incidents/:id/acts',
    {
      ...requireRole(CASE_ACTORS),
      schema: {
        tags: ['incidents'],
        params: Params,
        body: ActCommandSchema,
        response: { 200: IncidentRowSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      return toIncidentRow(await cases.act(request.params.id, request.body, actor), reference)
    },
  )
  app.post(
    '/api/incidents/:id/reporter',
    {
      ...requireRole([...DESK, 'department']),
      schema: { tags: ['incidents'], params: Params, response: { 200: ReporterSchema, default: ProblemSchema } },
    },
    async (request) => {
      const actor = actorOf(request)
      const incident = await visible(request.params.id, actor)
      if (!isDesk(actor)) mayCall(incident, actor)
      const reporters = (await cases.reports(incident.id)).flatMap(({ reporter }) => reporter ?? [])
      const reporter = reporters.find(canBeCalled) ?? reporters[0]
      if (!reporter) throw notFound({ zh: '上报人信息', en: 'reporter' })
      await shown(request, incident.id)
      return reporter
    },
  )
  app.get(
    '/api/trace/:id',
    {
      ...requireRole(CASE_READERS),
      schema: { tags: ['incidents'], params: Params, response: { 200: TraceSchema } },
    },
    async (request) => {
      const actor = actorOf(request)
      const incident = await visible(request.params.id, actor)
      const trace = await reads.trace(incident.id)
      if (!trace) throw notFound({ zh: '案卷', en: 'case' })
      if (!isDesk(actor)) return maskTexts(trace)
      if (incident.reports.length > 0) await shown(request, incident.id)
      return trace
    },
  )
}

/** The number is for calling: only the department that leads the work calls, and only while it works. */
function mayCall(incident: Incident, { department }: Actor): void {
  if (incident.lead !== department)
    throw forbidden({ zh: '仅主办部门可查看联系方式', en: 'Only the lead department may see how to reach the caller' })
  if (incident.callable !== true)
    throw forbidden({ zh: '上报人没有留下电话', en: 'Nobody who reported it has left a number' })
  if (isTerminal(incident.state))
    throw forbidden({ zh: '案卷已办结，由受理员回访', en: 'The case has ended: the acceptor calls back' })
}

async function detailOf(deps: HttpDeps, incident: Incident, actor: Actor): Promise<IncidentDetail> {
  const { cases, reads, reference, now } = deps
  const { request, place, appeal } = incident
  const [events, alarms, reports, recommendations, absorbed, alike] = await Promise.all([
    cases.events(incident.id),
    reads.alarmsOf(incident.id),
    cases.reports(incident.id),
    cases.recommend(incident),
    incident.absorbed.length > 0 ? cases.absorbed(incident.id) : [],
    // Merging is the desk's.
    isDesk(actor) ? cases.alike(incident) : [],
  ])
  const photos = await photoFacts(deps.db, incident, events, reference.desk.photos)
  const reporter = reporterFor(actor, reports.find((report) => report.reporter)?.reporter)
  const acts = allowedActs(incident, actor, now(), cityRules(deps, now()))
  return {
    // The crew must find the door; rows on the wall do not show it.
    row: { ...toIncidentRow(incident, reference), ...(place.address !== undefined && { address: place.address }) },
    text: incident.text,
    ...(incident.snapshot && { snapshot: incident.snapshot }),
    clocks: Object.values(incident.clocks).map(toClockView),
    events: [...events],
    alarms: [...alarms],
    reports: reports.map(({ reporter: _, ...report }) => report),
    photos,
    ...(reporter && { reporter }),
    ...(request && {
      request: {
        type: request.type,
        reason: request.reason,
        ...(request.type === 'suspension' && { until: request.until }),
      },
    }),
    orders: incident.orders.map((order) => ({ ...order, photos: [...order.photos] })),
    supervisions: [...incident.supervisions],
    ...(appeal && { appeal: { reason: appeal.reason, state: appeal.state } }),
    callable: incident.callable === true,
    ...(incident.contactedAt !== undefined && { contactedAt: incident.contactedAt }),
    callBacks: [...(incident.callBacks ?? [])],
    ...(incident.excluded && { excluded: incident.excluded }),
    alike: [...alike],
    absorbed: absorbed.map((one) => toIncidentRow(one, reference)),
    acts,
    ...(acts.includes('undo') &&
      incident.lastAct && {
        undo: { of: incident.lastAct.of, until: incident.lastAct.at + reference.desk.undoWithinMinutes * 60_000 },
      }),
    recommendations,
    suggestions: [...suggestionsFor({ reference }, incident, now())],
  }
}
