// Sensors and indicators: one of them in detail, and its series. Also the strip of activity under the wall.
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Text } from '../../../core/text.ts'
import { ActivitySchema, SensorDetailSchema, SeriesQuerySchema, SeriesSchema, paths } from '../../../wire/api.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import {
  IndicatorDetailSchema,
  SERIES_PARTS,
  SIGN_FORMATS,
  SignSeriesQuerySchema,
  SignSeriesSchema,
} from '../../../wire/signs.ts'
import type { SheetFile } from '../../reads/signSheet.ts'
import { PEOPLE, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import { invalid, notFound } from '../../problems.ts'
import type { HttpDeps } from '../deps.ts'
import { alarmForWall } from '../../publish/wallRows.ts'
import type { App } from '../provider.ts'

const HOUR_MS = 3_600_000
const LONGEST_SPAN_MS = 400 * 24 * HOUR_MS
/** More points than a wall has pixels help nobody. */
const MOST_STEPS = 5_000

const Params = Type.Object({ id: Type.String() })
const ActivityQuery = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  stepMs: Type.Optional(Type.Integer({ minimum: 60_000, maximum: 31 * 24 * HOUR_MS })),
})

const format = Type.Enum([...SIGN_FORMATS])
const SensorExportQuery = Type.Object({ ...SeriesQuerySchema.properties, format })
const IndicatorExportQuery = Type.Object({ ...SignSeriesQuerySchema.properties, format })

function checkSpan({ from, to }: { from: number; to: number }): void {
  if (to <= from) throw invalid('/to', { zh: '结束时间须晚于开始时间', en: 'The end must be after the beginning' })
  if (to - from > LONGEST_SPAN_MS) throw invalid('/to', { zh: '时间跨度过长', en: 'The span is too long' })
}

function checkParts(parts: string | undefined): void {
  const unknown = parts?.split(',').find((part) => !SERIES_PARTS.some((known) => known === part))
  if (unknown !== undefined)
    throw invalid('/with', {
      zh: `没有「${unknown}」；可选 ${SERIES_PARTS.join('、')}`,
      en: `there is no “${unknown}”; one of ${SERIES_PARTS.join(', ')}`,
    })
}

export function signRoutes(app: App, { reads, audit }: HttpDeps): void {
  const signedIn = requireRole('signedIn')
  // A wall takes nothing away.
  const people = requireRole(PEOPLE)
  /** A file leaves the house: who took it is written down. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    subject: string,
    file: SheetFile | undefined,
    what: Text,
  ): Promise<FastifyReply> {
    if (file === undefined) throw notFound(what)
    await audit.write({
      ...askedBy(request),
      kind: 'export',
      subject,
      ok: true,
      text: { zh: `导出监测数据（${file.name}）`, en: `Figures exported (${file.name})` },
    })
    return reply.type(file.type).header('content-disposition', `attachment; filename="${file.name}"`).send(file.bytes)
  }
  app.get(
    '/api/sensors/:id',
    { ...signedIn, schema: { tags: ['signs'], params: Params, response: { 200: SensorDetailSchema } } },
    async (request) => {
      const detail = await reads.sensorDetail(request.params.id)
      if (!detail) throw notFound({ zh: '监测设备', en: 'sensor' })
      return actorOf(request).role === 'wall' ? { ...detail, alarms: detail.alarms.map(alarmForWall) } : detail
    },
  )
  app.get(
    '/api/sensors/:id/series',
    {
      ...signedIn,
      schema: { tags: ['signs'], params: Params, querystring: SeriesQuerySchema, response: { 200: SeriesSchema } },
    },
    async (request) => {
      const { metric, ...span } = request.query
      checkSpan(span)
      const series = await reads.series(request.params.id, metric, span)
      if (!series) throw notFound({ zh: '监测序列', en: 'series' })
      return series
    },
  )
  app.get(
    '/api/sensors/:id/export',
    { ...people, schema: { tags: ['signs'], params: Params, querystring: SensorExportQuery } },
    async (request, reply) => {
      const { metric, format, ...span } = request.query
      checkSpan(span)
      const { id } = request.params
      const file = await reads.exportSensor(id, metric, span, format, actorOf(request).name)
      return send(request, reply, `sensor/${id}`, file, { zh: '监测序列', en: 'series' })
    },
  )
  app.get(
    '/api/indicators/:id',
    {
      ...signedIn,
      schema: {
        tags: ['signs'],
        params: Params,
        querystring: Type.Object({ area: Type.Optional(Type.String({ maxLength: 15 })) }),
        response: { 200: IndicatorDetailSchema },
      },
    },
    async (request) => {
      const detail = await reads.indicatorDetail(request.params.id, request.query.area)
      if (!detail) throw notFound({ zh: '体征指标', en: 'indicator' })
      return detail
    },
  )
  app.get(
    '/api/indicators/:id/series',
    {
      ...signedIn,
      schema: {
        tags: ['signs'],
        params: Params,
        querystring: SignSeriesQuerySchema,
        response: { 200: SignSeriesSchema },
      },
    },
    async (request) => {
      checkSpan(request.query)
      checkParts(request.query.with)
      const series = await reads.indicatorSeries(request.params.id, request.query)
      if (!series) throw notFound({ zh: '体征指标', en: 'indicator' })
      return series
    },
  )
  app.get(
    '/api/indicators/:id/export',
    { ...people, schema: { tags: ['signs'], params: Params, querystring: IndicatorExportQuery } },
    async (request, reply) => {
      const { format, ...asked } = request.query
      checkSpan(asked)
      const { id } = request.params
      const file = await reads.exportIndicator(id, asked, format, actorOf(request).name)
      return send(request, reply, `indicator/${id}`, file, { zh: '体征指标', en: 'indicator' })
    },
  )
  app.get(
    paths.activity,
    { ...signedIn, schema: { tags: ['signs'], querystring: ActivityQuery, response: { 200: ActivitySchema } } },
    async (request) => {
      const { from, to, stepMs = HOUR_MS } = request.query
      checkSpan(request.query)
      if ((to - from) / stepMs > MOST_STEPS)
        throw invalid('/stepMs', { zh: '步长过小', en: 'The step is too small for this span' })
      return reads.activity(from, to, stepMs)
    },
  )
}
