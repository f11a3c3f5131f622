// What this screen has open, said again while the page is visible. Read through the view of the same name.
import { paths } from '../../../wire/api.ts'
import { PresenceSchema } from '../../../wire/desk.ts'
import { PRESENT } from '../../../wire/views.ts'
import { actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

export function presenceRoutes(app: App, { presence }: HttpDeps): void {
  app.put(
    paths.presence,
    { ...requireRole(PRESENT), schema: { tags: ['desk'], body: PresenceSchema, response: { 204: NoBody } } },
    async (request, reply) => {
      presence.say(actorOf(request), request.body)
      return reply.code(204).send()
    },
  )
}
