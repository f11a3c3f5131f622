// Drill-down of numbers: indicators, sensors, their series, and activity counts.
import {
  ActivitySchema,
  SensorDetailSchema,
  SeriesSchema,
  paths,
  type Activity,
  type SensorDetail,
  type Series,
} from '../../wire/api.ts'
import {
  IndicatorDetailSchema,
  SignSeriesSchema,
  type IndicatorDetail,
  type SERIES_PARTS,
  type SIGN_FORMATS,
  type SignSeries,
} from '../../wire/signs.ts'
import { get } from './client.ts'

export type SeriesPart = (typeof SERIES_PARTS)[number]
/** What is asked of an indicator's series. `with`: what stands behind the line. */
export interface SeriesAsk {
  readonly area?: string | undefined
  readonly from: number
  readonly to: number
  /** At most so many points. */
  readonly points?: number
  readonly with?: readonly SeriesPart[]
}
const seriesQuery = ({
  area,
  from,
  to,
  points,
  with: parts,
}: SeriesAsk): Record<string, string | number | undefined> => ({
  area,
  from: Math.floor(from),
  to: Math.floor(to),
  points,
  with: parts === undefined || parts.length === 0 ? undefined : parts.join(','),
})

export const getIndicator = (id: string, area?: string): Promise<IndicatorDetail> =>
  get(paths.indicator(id), IndicatorDetailSchema, { area })
export const getIndicatorSeries = (id: string, ask: SeriesAsk): Promise<SignSeries> =>
  get(paths.indicatorSeries(id), SignSeriesSchema, seriesQuery(ask))
/** Where the browser fetches the same span as a file, sources beside the figures. */
export function indicatorExportUrl(id: string, format: (typeof SIGN_FORMATS)[number], ask: SeriesAsk): string {
  const given = Object.entries({ ...seriesQuery(ask), format }).filter(([, v]) => v !== undefined)
  return `${paths.indicatorExport(id)}?${new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()}`
}
export const getSensor = (id: string): Promise<SensorDetail> => get(paths.sensor(id), SensorDetailSchema)
export const getSensorSeries = (id: string, metric: string, from: number, to: number): Promise<Series> =>
  get(paths.sensorSeries(id), SeriesSchema, { metric, from, to })
export const getActivity = (from: number, to: number, stepMs: number): Promise<Activity> =>
  get(paths.activity, ActivitySchema, { from, to, stepMs })
