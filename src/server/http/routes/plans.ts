// Plans (预案): read by everybody but walls, kept by the duty chief and the administrator.
import Type from 'typebox'
import { ProblemSchema } from '../../../wire/api.ts'
import { PlanChangeSchema, PlanRowSchema, PlanSeenSchema, emergencyPaths } from '../../../wire/emergencies.ts'
import { invalid } from '../../problems.ts'
import { PEOPLE, PLAN_KEEPERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })
const tags = ['plans']
/** A long plan in two languages is larger than what other routes take. */
const MAX_BYTES = 512 * 1024

export function planRoutes(app: App, { emergencies: { plans } }: HttpDeps): void {
  app.get(
    emergencyPaths.plans,
    { ...requireRole(PEOPLE), schema: { tags, response: { 200: Type.Array(PlanRowSchema) } } },
    async () => [...(await plans.list())],
  )
  app.put(
    '/api/plans/:id',
    {
      ...requireRole(PLAN_KEEPERS),
      bodyLimit: MAX_BYTES,
      schema: {
        tags,
        params: Params,
        body: PlanChangeSchema,
        response: { 200: PlanRowSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const { plan, version } = request.body
      if (plan.id !== request.params.id)
        throw invalid('/plan/id', { zh: '预案编号与地址不符', en: 'The id of the plan is not that of the address' })
      return plans.put(plan, version, actorOf(request), request.ip)
    },
  )
  app.post(
    emergencyPaths.plans,
    {
      ...requireRole(PLAN_KEEPERS),
      bodyLimit: MAX_BYTES,
      schema: { tags, body: PlanChangeSchema, response: { 200: PlanRowSchema, default: ProblemSchema } },
    },
    async (request) => plans.create(request.body.plan, actorOf(request), request.ip),
  )
  app.delete(
    '/api/plans/:id',
    {
      ...requireRole(PLAN_KEEPERS),
      schema: {
        tags,
        params: Params,
        querystring: PlanSeenSchema,
        response: { 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      await plans.remove(request.params.id, request.query.version, actorOf(request), request.ip)
      return reply.code(204).send()
    },
  )
  app.post(
    '/api/plans/:id/restore',
    {
      ...requireRole(PLAN_KEEPERS),
      schema: {
        tags,
        params: Params,
        body: PlanSeenSchema,
        response: { 200: PlanRowSchema, default: ProblemSchema },
      },
    },
    async (request) => plans.restore(request.params.id, request.body.version, actorOf(request), request.ip),
  )
}
