// Questions of the map: what lies inside a drawn area (not for the wall, which asks nothing), and where reports came from.
import { ProblemSchema } from '../../../wire/api.ts'
import {
  InsideExportQuestionSchema,
  InsideListQuestionSchema,
  InsideListSchema,
  InsideQuestionSchema,
  InsideSchema,
  MapReportsQuerySchema,
  MapReportsSchema,
  mapPaths,
} from '../../../wire/map.ts'
import { LIST_WORDS } from '../../map/insideSheet.ts'
import { CASE_READERS, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function mapRoutes(app: App, { map, audit }: HttpDeps): void {
  const readers = requireRole(CASE_READERS)
  app.post(
    mapPaths.inside,
    {
      ...readers,
      schema: { tags: ['map'], body: InsideQuestionSchema, response: { 200: InsideSchema, default: ProblemSchema } },
    },
    async (request) => map.inside(request.body, actorOf(request)),
  )
  app.post(
    mapPaths.insideList,
    {
      ...readers,
      schema: {
        tags: ['map'],
        body: InsideListQuestionSchema,
        response: { 200: InsideListSchema, default: ProblemSchema },
      },
    },
    async (request) => map.list(request.body, actorOf(request)),
  )
  app.post(
    mapPaths.insideExport,
    { ...readers, schema: { tags: ['map'], body: InsideExportQuestionSchema } },
    async (request, reply) => {
      const { list } = request.body
      const file = await map.exportAs(request.body, actorOf(request))
      const { zh, en } = LIST_WORDS[list]
      // A file leaves the house: who took it is written down.
      await audit.write({
        ...askedBy(request),
        kind: 'export',
        subject: `map/inside/${list}`,
        ok: true,
        text: {
          zh: `导出地图范围内的${zh}（${file.name}）`,
          en: `${en} inside an area of the map exported (${file.name})`,
        },
      })
      return reply.type(file.type).header('content-disposition', `attachment; filename="${file.name}"`).send(file.bytes)
    },
  )
  app.get(
    mapPaths.reports,
    {
      // The wall shows the heat, too: it is told no more than a raster.
      ...requireRole('signedIn'),
      schema: {
        tags: ['map'],
        querystring: MapReportsQuerySchema,
        response: { 200: MapReportsSchema, default: ProblemSchema },
      },
    },
    async (request) => map.reports(request.query, actorOf(request)),
  )
}
