// Quality of what comes in: what was flagged, missed and silent, by sensor, feed or department. A department learns of its own.
import Type from 'typebox'
import type { Actor } from '../../../core/incident/types.ts'
import { QualityPageSchema, QualityQuerySchema, SensorQualitySchema, FLAGS } from '../../../wire/signs.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import { paths } from '../../../wire/api.ts'
import { invalid, notFound } from '../../problems.ts'
import { PEOPLE, actorOf, requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

/** As long as values are kept by default, and a day for the hour the span begins in. */
const LONGEST_SPAN_MS = 32 * 24 * 3_600_000

function checkSpan({ from, to }: { from: number; to: number }): void {
  if (to <= from) throw invalid('/to', { zh: '结束时间须晚于开始时间', en: 'The end must be after the beginning' })
  if (to - from > LONGEST_SPAN_MS)
    throw invalid('/to', { zh: '时间跨度不能超过 32 天', en: 'The span is longer than 32 days' })
}

/** Of whom alone this actor learns; undefined: of all. */
const onlyOf = (actor: Actor): string | undefined =>
  actor.role === 'department' ? (actor.department ?? '') : undefined

export function qualityRoutes(app: App, { quality }: HttpDeps): void {
  app.get(
    paths.quality,
    {
      ...requireRole(PEOPLE),
      schema: { tags: ['signs'], querystring: QualityQuerySchema, response: { 200: QualityPageSchema } },
    },
    async (request) => {
      checkSpan(request.query)
      const { flag } = request.query
      if (flag !== undefined && !FLAGS.some((known) => known === flag))
        throw invalid('/flag', { zh: `没有名为 ${flag} 的质量标记`, en: `There is no quality flag named ${flag}` })
      return quality.page(request.query, onlyOf(actorOf(request)))
    },
  )
  app.get(
    '/api/sensors/:id/quality',
    {
      ...requireRole(PEOPLE),
      schema: {
        tags: ['signs'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({ from: InstantSchema, to: InstantSchema }),
        response: { 200: SensorQualitySchema },
      },
    },
    async (request) => {
      const { from, to } = request.query
      checkSpan(request.query)
      const found = await quality.sensor(request.params.id, from, to, onlyOf(actorOf(request)))
      if (found === undefined) throw notFound({ zh: '监测设备', en: 'sensor' })
      return found
    },
  )
}
