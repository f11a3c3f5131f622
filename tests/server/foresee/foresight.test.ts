// Nine weeks of hours in a real store: bands, ghosts, forecasts, what became of them, and that a new run knows it again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/clock/calendar.ts'
import { NEEDED_HOURS } from '../../../src/core/forecast/model.ts'
import { NORMAL_NEEDED_HOURS } from '../../../src/core/normal/learn.ts'
import { openForesight, type Foresight } from '../../../src/server/foresee/foresight.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../../../src/server/reference/load.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const CITY = '321000'
const DISTRICT = '321003'
/** Ten past ten on a Monday in the city. */
const NOW = Date.parse('2026-06-08T10:10:00+08:00')
const HOUR = NOW - 10 * 60_000
let clock = NOW
let db: Db
let reference: ReferenceIndex
let foresight: Foresight

const cityHour = (at: number): number => new Date(at + 8 * HOUR_MS).getUTCHours()
const pm25 = (at: number): number => 40 + 20 * Math.sin((2 * Math.PI * cityHour(at)) / 24) + ((at / HOUR_MS) % 7)

interface Seeded {
  readonly at: number
  readonly value: number | null
  readonly simulated?: boolean
  readonly level?: number
}
async function seed(indicator: string, area: string, hours: readonly Seeded[]): Promise<void> {
  await db.pool.query(
    `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, level, simulated)
     select $1, $2, to_timestamp(a), v, v, v, 60, 1, l, s from unnest($3::float8[], $4::float8[], $5::bool[], $6::int[]) as t (a, v, s, l)`,
    [
      ...[indicator, area, hours.map((h) => h.at / 1000), hours.map((h) => h.value)],
      ...[hours.map((h) => h.simulated ?? false), hours.map((h) => h.level ?? null)],
    ],
  )
}
const past = (count: number, valueOf: (at: number) => number, simulated = false): Seeded[] =>
  Array.from({ length: count }, (_, i) => HOUR - (count - i) * HOUR_MS).map((at) => ({
    at,
    value: valueOf(at),
    simulated,
  }))
const open = (): Foresight => openForesight({ db, reference, now: () => clock, rest: () => Promise.resolve() })

beforeAll(async () => {
  db = await openTestDb()
  reference = indexReference(await loadReference('city/yangzhou'), NOW)
  await seed('pm25', CITY, past(63 * 24, pm25))
  // Real since ten days, simulated before: what was simulated teaches nothing now.
  const real = past(240, (at) => pm25(at) + 100)
  await seed('pm25', DISTRICT, [...past(63 * 24, pm25, true).filter((h) => h.at < (real[0]?.at ?? 0)), ...real])
  await seed(
    'turbidity-ok',
    CITY,
    past(20 * 24, (at) => 90 + (cityHour(at) % 3)),
  )
  await seed(
    'traffic-index',
    CITY,
    past(100, () => 3),
  )
  foresight = open()
  await foresight.round()
}, 120_000)
afterAll(async () => {
  await foresight.stop()
  await db.stop()
})

describe('what is normal', () => {
  it('is learned from the last eight weeks', () => {
    expect(foresight.normalOf('pm25', CITY)).toMatchObject({ hours: 56 * 24 - 1, to: HOUR - HOUR_MS })
    const cell = foresight.cellOf('pm25', CITY, NOW)
    expect(cell?.mid).toBeGreaterThan(pm25(HOUR) - 8)
    expect(cell?.mid).toBeLessThan(pm25(HOUR) + 8)
    expect(foresight.learningOf('pm25', CITY)).toBeUndefined()
  })

  it('says what is unusual, with its reason', async () => {
    expect(foresight.unusualOf('pm25', CITY, 300, NOW)).toBe('high')
    expect(foresight.unusualOf('pm25', CITY, foresight.cellOf('pm25', CITY, NOW)?.mid ?? 0, NOW)).toBeUndefined()
    const anomaly = await foresight.anomalyOf('pm25', CITY, 300, NOW)
    expect(anomaly?.why.zh).toMatch(/^比同时段常值上沿高 \d+%；近 8 周同一时段最高$/)
    expect(await foresight.anomalyOf('pm25', CITY, foresight.cellOf('pm25', CITY, NOW)?.mid ?? 0, NOW)).toBeUndefined()
  })

  it('learns real hours from real ones alone', () => {
    expect(foresight.normalOf('pm25', DISTRICT)?.hours).toBe(240)
    expect(foresight.cellOf('pm25', DISTRICT, NOW)?.low).toBeGreaterThan(100)
  })

  it('says how many hours are missing', () => {
    expect(foresight.normalOf('traffic-index', CITY)).toBeUndefined()
    expect(foresight.learningOf('traffic-index', CITY)).toEqual({ hours: 100, needed: NORMAL_NEEDED_HOURS })
    expect(foresight.learningOf('pm25', DISTRICT)).toEqual({ hours: 240, needed: NEEDED_HOURS })
    expect(foresight.learningOf('aqi', DISTRICT)).toEqual({ hours: 0, needed: NORMAL_NEEDED_HOURS })
    expect(foresight.learningOf('turbidity-ok', CITY)).toBeUndefined()
  })
})

describe('what is foretold', () => {
  it('is there for what is to be foretold and knows enough', () => {
    const forecast = foresight.forecastOf('pm25', CITY)
    expect(forecast).toMatchObject({ madeAt: HOUR, model: 'ridge-1', learnedHours: 63 * 24, simulated: false })
    expect(forecast?.points).toHaveLength(24)
    for (const point of forecast?.points ?? []) expect(Math.abs(point.value - pm25(point.at))).toBeLessThan(5)
    expect(foresight.forecastOf('turbidity-ok', CITY)).toBeUndefined()
    expect(foresight.forecastOf('pm25', DISTRICT)).toBeUndefined()
  })

  it('is made once an hour', async () => {
    expect(await foresight.foretellAll()).toBe(0)
  })

  it('is scored when its hours have come, and level crossings with it', async () => {
    const limit = Math.min(...(reference.indicators.get('pm25')?.scales[0]?.steps.map((s) => s.limit) ?? []))
    for (let hour = 0; hour < 6; hour += 1) {
      const at = HOUR + hour * HOUR_MS
      // The last hour leaps over the first level, which nobody could know.
      await seed('pm25', CITY, [{ at, value: hour === 5 ? limit + 1 : pm25(at) }])
      clock = NOW + (hour + 1) * HOUR_MS
      await foresight.round()
    }
    const scores = await foresight.scoresOf('pm25', CITY)
    expect(scores.map((s) => [s.ahead, s.n])).toEqual([
      [1, 6],
      [2, 5],
      [3, 4],
      [6, 1],
    ])
    expect(scores[0]?.maePersistence).toBeGreaterThan(0)
    expect(scores[0]?.maeLastWeek).toBeGreaterThan(0)
    expect(scores[0]?.covered).toBeLessThan(1)
    expect(await foresight.leadOf('pm25', CITY)).toMatchObject({ came: 1, foretold: 0 })
    expect(await foresight.leadOf('turbidity-ok', CITY)).toBeUndefined()
    // Said again, nothing is counted twice.
    expect(await foresight.score()).toBe(0)
  })

  it('is silent when the newest hour is missing, and stops being shown', async () => {
    clock += HOUR_MS
    await foresight.round()
    expect(foresight.forecastOf('pm25', CITY)?.madeAt).toBe(HOUR + 6 * HOUR_MS)
    clock += HOUR_MS
    await foresight.round()
    expect(foresight.forecastOf('pm25', CITY)).toBeUndefined()
    clock -= 2 * HOUR_MS
  })

  it('never mixes what is simulated with what is real', async () => {
    clock += HOUR_MS
    await seed('pm25', CITY, [{ at: HOUR + 6 * HOUR_MS, value: 1, simulated: true }])
    await foresight.round()
    expect(foresight.forecastOf('pm25', CITY)).toBeUndefined()
    expect(foresight.normalOf('pm25', CITY)).toBeUndefined()
    expect((await foresight.scoresOf('pm25', CITY))[0]?.n).toBe(6)
    await db.pool.query(`delete from indicator_hour where simulated and indicator = 'pm25' and area = $1`, [CITY])
    clock -= HOUR_MS
  })
})

describe('another run', () => {
  it('knows bands and forecasts before it learns anything', async () => {
    const again = open()
    await again.start()
    expect(again.normalOf('turbidity-ok', CITY)).toEqual(foresight.normalOf('turbidity-ok', CITY))
    expect(again.forecastOf('pm25', CITY)?.points).toHaveLength(24)
    await again.round()
    expect(again.normalOf('pm25', CITY)?.hours).toBeGreaterThan(1300)
    await again.stop()
  })

  it('has come to its end when it has stopped, in the middle of its round too', async () => {
    const again = open()
    let ended = false
    const round = again.round().finally(() => (ended = true))
    await again.stop()
    expect(ended).toBe(true)
    await round
  })

  it('forgets what is long past', async () => {
    const again = openForesight({ db, reference, now: () => clock + 40 * DAY_MS, rest: () => Promise.resolve() })
    await again.score()
    const { rows } = await db.pool.query('select 1 from forecast union all select 1 from forecast_result')
    expect(rows).toEqual([])
  })
})

describe('earlier times', () => {
  const span = { from: HOUR, to: HOUR + DAY_MS }
  it('are known without a store', async () => {
    expect(await foresight.ghostSpan('lastWeek', span.from, span.to)).toEqual({
      from: span.from - 7 * DAY_MS,
      to: span.to - 7 * DAY_MS,
    })
  })

  it('know no storm before it rained', async () => {
    expect(await foresight.ghostSpan('lastStorm', span.from, span.to)).toBeUndefined()
  })

  it('find the last storm, or else the worst rain there was', async () => {
    const noon = (days: number): number => HOUR - days * DAY_MS + 2 * HOUR_MS
    await seed('rain-24h', CITY, [
      { at: noon(200), value: 30, level: 4 },
      { at: noon(100), value: 12, level: 4 },
      { at: noon(50), value: 5 },
    ])
    const found = async () => {
      const ghost = await foresight.ghostSpan('lastStorm', span.from, span.to)
      return ghost && (ghost.from - span.from) / DAY_MS
    }
    // The span ends tomorrow: the storm's day lies under tomorrow.
    expect(await found()).toBe(-101)
    await seed('rain-24h', CITY, [{ at: noon(150), value: 60, level: 3 }])
    expect(await found()).toBe(-151)
  })
})
