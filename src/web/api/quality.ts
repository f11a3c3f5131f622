// Quality of what comes in over HTTP: counts by sensor, feed or department, and one sensor's flagged values and silences.
import { paths } from '../../wire/api.ts'
import {
  QualityPageSchema,
  SensorQualitySchema,
  type QualityPage,
  type QualityQuery,
  type SensorQuality,
} from '../../wire/signs.ts'
import { get } from './client.ts'

export const getQuality = (query: QualityQuery): Promise<QualityPage> =>
  get(paths.quality, QualityPageSchema, { ...query })
export const getSensorQuality = (id: string, from: number, to: number): Promise<SensorQuality> =>
  get(paths.sensorQuality(id), SensorQualitySchema, { from, to })
