// Subscriptions to briefs: one's own, and those of others for the chief and administrators. Departments and walls have none.
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import {
  BriefDeliverySchema,
  SubscriptionListSchema,
  SubscriptionOptionsSchema,
  SubscriptionPutSchema,
  SubscriptionSchema,
} from '../../../wire/subscriptions.ts'
import { invalid } from '../../problems.ts'
import { BRIEF_READERS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 40, pattern: '^[\\w-]+$' }) })
const DeliveryParams = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) })
const tags = ['subscriptions']

export function subscriptionRoutes(app: App, { briefRoom: { subscriptions } }: HttpDeps): void {
  const readers = requireRole(BRIEF_READERS)
  app.get(
    paths.subscriptions,
    { ...readers, schema: { tags, response: { 200: SubscriptionListSchema } } },
    async (request) => [...(await subscriptions.list(actorOf(request)))],
  )
  app.get(
    `${paths.subscriptions}/options`,
    { ...readers, schema: { tags, response: { 200: SubscriptionOptionsSchema } } },
    async (request) => subscriptions.options(actorOf(request)),
  )
  app.get(
    `${paths.subscriptions}/log`,
    {
      ...readers,
      schema: {
        tags,
        querystring: Type.Object({ subscription: Type.Optional(Params.properties.id) }),
        response: { 200: Type.Array(BriefDeliverySchema), default: ProblemSchema },
      },
    },
    async (request) => [...(await subscriptions.log(actorOf(request), request.query.subscription))],
  )
  app.put(
    `${paths.subscriptions}/:id`,
    {
      ...readers,
      schema: {
        tags,
        params: Params,
        body: SubscriptionSchema,
        response: { 200: SubscriptionPutSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      if (request.body.id !== request.params.id)
        throw invalid('/id', { zh: '标识与地址不一致', en: 'The id differs from the address' })
      return subscriptions.put(request.body, actorOf(request), request.ip)
    },
  )
  app.delete(
    `${paths.subscriptions}/:id`,
    {
      ...readers,
      schema: {
        tags,
        params: Params,
        querystring: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
        response: { 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      await subscriptions.remove(request.params.id, request.query.version, actorOf(request), request.ip)
      return reply.code(204).send()
    },
  )
  app.post(
    `${paths.subscriptions}/:id/test`,
    { ...readers, schema: { tags, params: Params, response: { 200: BriefDeliverySchema, default: ProblemSchema } } },
    async (request) => subscriptions.test(request.params.id, actorOf(request)),
  )
  app.post(
    `${paths.subscriptions}/log/:id/resend`,
    {
      ...readers,
      schema: { tags, params: DeliveryParams, response: { 200: BriefDeliverySchema, default: ProblemSchema } },
    },
    async (request) => subscriptions.resend(request.params.id, actorOf(request), request.ip),
  )
}
