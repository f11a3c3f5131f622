// Cases over HTTP: one case whole, search, a new report from the desk, and acts.
import Type from 'typebox'
import {
  IncidentDetailSchema,
  IncidentPageSchema,
  ReporterSchema,
  paths,
  type IncidentDetail,
  type IncidentPage,
  type IncidentQuery,
  type ReporterShown,
} from '../../wire/api.ts'
import type { ActCommand, DeskReport } from '../../wire/acts.ts'
import { get, send } from './client.ts'

/** `GET /api/incidents/:id` */
export const getIncident = (id: string): Promise<IncidentDetail> => get(paths.incident(id), IncidentDetailSchema)
/** `GET /api/incidents?…`: the whole register, ended and old cases too, filtered, sorted and paged by the hub. */
export const listIncidents = (query: IncidentQuery): Promise<IncidentPage> =>
  get(paths.incidents, IncidentPageSchema, { ...query })

/** `POST /api/incidents/:id/acts`. Answers the version of the case afterwards; the case itself is fetched by the caller. */
export async function sendAct(id: string, command: ActCommand): Promise<number> {
  return (await send('POST', paths.incidentActs(id), command, Type.Object({ version: Type.Integer() }))).version
}
/** `POST /api/incidents`: answers the id of the case it became part of. */
export async function sendReport(report: DeskReport): Promise<string> {
  const answer = await send('POST', paths.incidents, report, Type.Object({ id: Type.String() }))
  return answer.id
}
/** `POST /api/incidents/:id/reporter`: the number, to call it. Every answer stands in the audit log. */
export const askReporter = (id: string): Promise<ReporterShown> =>
  send('POST', paths.incidentReporter(id), {}, ReporterSchema)
