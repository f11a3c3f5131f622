// Feeds: how they do, and a sample of what was not taken. Samples may hold personal data, so they are the administrator's.
import Type from 'typebox'
import { RejectRowSchema, paths } from '../../../wire/api.ts'
import { FeedStatusSchema } from '../../../wire/views.ts'
import { ADMINISTRATOR, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function feedRoutes(app: App, { live, reads }: HttpDeps): void {
  app.get(
    paths.feeds,
    { ...requireRole('signedIn'), schema: { tags: ['feeds'], response: { 200: Type.Array(FeedStatusSchema) } } },
    async () => live.status().rows.flatMap((status) => [...status.feeds]),
  )
  app.get(
    '/api/feeds/:feed/rejects',
    {
      ...requireRole(ADMINISTRATOR),
      schema: {
        tags: ['feeds'],
        params: Type.Object({ feed: Type.String() }),
        response: { 200: Type.Array(RejectRowSchema) },
      },
    },
    async (request) => [...(await reads.rejects(request.params.feed))],
  )
}
