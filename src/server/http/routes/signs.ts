// Sensors and indicators: one of them in detail, and its series. Also the strip of activity under the wall.
import Type from 'typebox'
import {
  ActivitySchema,
  IndicatorDetailSchema,
  SensorDetailSchema,
  SeriesQuerySchema,
  SeriesSchema,
  paths,
} from '../../../wire/api.ts'
import { InstantSchema } from '../../../wire/schema.ts'
import { invalid, notFound } from '../../problems.ts'
import { requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
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

function checkSpan({ from, to }: { from: number; to: number }): void {
  if (to <= from) throw invalid('/to', { zh: '结束时间须晚于开始时间', en: 'The end must be after the beginning' })
  if (to - from > LONGEST_SPAN_MS) throw invalid('/to', { zh: '时间跨度过长', en: 'The span is too long' })
}

export function signRoutes(app: App, { reads }: HttpDeps): void {
  const signedIn = requireRole('signedIn')
  app.get(
    '/api/sensors/:id',
    { ...signedIn, schema: { tags: ['signs'], params: Params, response: { 200: SensorDetailSchema } } },
    async (request) => {
      const detail = await reads.sensorDetail(request.params.id)
      if (!detail) throw notFound({ zh: '监测设备', en: 'sensor' })
      return detail
    },
  )
  app.get(
    '/api/sensors/:id/series',
    {
      ...signedIn,
      schema: { tags: ['signs'], params: Params, querystring: SeriesQuerySchema, response: { 200: SeriesSchema } },
    },
    async (request) => {
      const { from, to, metric } = request.query
      checkSpan(request.query)
      const series = await reads.series(request.params.id, metric, from, to)
      if (!series) throw notFound({ zh: '监测序列', en: 'series' })
      return series
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
      schema: { tags: ['signs'], params: Params, querystring: SeriesQuerySchema, response: { 200: SeriesSchema } },
    },
    async (request) => {
      const { from, to, area } = request.query
      checkSpan(request.query)
      const series = await reads.indicatorSeries(request.params.id, area, from, to)
      if (!series) throw notFound({ zh: '体征指标', en: 'indicator' })
      return series
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
