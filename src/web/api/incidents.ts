// Cases over HTTP: one case whole, search, and acts.
import Type from 'typebox'
import {
  IncidentDetailSchema,
  IncidentPageSchema,
  paths,
  type IncidentDetail,
  type IncidentPage,
  type IncidentQuery,
} from '../../wire/api.ts'
import { ReporterSchema, type ReporterShown } from '../../wire/caseParts.ts'
import type { ActCommand } from '../../wire/acts.ts'
import { get, send } from './client.ts'

/** `GET /api/incidents/:id` */
export const getIncident = (id: string): Promise<IncidentDetail> => get(paths.incident(id), IncidentDetailSchema)
/** The same with every name, number and free text masked: it may be asked for without anybody looking. */
export const getMaskedIncident = (id: string): Promise<IncidentDetail> =>
  get(paths.incident(id), IncidentDetailSchema, { masked: true })
/** `GET /api/incidents?…`: the whole register, ended and old cases too, filtered, sorted and paged by the hub. */
export const listIncidents = (query: IncidentQuery): Promise<IncidentPage> =>
  get(paths.incidents, IncidentPageSchema, { ...query })

/** `POST /api/incidents/:id/acts`. Answers the version of the case afterwards; the case itself is fetched by the caller. */
export async function sendAct(id: string, command: ActCommand): Promise<number> {
  return (await send('POST', paths.incidentActs(id), command, Type.Object({ version: Type.Integer() }))).version
}
/** `POST /api/incidents/:id/reporter`: the number, to call it. Every answer stands in the audit log. */
export const askReporter = (id: string): Promise<ReporterShown> =>
  send('POST', paths.incidentReporter(id), {}, ReporterSchema)
