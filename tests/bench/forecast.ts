// Forecasts on recorded air quality: errors per pollutant and hours ahead beside «as now» and «as a week ago», the share of hours
// inside their interval, and what learning a series costs. January to August teach, September judges.
import { readFile } from 'node:fs/promises'
import type { Calendar } from '../../src/core/clock/types.ts'
import { scoreOf, type ForecastResult } from '../../src/core/forecast/score.ts'
import { trainSteps } from '../../src/core/forecast/model.ts'
import { cityHours } from '../../src/core/normal/days.ts'
import { CITY_MEAN, JUDGED_FROM, POLLUTANTS, readAirQuality, type AirSeries } from './airQuality.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { judge } from './judge.ts'

export const JUDGED_AHEADS = [1, 3, 6, 12, 24]

function figuresOf(name: string, results: readonly ForecastResult[], unit: string): Figure[] {
  return scoreOf(results).flatMap((score): Figure[] => [
    {
      name: `forecast/${name}/${score.ahead} h/error`,
      value: score.mae,
      unit,
      ...(score.maePersistence === undefined ? {} : { baseline: score.maePersistence }),
      against: 'as now',
    },
    {
      name: `forecast/${name}/${score.ahead} h/error`,
      value: score.mae,
      unit,
      ...(score.maeLastWeek === undefined ? {} : { baseline: score.maeLastWeek }),
      against: 'as a week ago',
    },
    { name: `forecast/${name}/${score.ahead} h/inside the interval`, value: 100 * score.covered, unit: '%' },
  ])
}

/** What the hub does once a day for each series: 24 hours ahead, in steps between which it may do other things. */
function learning({ points }: AirSeries, hours: ReturnType<typeof cityHours>): Figure[] {
  const times: number[] = []
  const steps = trainSteps(points, { hours, ahead: 24 })
  for (let over = false; !over;) {
    const from = performance.now()
    over = steps.next().done === true
    times.push(performance.now() - from)
  }
  return [
    { name: 'forecast/learning/one series, 24 hours ahead', value: times.reduce((a, b) => a + b, 0), unit: 'ms' },
    { name: 'forecast/learning/longest step', value: quantile(times, 1), unit: 'ms' },
  ]
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const all = readAirQuality()
  if (!all) {
    say('the recorded air quality is not here (YIWANG_SHARED_DATA names where): nothing to judge by')
    return []
  }
  const hours = cityHours(JSON.parse(await readFile('city/yangzhou/calendar.json', 'utf8')) as Calendar)
  const figures: Figure[] = []
  for (const pollutant of POLLUTANTS) {
    const unit = pollutant === 'AQI' ? 'AQI' : 'ug/m3'
    const own = all.filter((s) => s.pollutant === pollutant)
    const stations = own.filter((s) => s.station !== CITY_MEAN)
    const mean = own.filter((s) => s.station === CITY_MEAN)
    const judged = (list: readonly AirSeries[]): readonly ForecastResult[] =>
      list.flatMap((s) => judge(s.points, JUDGED_FROM, hours, JUDGED_AHEADS).results)
    figures.push(...figuresOf(`${pollutant}, city mean`, judged(mean), unit))
    if (!quick) figures.push(...figuresOf(`${pollutant}, ${stations.length} stations`, judged(stations), unit))
  }
  const [first] = all
  return first ? [...figures, ...learning(first, hours)] : figures
}

export const forecast: Bench = {
  name: 'forecast',
  about: 'forecasts on recorded air quality: better than «as now» and «as a week ago», and as sure as they say',
  run,
}
