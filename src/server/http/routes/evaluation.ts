// Evaluation: the figures of a period, the cases behind one of them, its course, and the file.
import {
  EvaluationCasesQuerySchema,
  EvaluationCasesSchema,
  EvaluationQuerySchema,
  EvaluationSchema,
  EvaluationTrendQuerySchema,
  EvaluationTrendSchema,
} from '../../../wire/evaluation.ts'
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { actorOf, requireRole, CASE_READERS } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const tags = ['evaluation']

/** What of it each of them sees is decided by their role (server/evaluate/subjects.ts). */
export function evaluationRoutes(app: App, { evaluations, audit }: HttpDeps): void {
  app.get(
    paths.evaluation,
    {
      ...requireRole([...CASE_READERS, 'wall']),
      schema: { tags, querystring: EvaluationQuerySchema, response: { 200: EvaluationSchema, default: ProblemSchema } },
    },
    async (request) => evaluations.evaluate(request.query, actorOf(request)),
  )
  app.get(
    paths.evaluationCases,
    {
      ...requireRole(CASE_READERS),
      schema: {
        tags,
        querystring: EvaluationCasesQuerySchema,
        response: { 200: EvaluationCasesSchema, default: ProblemSchema },
      },
    },
    async (request) => evaluations.cases(request.query, actorOf(request)),
  )
  app.get(
    paths.evaluationTrend,
    {
      ...requireRole(CASE_READERS),
      schema: {
        tags,
        querystring: EvaluationTrendQuerySchema,
        response: { 200: EvaluationTrendSchema, default: ProblemSchema },
      },
    },
    async (request) => evaluations.trend(request.query, actorOf(request)),
  )
  app.get(
    paths.evaluationExport,
    { ...requireRole(CASE_READERS), schema: { tags, querystring: EvaluationQuerySchema } },
    async (request, reply) => {
      const { object, period, date } = request.query
      const { bytes, name } = await evaluations.exportAs(request.query, actorOf(request))
      await audit.write({
        ...askedBy(request),
        kind: 'export',
        subject: `evaluation/${object}/${period}/${date}`,
        ok: true,
        text: {
          zh: `导出考核结果（${object}，${period}，${date}）`,
          en: `Evaluation exported (${object}, ${period}, ${date})`,
        },
      })
      return reply.type(XLSX).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
    },
  )
}
