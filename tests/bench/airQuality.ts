// Recorded air quality of a city's stations, hour by hour, as a replay: read where it lies, never copied. Absent: undefined.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HourPoint } from '../../src/core/normal/types.ts'

const FOLDER = process.env['YIWANG_SHARED_DATA'] ?? join(import.meta.dirname, '../../../shared/data')
export const AIR_FILE = 'air_quality_yangzhou_2019/readings_2019_jan_sep.csv'
export const POLLUTANTS = ['PM2.5', 'O3', 'NO2', 'AQI'] as const
export type Pollutant = (typeof POLLUTANTS)[number]
/** The mean of the stations that spoke. */
export const CITY_MEAN = 'city'
/** September judges what January to August taught. */
export const JUDGED_FROM = Date.parse('2019-09-01T00:00:00+08:00')

export interface AirSeries {
  readonly station: string
  readonly pollutant: Pollutant
  readonly points: readonly HourPoint[]
}

/** Series per station and pollutant and of their means, in the recording's units (ug/m3; the AQI as its source computed it). */
export function readAirQuality(): readonly AirSeries[] | undefined {
  const path = join(FOLDER, AIR_FILE)
  if (!existsSync(path)) return undefined
  const [head = '', ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const columns = head.split(',')
  const series = new Map<string, HourPoint[]>()
  const hours = new Map<string, number[]>()
  for (const line of lines) {
    const cells = line.split(',')
    const at = Date.parse(cells[columns.indexOf('time')] ?? '')
    const station = cells[columns.indexOf('station')] ?? ''
    for (const pollutant of POLLUTANTS) {
      const cell = cells[columns.indexOf(pollutant)] ?? ''
      if (cell === '') continue
      const own = series.get(`${station} ${pollutant}`) ?? []
      series.set(`${station} ${pollutant}`, own)
      own.push({ at, value: Number(cell) })
      const hour = hours.get(`${at} ${pollutant}`) ?? []
      hours.set(`${at} ${pollutant}`, hour)
      hour.push(Number(cell))
    }
  }
  for (const [key, values] of hours) {
    const [at = '', pollutant = ''] = key.split(' ')
    const own = series.get(`${CITY_MEAN} ${pollutant}`) ?? []
    series.set(`${CITY_MEAN} ${pollutant}`, own)
    own.push({ at: Number(at), value: values.reduce((a, b) => a + b, 0) / values.length })
  }
  return [...series].map(([key, points]) => {
    const [station = '', pollutant = ''] = key.split(' ')
    return { station, pollutant: pollutant as Pollutant, points: points.sort((a, b) => a.at - b.at) }
  })
}
