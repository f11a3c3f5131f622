// The daily brief, as composed for one city date.
import Type from 'typebox'
import { BriefSchema } from '../../../wire/api.ts'
import { DateSchema } from '../../../wire/schema.ts'
import { notFound } from '../../problems.ts'
import { BRIEF_READERS, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function briefRoutes(app: App, { reads }: HttpDeps): void {
  app.get(
    '/api/briefs/:date',
    {
      ...requireRole(BRIEF_READERS),
      schema: { tags: ['briefs'], params: Type.Object({ date: DateSchema }), response: { 200: BriefSchema } },
    },
    async (request) => {
      const brief = await reads.brief(request.params.date)
      if (!brief) throw notFound({ zh: '简报', en: 'brief' })
      return brief
    },
  )
}
