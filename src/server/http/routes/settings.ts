// What the signed-in account has chosen for itself. Nobody reads or changes another's.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { SettingsSchema } from '../../../wire/settings.ts'
import { PEOPLE, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function settingsRoutes(app: App, { accounts }: HttpDeps): void {
  const people = requireRole(PEOPLE)
  app.get(
    paths.settings,
    { ...people, schema: { tags: ['settings'], response: { 200: SettingsSchema } } },
    async (request) => accounts.settings(actorOf(request).id),
  )
  app.patch(
    paths.settings,
    {
      ...people,
      schema: { tags: ['settings'], body: SettingsSchema, response: { 200: SettingsSchema, default: ProblemSchema } },
    },
    async (request) => accounts.changeSettings(actorOf(request).id, request.body),
  )
}
