// Recorded air quality of Yangzhou 2019: January to August teach, September judges. Better than «as now» and «as a week ago» at
// every hour ahead, and as sure as said. Stands aside where the recording is not there; it is not part of the project.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../../src/core/clock/types.ts'
import { scoreOf } from '../../../src/core/forecast/score.ts'
import { cityHours } from '../../../src/core/normal/days.ts'
import { AIR_FILE, CITY_MEAN, JUDGED_FROM, POLLUTANTS, readAirQuality } from '../../bench/airQuality.ts'
import { judge } from '../../bench/judge.ts'

const AHEADS = [1, 3, 6, 12, 24]
const all = readAirQuality()
const calendar = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../city/yangzhou/calendar.json'), 'utf8'),
) as Calendar

describe.skipIf(all === undefined)(`September 2019 (needs the recording ${AIR_FILE})`, () => {
  it.each(POLLUTANTS)('%s is foretold better than by either simple forecast', { timeout: 120_000 }, (pollutant) => {
    const mean = all?.find((s) => s.pollutant === pollutant && s.station === CITY_MEAN)
    if (!mean) throw new Error('the recording lacks the series')
    const { results, learnedHours } = judge(mean.points, JUDGED_FROM, cityHours(calendar), AHEADS)
    expect(learnedHours).toBeGreaterThan(5_000)
    const scores = scoreOf(results)
    expect(scores.map((s) => s.ahead)).toEqual(AHEADS)
    for (const score of scores) {
      // Of 720 hours: some are not in the recording, nor some a week before.
      expect(score.n).toBeGreaterThan(450)
      expect(score.mae, `${score.ahead} h, as now`).toBeLessThan(score.maePersistence ?? 0)
      expect(score.mae, `${score.ahead} h, as a week ago`).toBeLessThan(score.maeLastWeek ?? 0)
      expect(score.covered, `${score.ahead} h, inside`).toBeGreaterThan(0.77)
      expect(score.covered, `${score.ahead} h, inside`).toBeLessThan(0.84)
    }
  })
})
