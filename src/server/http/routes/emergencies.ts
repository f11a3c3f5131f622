// Emergencies and drills: the duty chief declares them, everybody who has a part acts in them. Walls have their view and no more.
import Type from 'typebox'
import { ProblemSchema } from '../../../wire/api.ts'
import {
  DeclareSchema,
  EmergencyActSchema,
  EmergencyDetailSchema,
  EmergencyRowSchema,
  emergencyPaths,
} from '../../../wire/emergencies.ts'
import { DESK, PEOPLE, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })
const tags = ['emergencies']

export function emergencyRoutes(app: App, { emergencies }: HttpDeps): void {
  app.get(
    emergencyPaths.list,
    { ...requireRole(PEOPLE), schema: { tags, response: { 200: Type.Array(EmergencyRowSchema) } } },
    async () => [...(await emergencies.list())],
  )
  app.get(
    '/api/emergencies/:id',
    {
      ...requireRole(PEOPLE),
      schema: { tags, params: Params, response: { 200: EmergencyDetailSchema, default: ProblemSchema } },
    },
    async (request) => emergencies.get(request.params.id, actorOf(request)),
  )
  app.post(
    emergencyPaths.list,
    {
      // Whoever may not declare is told why by the rules.
      ...requireRole(DESK),
      schema: { tags, body: DeclareSchema, response: { 200: EmergencyRowSchema, default: ProblemSchema } },
    },
    async (request) => emergencies.declare(request.body, actorOf(request), request.ip),
  )
  app.post(
    '/api/emergencies/:id/acts',
    {
      ...requireRole([...DESK, 'department', 'leader']),
      schema: {
        tags,
        params: Params,
        body: EmergencyActSchema,
        response: { 200: EmergencyRowSchema, default: ProblemSchema },
      },
    },
    async (request) => emergencies.act(request.params.id, request.body, actorOf(request), request.ip),
  )
}
