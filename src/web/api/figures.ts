// Drill-down of numbers: indicators, sensors, their series, and activity counts.
import {
  ActivitySchema,
  IndicatorDetailSchema,
  SensorDetailSchema,
  SeriesSchema,
  paths,
  type Activity,
  type IndicatorDetail,
  type SensorDetail,
  type Series,
} from '../../wire/api.ts'
import { get } from './client.ts'

export const getIndicator = (id: string, area?: string): Promise<IndicatorDetail> =>
  get(paths.indicator(id), IndicatorDetailSchema, { area })
export const getIndicatorSeries = (id: string, from: number, to: number, area?: string): Promise<Series> =>
  get(paths.indicatorSeries(id), SeriesSchema, { from, to, area })
export const getSensor = (id: string): Promise<SensorDetail> => get(paths.sensor(id), SensorDetailSchema)
export const getSensorSeries = (id: string, metric: string, from: number, to: number): Promise<Series> =>
  get(paths.sensorSeries(id), SeriesSchema, { metric, from, to })
export const getActivity = (from: number, to: number, stepMs: number): Promise<Activity> =>
  get(paths.activity, ActivitySchema, { from, to, stepMs })
