// One act on many cases: what it would come to, and the doing, each case with an answer of its own.
import { ProblemSchema, paths } from '../../../wire/api.ts'
import { BULK_ACTS, BulkCommandSchema, BulkReportSchema } from '../../../wire/desk.ts'
import { actOnMany } from '../../cases/bulk.ts'
import { invalid } from '../../problems.ts'
import { CASE_ACTORS, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function bulkRoutes(app: App, { cases, reference, log }: HttpDeps): void {
  app.post(
    paths.bulk,
    {
      ...requireRole(CASE_ACTORS),
      schema: {
        tags: ['incidents'],
        body: BulkCommandSchema,
        response: { 200: BulkReportSchema, default: ProblemSchema },
      },
    },
    async (request) => {
      const { body } = request
      if (!BULK_ACTS.some((act) => act === body.input.act))
        throw invalid('/input/act', { zh: '此操作须逐件办理', en: 'This is done case by case' })
      if (new Set(body.cases.map(({ id }) => id)).size < body.cases.length)
        throw invalid('/cases', { zh: '同一案卷只能选一次', en: 'A case stands in the list only once' })
      const onError = (error: unknown): void => log.error({ err: error, key: body.key }, 'bulk act failed on a case')
      return actOnMany({ cases, reference, onError }, body, actorOf(request))
    },
  )
}
