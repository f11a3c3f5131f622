// Handovers: the desk writes and signs them, its leaders read them.
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import {
  HandoverActSchema,
  HandoverQuerySchema,
  HandoverRowSchema,
  HandoverSchema,
  HandoversInHandSchema,
} from '../../../wire/shifts.ts'
import { maskTexts } from '../../../core/mask.ts'
import { notFound } from '../../problems.ts'
import { BRIEF_READERS, DESK, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { isDesk } from '../mask.ts'
import type { App } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })

export function handoverRoutes(app: App, { handovers }: HttpDeps): void {
  app.get(
    paths.handovers,
    {
      ...requireRole(BRIEF_READERS),
      schema: {
        tags: ['shifts'],
        querystring: HandoverQuerySchema,
        response: { 200: Type.Array(HandoverRowSchema), default: ProblemSchema },
      },
    },
    async (request) => [...(await handovers.list(request.query))],
  )
  app.post(
    paths.handoverDraft,
    {
      ...requireRole(DESK),
      schema: { tags: ['shifts'], response: { 200: HandoversInHandSchema, default: ProblemSchema } },
    },
    async () => handovers.inHand(),
  )
  app.get(
    '/api/handovers/:id',
    {
      ...requireRole(BRIEF_READERS),
      schema: { tags: ['shifts'], params: Params, response: { 200: HandoverSchema, default: ProblemSchema } },
    },
    async (request) => {
      const handover = await handovers.get(request.params.id)
      if (!handover) throw notFound({ zh: '交接班记录', en: 'handover' })
      // Notes and answers are people's own words: numbers in them are the desk's to read, as in the case itself.
      return isDesk(actorOf(request)) ? handover : maskTexts(handover)
    },
  )
  app.post(
    '/api/handovers/:id',
    {
      ...requireRole(DESK),
      schema: {
        tags: ['shifts'],
        params: Params,
        body: HandoverActSchema,
        response: { 200: HandoverSchema, default: ProblemSchema },
      },
    },
    async (request) => handovers.act(request.params.id, request.body, actorOf(request), request.ip),
  )
}
