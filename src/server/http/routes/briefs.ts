// Briefs: read by the desk, leaders and administrators, worked on by the desk. Departments see what they are asked, walls nothing.
import Type from 'typebox'
import { ProblemSchema } from '../../../wire/api.ts'
import {
  AskBriefSchema,
  BriefCommandSchema,
  BriefInputRowSchema,
  BriefKeySchema,
  BriefListQuerySchema,
  BriefReadersSchema,
  BriefRowSchema,
  BriefSchema,
  EvidenceSchema,
  SinceSchema,
} from '../../../wire/briefs.ts'
import { notFound } from '../../problems.ts'
import { BRIEF_READERS, DESK, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const Params = Type.Object({ key: BriefKeySchema })
const tags = ['briefs']
const noBrief = () => notFound({ zh: '简报', en: 'brief' })

export function briefRoutes(app: App, { briefRoom: { briefs } }: HttpDeps): void {
  app.get(
    '/api/briefs',
    {
      ...requireRole(BRIEF_READERS),
      schema: { tags, querystring: BriefListQuerySchema, response: { 200: Type.Array(BriefRowSchema) } },
    },
    async (request) => [...(await briefs.list(request.query, actorOf(request)))],
  )
  app.post(
    '/api/briefs',
    {
      ...requireRole(DESK),
      schema: {
        tags,
        body: AskBriefSchema,
        response: { 200: Type.Object({ key: BriefKeySchema }), default: ProblemSchema },
      },
    },
    async (request) => briefs.ask(request.body, actorOf(request), request.ip),
  )
  app.get(
    '/api/briefs/since',
    { ...requireRole(BRIEF_READERS), schema: { tags, response: { 200: SinceSchema } } },
    async (request) => briefs.since(actorOf(request)),
  )
  app.get(
    '/api/briefs/inputs',
    {
      ...requireRole(['department']),
      schema: { tags, response: { 200: Type.Array(BriefInputRowSchema) } },
    },
    async (request) => [...(await briefs.inputs(actorOf(request)))],
  )
  app.get(
    '/api/briefs/:key',
    {
      ...requireRole(BRIEF_READERS),
      schema: { tags, params: Params, response: { 200: BriefSchema, default: ProblemSchema } },
    },
    async (request) => {
      const brief = await briefs.get(request.params.key, actorOf(request))
      if (!brief) throw noBrief()
      return brief
    },
  )
  app.post(
    '/api/briefs/:key/acts',
    {
      // Which act is whose is told by the rules.
      ...requireRole([...DESK, 'department']),
      schema: {
        tags,
        params: Params,
        body: BriefCommandSchema,
        response: { 200: BriefSchema, 204: NoBody, default: ProblemSchema },
      },
    },
    async (request, reply) => {
      const brief = await briefs.act(request.params.key, request.body, actorOf(request), request.ip)
      return brief ?? reply.code(204).send()
    },
  )
  app.get(
    '/api/briefs/:key/evidence',
    {
      ...requireRole(BRIEF_READERS),
      schema: {
        tags,
        params: Params,
        querystring: Type.Object({ figure: Type.String({ minLength: 1, maxLength: 160 }) }),
        response: { 200: EvidenceSchema, default: ProblemSchema },
      },
    },
    async (request) => briefs.evidence(request.params.key, request.query.figure, actorOf(request)),
  )
  app.post(
    '/api/briefs/:key/read',
    {
      ...requireRole(BRIEF_READERS),
      schema: {
        tags,
        params: Params,
        body: Type.Object({ form: Type.String({ pattern: '^[a-z]{1,16}$' }) }, { additionalProperties: false }),
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      await briefs.markRead(request.params.key, actorOf(request), request.body.form)
      return reply.code(204).send()
    },
  )
  app.get(
    '/api/briefs/:key/readers',
    {
      ...requireRole(BRIEF_READERS),
      schema: { tags, params: Params, response: { 200: BriefReadersSchema, default: ProblemSchema } },
    },
    async (request) => [...(await briefs.readers(request.params.key))],
  )
}
