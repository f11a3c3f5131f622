// Moving units over HTTP: everybody is told of those their post may see; looking at the way of a person is put on record.
import Type from 'typebox'
import { ProblemSchema } from '../../../wire/api.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import {
  MOST_TRACK_MS,
  UnitDetailSchema,
  UnitSnapshotSchema,
  UnitTrackSchema,
  unitAudienceOf,
  unitPaths,
} from '../../../wire/units.ts'
import { invalid, notFound } from '../../problems.ts'
import { PEOPLE, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 256 }) })
const unknown = () => notFound({ zh: '没有这个移动单元', en: 'There is no such unit' })

export function unitRoutes(app: App, { units, audit }: HttpDeps): void {
  app.get(
    unitPaths.units,
    { ...requireRole('signedIn'), schema: { tags: ['units'], response: { 200: UnitSnapshotSchema } } },
    async (request, reply) => reply.send(units.snapshot(unitAudienceOf(actorOf(request)))),
  )
  app.get(
    '/api/units/:id',
    {
      ...requireRole(PEOPLE),
      schema: { tags: ['units'], params: Params, response: { 200: UnitDetailSchema, default: ProblemSchema } },
    },
    async (request) => {
      const detail = await units.detail(request.params.id, unitAudienceOf(actorOf(request)))
      if (detail === undefined) throw unknown()
      return detail
    },
  )
  app.get(
    '/api/units/:id/track',
    {
      ...requireRole(PEOPLE),
      schema: {
        tags: ['units'],
        params: Params,
        querystring: Type.Object({ from: InstantSchema, to: InstantSchema }),
        response: { 200: UnitTrackSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const { from, to } = request.query
      if (to < from) throw invalid('/to', { zh: '结束早于开始', en: 'The end is before the beginning' })
      if (to - from > MOST_TRACK_MS)
        throw invalid('/to', { zh: '一次最多看七天', en: 'Seven days at most in one answer' })
      const found = await units.track(request.params.id, unitAudienceOf(actorOf(request)), from, to)
      if (found === undefined) throw unknown()
      if (found.person)
        await audit.write({
          ...askedBy(request),
          kind: 'personalData',
          subject: request.params.id,
          ok: true,
          text: { zh: '查看了一名外勤人员的轨迹', en: 'Looked at the track of a person on duty outside' },
        })
      return found.track
    },
  )
}
