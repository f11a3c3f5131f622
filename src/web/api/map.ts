// Questions of the map: what lies inside a drawn area, that as lists and files, and where reports came from.
import {
  InsideListSchema,
  InsideSchema,
  MapReportsSchema,
  mapPaths,
  type Inside,
  type InsideExportQuestion,
  type InsideList,
  type InsideListQuestion,
  type InsideQuestion,
  type MapReports,
  type MapReportsQuery,
} from '../../wire/map.ts'
import { bytes, get, send } from './client.ts'

/** `POST /api/map/inside` */
export const askInside = (question: InsideQuestion, signal?: AbortSignal): Promise<Inside> =>
  send('POST', mapPaths.inside, question, InsideSchema, undefined, signal)
/** `POST /api/map/inside/list`: a page; `next` of the answer is `after` of the next question. */
export const listInside = (question: InsideListQuestion, signal?: AbortSignal): Promise<InsideList> =>
  send('POST', mapPaths.insideList, question, InsideListSchema, undefined, signal)
/** `POST /api/map/inside/export`: the file, to be saved under its name. */
export async function exportInside(
  question: InsideExportQuestion,
): Promise<{ readonly name: string; readonly bytes: ArrayBuffer }> {
  const { list, format } = question
  return { name: `inside-${list}.${format}`, bytes: await bytes('POST', mapPaths.insideExport, question) }
}
/** `GET /api/map/reports` */
export const getMapReports = (
  { from, to, matter, source }: MapReportsQuery,
  signal?: AbortSignal,
): Promise<MapReports> =>
  get(mapPaths.reports, MapReportsSchema, { from: Math.floor(from), to: Math.floor(to), matter, source }, signal)
