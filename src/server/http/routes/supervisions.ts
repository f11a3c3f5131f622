// Matters under supervision: leaders and the desk give and check them, departments sign and report. Walls and collectors know nothing of them.
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import {
  CausesSchema,
  GiveSchema,
  SupervisedCommandSchema,
  SupervisedDetailSchema,
  SupervisedListSchema,
  SupervisedMonthSchema,
  SupervisedQuerySchema,
} from '../../../wire/supervisions.ts'
import { DESK, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const READERS = [...DESK, 'leader', 'administrator', 'department'] as const
const GIVERS = [...DESK, 'leader'] as const
const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })
const tags = ['supervisions']

export function supervisionRoutes(app: App, { briefRoom: { supervision } }: HttpDeps): void {
  app.get(
    paths.supervisions,
    {
      ...requireRole(READERS),
      schema: {
        tags,
        querystring: SupervisedQuerySchema,
        response: { 200: SupervisedListSchema, default: ProblemSchema },
      },
    },
    async (request) => [...(await supervision.list(request.query, actorOf(request)))],
  )
  app.get(
    `${paths.supervisions}/month`,
    {
      ...requireRole(READERS),
      schema: {
        tags,
        querystring: Type.Object({ month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }),
        response: { 200: SupervisedMonthSchema, default: ProblemSchema },
      },
    },
    async (request) => supervision.month(request.query.month, actorOf(request)),
  )
  app.get(
    `${paths.supervisions}/causes`,
    { ...requireRole(GIVERS), schema: { tags, response: { 200: CausesSchema, default: ProblemSchema } } },
    async (request) => supervision.causes(actorOf(request)),
  )
  app.get(
    `${paths.supervisions}/:id`,
    {
      ...requireRole(READERS),
      schema: { tags, params: Params, response: { 200: SupervisedDetailSchema, default: ProblemSchema } },
    },
    async (request) => supervision.get(request.params.id, actorOf(request)),
  )
  app.post(
    paths.supervisions,
    {
      // Whoever may not give one of this origin is told why by the rules.
      ...requireRole(GIVERS),
      schema: { tags, body: GiveSchema, response: { 200: SupervisedDetailSchema, default: ProblemSchema } },
    },
    async (request) => supervision.give(request.body, actorOf(request), request.ip),
  )
  app.post(
    `${paths.supervisions}/:id/acts`,
    {
      ...requireRole([...GIVERS, 'department']),
      schema: {
        tags,
        params: Params,
        body: SupervisedCommandSchema,
        response: { 200: SupervisedDetailSchema, default: ProblemSchema },
      },
    },
    async (request) => supervision.act(request.params.id, request.body, actorOf(request), request.ip),
  )
}
