// Cameras, their pictures and streams. A camera's address is known to the hub alone; all comes from the hub's own origin.
import Type from 'typebox'
import { CameraListSchema, PICTURE_AT, cameraPaths } from '../../../wire/cameras.ts'
import { actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function cameraRoutes(app: App, { cameras }: HttpDeps): void {
  app.get(
    cameraPaths.cameras,
    { ...requireRole('signedIn'), schema: { tags: ['cameras'], response: { 200: CameraListSchema } } },
    async (request) => [...cameras.list(actorOf(request))],
  )
  app.get(
    '/api/cameras/:id/picture',
    {
      ...requireRole('signedIn'),
      schema: { tags: ['cameras'], params: Type.Object({ id: Type.String({ maxLength: 64 }) }) },
    },
    async (request, reply) => {
      const { bytes, type, at } = await cameras.picture(request.params.id, actorOf(request))
      return reply.type(type).header(PICTURE_AT, at).header('content-disposition', 'inline').send(bytes)
    },
  )
  app.get(
    '/api/cameras/:id/stream/*',
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['cameras'],
        // The rest is taken as it was sent, below; `*` is no name that TypeBox can check.
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      // As sent: what a router has decoded already may not be looked at for dots any more.
      const [path = '', ...query] = (request.raw.url ?? '').split('?')
      const sent = path.split('/stream/').slice(1).join('/stream/')
      const asked = query.length === 0 ? '' : `?${query.join('?')}`
      const got = await cameras.stream(id, sent, asked, request.headers.range, actorOf(request))
      if (got.contentRange !== undefined) void reply.header('content-range', got.contentRange)
      return reply.code(got.status).type(got.type).send(got.bytes)
    },
  )
}
