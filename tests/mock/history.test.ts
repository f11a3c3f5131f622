// The city's past: the same in every run of a seed, whatever the scenario, and what live devices would have read.
import { describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { History, pastCity } from '../../mock/history.ts'
import { loadScenario } from '../../mock/scenarios/load.ts'
import { PastHourSchema, type PastHour } from '../../src/wire/pastHours.ts'
import { MONDAY_TEN, reference, stage } from './cities.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const past = (scenario = 'ordinary', seed = 'test'): History =>
  new History(pastCity({ reference, seed, scenario: loadScenario(scenario) }, MONDAY_TEN - 2 * DAY, stage))
const of = (hours: readonly PastHour[], indicator: string, area = reference.city.code): PastHour => {
  const found = hours.find((h) => h.indicator === indicator && h.area === area)
  if (!found) throw new Error(`${indicator} of ${area} is missing`)
  return found
}

describe('the past of the simulated city', () => {
  const history = past()
  const night = history.hour(MONDAY_TEN - 7 * HOUR)
  const rush = history.hour(MONDAY_TEN - 2 * HOUR)

  it('tells of every sign with a forecast, for the city and its districts', () => {
    const check = Compile(PastHourSchema)
    for (const line of rush) expect(check.Check(line), JSON.stringify(line)).toBe(true)
    for (const id of ['aqi', 'pm25', 'o3', 'river-level', 'traffic-index', 'hotline-hour', 'speed'])
      expect(of(rush, id).coverage, id).toBeGreaterThan(0.5)
    const areas = new Set(rush.filter((h) => h.indicator === 'traffic-index').map((h) => h.area))
    expect(areas.size).toBeGreaterThanOrEqual(7)
  })

  it('follows the day: more cars and more calls at eight than at three', () => {
    expect(of(rush, 'traffic-index').mean).toBeGreaterThan(of(night, 'traffic-index').mean)
    expect(of(rush, 'hotline-hour').mean).toBeGreaterThan(of(night, 'hotline-hour').mean)
    expect(of(rush, 'speed').least).toBeLessThanOrEqual(of(rush, 'speed').greatest)
  })

  it('is the same in every run and under every scenario, and another for another seed', () => {
    expect(past().hour(MONDAY_TEN - 2 * HOUR)).toEqual(rush)
    const pm25 = (hours: readonly PastHour[]): number => of(hours, 'pm25').mean
    expect(pm25(past('storm').hour(MONDAY_TEN - 2 * HOUR))).toBe(pm25(rush))
    expect(past('ordinary', 'other').hour(MONDAY_TEN - 2 * HOUR)).not.toEqual(rush)
  })

  it('costs some tens of milliseconds an hour', () => {
    const before = process.cpuUsage()
    for (let h = 10; h < 20; h++) history.hour(MONDAY_TEN - h * HOUR)
    const used = process.cpuUsage(before)
    expect((used.user + used.system) / 1000 / 10).toBeLessThan(150)
  })
})
