// Webhooks and what was sent through them: the administrator's. Every change is a line of the audit log.
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Text } from '../../../core/text.ts'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { DeliveryRowSchema, WebhookInputSchema, WebhookRowSchema, type WebhookInput } from '../../../wire/notify.ts'
import { words } from '../../../wire/schema.ts'
import { ADMINISTRATOR, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) })
const DeliveryParams = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) })
const DeliveriesQuery = Type.Object({
  state: Type.Optional(words('waiting', 'done', 'dead')),
  webhook: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})

/** What was set up, without the address: a robot's key is in it. */
function summary({ name, form, url, topics, department, enabled }: WebhookInput): Text {
  const what = `${name} (${form}, ${URL.canParse(url) ? new URL(url).host : '?'}, ${topics.join('+')}${department === undefined ? '' : `, ${department}`})`
  return { zh: `${what}${enabled ? '' : '，停用'}`, en: `${what}${enabled ? '' : ', off'}` }
}

export function webhookRoutes(app: App, { webhooks, audit }: HttpDeps): void {
  const admin = requireRole(ADMINISTRATOR)
  const written = (request: FastifyRequest, subject: string, text: Text): Promise<void> =>
    audit.write({ ...askedBy(request), kind: 'webhook', subject, ok: true, text })

  app.get(
    paths.webhooks,
    { ...admin, schema: { tags: ['webhooks'], response: { 200: Type.Array(WebhookRowSchema) } } },
    async () => [...(await webhooks.list())],
  )
  app.post(
    paths.webhooks,
    {
      ...admin,
      schema: {
        tags: ['webhooks'],
        body: WebhookInputSchema,
        response: { 201: Type.Object({ id: Type.String(), secret: Type.String() }), default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const made = await webhooks.create(request.body)
      const { zh, en } = summary(request.body)
      await written(request, made.id, { zh: `新建推送：${zh}`, en: `Webhook made: ${en}` })
      return reply.code(201).send({ ...made })
    },
  )
  app.put(
    '/api/webhooks/:id',
    {
      ...admin,
      schema: {
        tags: ['webhooks'],
        params: Params,
        body: WebhookInputSchema,
        response: { 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await webhooks.change(id, request.body)
      const { zh, en } = summary(request.body)
      const secret = request.body.secret === undefined ? { zh: '', en: '' } : { zh: '，更换密钥', en: ', new secret' }
      await written(request, id, { zh: `修改推送：${zh}${secret.zh}`, en: `Webhook changed: ${en}${secret.en}` })
      return reply.code(204).send()
    },
  )
  app.delete(
    '/api/webhooks/:id',
    { ...admin, schema: { tags: ['webhooks'], params: Params, response: { 204: NoBody, default: ProblemSchema } } },
    async (request, reply) => {
      await webhooks.remove(request.params.id)
      await written(request, request.params.id, { zh: '删除推送', en: 'Webhook removed' })
      return reply.code(204).send()
    },
  )
  app.post(
    '/api/webhooks/:id/test',
    { ...admin, schema: { tags: ['webhooks'], params: Params, response: { 204: NoBody, default: ProblemSchema } } },
    async (request, reply) => {
      await webhooks.test(request.params.id)
      return reply.code(204).send()
    },
  )
  app.get(
    paths.deliveries,
    {
      ...admin,
      schema: {
        tags: ['webhooks'],
        querystring: DeliveriesQuery,
        response: { 200: Type.Array(DeliveryRowSchema), default: ProblemSchema },
      },
    },
    async (request) => [...(await webhooks.deliveries(request.query))],
  )
  app.post(
    '/api/deliveries/:id/replay',
    {
      ...admin,
      schema: { tags: ['webhooks'], params: DeliveryParams, response: { 204: NoBody, default: ProblemSchema } },
    },
    async (request, reply) => {
      await webhooks.replay(request.params.id)
      await written(request, request.params.id, { zh: '重新推送', en: 'Delivery sent again' })
      return reply.code(204).send()
    },
  )
}
