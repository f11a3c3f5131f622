// Notices: what was seen. The notices themselves come as a view (snapshots.ts).
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import { actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

export function noticeRoutes(app: App, { accounts }: HttpDeps): void {
  app.post(
    paths.noticesSeen,
    {
      ...requireRole('signedIn'),
      schema: {
        tags: ['notices'],
        body: Type.Object({ at: InstantSchema }, { additionalProperties: false }),
        response: { 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      await accounts.seeNotices(actorOf(request).id, request.body.at)
      return reply.code(204).send()
    },
  )
}
