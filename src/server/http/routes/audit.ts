// The audit log and the published heads of both chains, for those who look after the others.
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { AuditQuerySchema, AuditRowSchema, ChainHeadSchema } from '../../../wire/audit.ts'
import { AUDITORS, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

/** Half a year of both chains. */
const HEADS = 400

export function auditRoutes(app: App, { audit }: HttpDeps): void {
  app.get(
    paths.audit,
    {
      ...requireRole(AUDITORS),
      schema: {
        tags: ['audit'],
        querystring: AuditQuerySchema,
        response: { 200: Type.Array(AuditRowSchema), default: ProblemSchema },
      },
    },
    async (request) => [...(await audit.list(request.query))],
  )
  app.get(
    paths.auditHeads,
    { ...requireRole(AUDITORS), schema: { tags: ['audit'], response: { 200: Type.Array(ChainHeadSchema) } } },
    async () => [...(await audit.heads(HEADS))],
  )
}
