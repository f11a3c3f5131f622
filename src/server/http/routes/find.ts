// The command palette's question: cases, sensors, places and people by a few words. The wall asks nothing.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { FindQuerySchema, FoundSchema } from '../../../wire/desk.ts'
import { CASE_READERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function findRoutes(app: App, { reads }: HttpDeps): void {
  app.get(
    paths.find,
    {
      ...requireRole(CASE_READERS),
      schema: { tags: ['desk'], querystring: FindQuerySchema, response: { 200: FoundSchema, default: ProblemSchema } },
    },
    async (request) => reads.find(request.query, actorOf(request)),
  )
}
