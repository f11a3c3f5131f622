// Crews over HTTP: a department reads and keeps its own, the desk reads them all.
import Type from 'typebox'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { CrewInputSchema, CrewSchema } from '../../../wire/desk.ts'
import { forbidden, invalid } from '../../problems.ts'
import { DESK, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const Params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }) })
const Query = Type.Object({ department: Type.Optional(Type.String({ maxLength: 64 })) })

export function crewRoutes(app: App, { cases, reference }: HttpDeps): void {
  app.get(
    paths.crews,
    {
      ...requireRole([...DESK, 'leader', 'administrator', 'department']),
      schema: {
        tags: ['crews'],
        querystring: Query,
        response: { 200: Type.Array(CrewSchema), default: ProblemSchema },
      },
    },
    async (request) => {
      const { role, department: own } = actorOf(request)
      return [...(await cases.crews(role === 'department' ? (own ?? '') : request.query.department))]
    },
  )
  app.put(
    '/api/crews/:id',
    {
      ...requireRole(['department', 'administrator']),
      schema: {
        tags: ['crews'],
        params: Params,
        body: CrewInputSchema,
        response: { 200: CrewSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const { role, department: own } = actorOf(request)
      const { department } = request.body
      if (role === 'department' && department !== own)
        throw forbidden({ zh: '只能维护本部门的班组', en: 'A department keeps the list of its own crews only' })
      if (!reference.departments.has(department))
        throw invalid('/department', { zh: '没有这个部门', en: 'There is no such department' })
      return cases.putCrew(request.params.id, request.body)
    },
  )
}
