// A rule or a scale tried over the past days, for those who answer for alarms. The trial ends when whoever asked goes away.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { TrialQuerySchema, TrialSchema } from '../../../wire/signs.ts'
import type { Role } from '../../../core/incident/types.ts'
import { actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const TRIERS = ['dutyChief', 'administrator'] as const satisfies readonly Role[]

export function trialRoutes(app: App, { trials }: HttpDeps): void {
  app.post(
    paths.trials,
    {
      ...requireRole(TRIERS),
      schema: { tags: ['catalogue'], body: TrialQuerySchema, response: { 200: TrialSchema, default: ProblemSchema } },
    },
    async (request, reply) => {
      const gone = new AbortController()
      const leave = (): void => {
        if (!reply.raw.writableFinished) gone.abort()
      }
      reply.raw.once('close', leave)
      try {
        return await trials.run(request.body, actorOf(request).id, gone.signal)
      } finally {
        reply.raw.off('close', leave)
      }
    },
  )
}
