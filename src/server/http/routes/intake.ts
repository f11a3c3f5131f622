// What the hub suggests while the desk takes a report. Asked at every pause of the typing: reads only, leaves no trace.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { IntakeQuestionSchema, IntakeSuggestionSchema } from '../../../wire/intake.ts'
import { DESK, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function intakeRoutes(app: App, { intake }: HttpDeps): void {
  app.post(
    paths.intakeSuggest,
    {
      ...requireRole(DESK),
      schema: {
        tags: ['intake'],
        body: IntakeQuestionSchema,
        response: { 200: IntakeSuggestionSchema, default: ProblemSchema },
      },
    },
    (request) => intake.suggest(request.body),
  )
}
