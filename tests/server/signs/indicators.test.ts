// The engine over the real store: areas, windows, freshness, what is left out, and what time alone does.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { HOUR, MINUTE, START, indicator, stageSigns, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageSigns()
  await stage.devices('sim-river', 'riverLevel', { a: '321002001', b: '321002001', c: '321002002', d: '321003001' })
  await stage.devices('sim-water-rain', 'rain', { r: '321002001' })
  await stage.devices('replay-level', 'riverLevel', { real: '321002002' })
}, 120_000)
afterAll(() => stage.db.stop())
beforeEach(async () => {
  await stage.clear()
})

describe('areas', () => {
  it('evaluates each area from its own sensors, and the larger ones from all', async () => {
    stage.define(indicator('level', { areas: 'street' }))
    await stage.restart()
    const at = START + 1000
    await stage.say(['a', at, 1], ['b', at, 3], ['c', at, 5], ['d', at, 7])
    await stage.go(START)
    const values = Object.fromEntries(
      ['321002001', '321002002', '321002', '321003', '321000'].map((area) => [area, stage.value('level', area)?.value]),
    )
    expect(values).toEqual({ '321002001': 2, '321002002': 5, '321002': 3, '321003': 7, '321000': 4 })
    // Streets are on the screens, since this indicator is told for them.
    expect(stage.shown.get('level@321002001')?.value).toBe(2)
  })

  it('rolls grids up to streets, districts and the city by the values below', async () => {
    await stage.devices('sim-river', 'riverLevel', {
      g1: '321012100001001',
      g2: '321012100001002',
      g3: '321012101001001',
    })
    stage.define(indicator('sum', { areas: 'grid', formula: { type: 'max' }, rollUp: 'sum', coverageFloor: 0 }))
    await stage.restart()
    const at = START + 1000
    await stage.say(['g1', at, 1], ['g2', at, 2], ['g3', at, 4])
    await stage.go(START)
    const at2 = (area: string) => stage.value('sum', area)?.value
    expect(at2('321012100001001')).toBe(1)
    expect(at2('321012100001002')).toBe(2)
    expect(at2('321012100')).toBe(3)
    expect(at2('321012101')).toBe(4)
    expect(at2('321012')).toBe(7)
    expect(at2('321000')).toBe(7)
    // Grids are told to whoever asks, not sent to every screen.
    expect(stage.shown.has('sum@321012100001001')).toBe(false)
    expect(stage.shown.get('sum@321012100')?.value).toBe(3)
  })

  it('says of an area without sensors that it has none', async () => {
    stage.define(indicator('level', { areas: 'street' }))
    await stage.restart()
    await stage.go(START)
    expect(stage.value('level', '321084')).toMatchObject({ unknown: 'noSensors', sensors: 0, coverage: 0 })
    expect(stage.value('level', '321084')?.value).toBeUndefined()
  })

  it('tells a changed definition at the next round, and takes areas away that it no longer has', async () => {
    stage.define(indicator('level', { areas: 'street' }))
    await stage.restart()
    await stage.say(['a', START + 1000, 1], ['b', START + 1000, 3])
    await stage.go(START)
    stage.define(indicator('level', { formula: { type: 'max' } }))
    await stage.indicators.evaluate()
    expect(stage.value('level')?.value).toBe(3)
    expect(stage.shown.has('level@321002001')).toBe(false)
  })
})

describe('what counts', () => {
  it('says when real and simulated values stand together', async () => {
    stage.define(indicator('level'))
    await stage.restart()
    const at = START + 1000
    await stage.say(['a', at, 1])
    await stage.go(START)
    expect(stage.value('level')).toMatchObject({ simulated: true })
    expect(stage.value('level')?.mixed).toBeUndefined()
    await stage.say(['real', at + 5000, 3])
    await stage.indicators.evaluate()
    expect(stage.value('level')).toMatchObject({ simulated: true, mixed: true })
    expect(stage.value('level', '321002')?.mixed).toBe(true)
  })

  it('leaves suspect and stale values out, and says so', async () => {
    stage.define(indicator('level', { coverageFloor: 0.5 }))
    await stage.restart()
    const at = START + 1000
    await stage.say(['d', at, 7, Quality.rate])
    await stage.go(START)
    expect(stage.value('level', '321003')).toMatchObject({ unknown: 'coverage', suspect: 1, coverage: 0 })
    await stage.say(['d', at + 5000, 7.5])
    await stage.indicators.evaluate()
    expect(stage.value('level', '321003')).toMatchObject({ value: 7.5, suspect: 0, coverage: 1 })
    // Time alone: five minutes without a word, and it is no longer known.
    await stage.go(START + 7 * MINUTE)
    expect(stage.value('level', '321003')).toMatchObject({ unknown: 'coverage', coverage: 0 })
  })
})

describe('freshness', () => {
  it('goes by how often the feed promises to speak where that is longer than the kind allows', async () => {
    await stage.devices('replay-air', 'air', { hourly: '321002001' })
    await stage.devices('sim-air', 'air', { often: '321003001' })
    const metric = stage.reference.sensorKinds.get('air')?.metrics[0]?.id ?? ''
    stage.define(indicator('dust', { input: { kind: 'air', metric }, coverageFloor: 0.5 }))
    await stage.restart()
    await stage.say(['hourly', START, 60], ['often', START, 40])
    await stage.go(START + 16 * MINUTE)
    // Both are of one kind; one promises a value every five minutes and missed three of them.
    expect(stage.value('dust', '321003')).toMatchObject({ unknown: 'coverage', coverage: 0 })
    expect(stage.value('dust', '321002')).toMatchObject({ value: 60, coverage: 1 })
    await stage.go(START + 59 * MINUTE)
    expect(stage.value('dust', '321002')).toMatchObject({ value: 60, coverage: 1 })
    // Told again from the store it comes to the same, with what has stood since before the hour.
    await stage.go(START + 2 * HOUR)
    await stage.db.pool.query('delete from indicator_value where at > to_timestamp($1)', [(START + HOUR) / 1000])
    stage.indicators.late.suspect(START + HOUR, START + 2 * HOUR, ['air'])
    await stage.indicators.late.flush()
    await stage.indicators.corrections.run()
    expect((await stage.minutes('dust', '321002')).get(START + 90 * MINUTE)?.value).toBe(60)
    // Three values missed: gone.
    await stage.go(START + 3 * HOUR + MINUTE)
    expect(stage.value('dust', '321002')).toMatchObject({ unknown: 'coverage', coverage: 0 })
  })

  it('takes the last value of a station that speaks as seldom as the window is long, and never for a sum', async () => {
    await stage.devices('replay-air', 'air', { hourly: '321002001' })
    await stage.devices('sim-air', 'air', { often: '321003001' })
    const metric = stage.reference.sensorKinds.get('air')?.metrics[0]?.id ?? ''
    const over = (overMs: number) => ({ input: { kind: 'air', metric }, window: { type: 'running', overMs } }) as const
    stage.define(
      indicator('hour', over(HOUR)),
      indicator('sum', { ...over(HOUR), reduce: 'sum' }),
      indicator('half', { ...over(2 * HOUR), reduce: 'max' }),
    )
    await stage.restart()
    await stage.say(['hourly', START, 60], ['often', START, 40])
    await stage.go(START + 75 * MINUTE)
    expect(stage.value('hour', '321002')).toMatchObject({ value: 60, coverage: 1 })
    expect(stage.value('sum', '321002')?.value).toBeUndefined()
    // Speaks every five minutes: what it said more than an hour ago is not its last hour.
    expect(stage.value('hour', '321003')?.value).toBeUndefined()
    await stage.say(['hourly', START + HOUR, 80])
    await stage.go(START + 76 * MINUTE)
    expect(stage.value('hour', '321002')).toMatchObject({ value: 80, coverage: 1 })
    expect(stage.value('half', '321002')?.value).toBe(80)
    // The next word is overdue: what it said before is not its last hour any more.
    await stage.go(START + 3 * HOUR - MINUTE)
    expect(stage.value('hour', '321002')?.value).toBe(80)
    await stage.go(START + 3 * HOUR + MINUTE)
    expect(stage.value('hour', '321002')).toMatchObject({ unknown: 'coverage', coverage: 0 })
  })

  it('of what came late tells again as long as it stands', async () => {
    await stage.devices('replay-air', 'air', { hourly: '321002001' })
    const metric = stage.reference.sensorKinds.get('air')?.metrics[0]?.id ?? ''
    stage.define(indicator('dust', { input: { kind: 'air', metric }, coverageFloor: 0.5 }))
    await stage.restart()
    await stage.say(['hourly', START - 10 * MINUTE, 60])
    await stage.go(START + 2 * HOUR + 10 * MINUTE)
    await stage.say(['hourly', START + 5 * MINUTE, 80])
    await stage.indicators.corrections.run()
    expect((await stage.minutes('dust', '321002')).get(START + 2 * HOUR)).toMatchObject({ value: 80, was: 60 })
  })
})

describe('windows', () => {
  it('begin with the city’s day, and run over midnight', async () => {
    const rain = { kind: 'rain', metric: 'mm10' }
    stage.define(
      indicator('today', {
        input: rain,
        window: { type: 'day', fromHour: 0 },
        reduce: 'sum',
        formula: { type: 'max' },
      }),
      indicator('hour', {
        input: rain,
        window: { type: 'running', overMs: HOUR },
        reduce: 'sum',
        formula: { type: 'max' },
      }),
      indicator('meteo', {
        input: rain,
        window: { type: 'day', fromHour: 20 },
        reduce: 'sum',
        formula: { type: 'max' },
      }),
    )
    // 24:00 in the city.
    const midnight = START + 8 * HOUR
    stage.clock.at = midnight - 30 * MINUTE
    await stage.restart()
    await stage.say(['r', midnight - 20 * MINUTE, 2])
    await stage.go(midnight - 10 * MINUTE)
    await stage.say(['r', midnight - 3 * MINUTE, 3])
    await stage.go(midnight)
    expect(['today', 'hour', 'meteo'].map((id) => stage.value(id)?.value)).toEqual([undefined, 5, 5])
    await stage.say(['r', midnight + 2 * MINUTE, 4])
    await stage.go(midnight + 3 * MINUTE)
    expect(['today', 'hour', 'meteo'].map((id) => stage.value(id)?.value)).toEqual([4, 9, 9])
    expect(stage.value('today')?.from).toBe(midnight)
    // The same after a new start: windows are read from the store.
    await stage.restart()
    await stage.indicators.evaluate()
    expect(['today', 'hour', 'meteo'].map((id) => stage.value(id)?.value)).toEqual([4, 9, 9])
    // The minutes as they were told, each by its own day.
    const told = await stage.minutes('today')
    expect(told.get(midnight - 2 * MINUTE)?.value).toBe(5)
    expect(told.get(midnight + MINUTE)?.value).toBeNull()
    expect(told.get(midnight + 3 * MINUTE)?.value).toBe(4)
  })

  it('count a value that came late, or twice, once', async () => {
    const rain = { kind: 'rain', metric: 'mm10' }
    stage.define(
      indicator('hour', {
        input: rain,
        window: { type: 'running', overMs: HOUR },
        reduce: 'sum',
        formula: { type: 'max' },
      }),
    )
    await stage.restart()
    await stage.say(['r', START + 1 * MINUTE, 1], ['r', START + 3 * MINUTE, 3])
    await stage.say(['r', START + 2 * MINUTE, 2])
    await stage.say(['r', START + 2 * MINUTE, 2], ['r', START + 3 * MINUTE, 3])
    await stage.go(START + 4 * MINUTE)
    expect(stage.value('hour')?.value).toBe(6)
  })

  const overAnHour = indicator('hour', {
    input: { kind: 'riverLevel', metric: 'levelM' },
    window: { type: 'running', overMs: HOUR },
    reduce: 'sum',
    formula: { type: 'sum' },
  })

  it('follow at the next round what comes after newer values', async () => {
    stage.define(overAnHour)
    await stage.restart()
    await stage.say(['a', START + MINUTE, 1], ['a', START + 3 * MINUTE, 3])
    await stage.go(START + 4 * MINUTE)
    expect(stage.value('hour')?.value).toBe(4)
    // Neither the newest value nor the clock moves.
    await stage.say(['a', START + 2 * MINUTE, 2])
    await stage.indicators.evaluate()
    expect(stage.value('hour')?.value).toBe(6)
  })

  it('follow a clock put back some minutes at the next round', async () => {
    stage.define(overAnHour)
    await stage.restart()
    await stage.say(['a', START - 7 * MINUTE, 1], ['b', START, 2])
    await stage.go(START)
    stage.clock.at = START - 5 * MINUTE
    await stage.indicators.evaluate()
    for (let n = 1; n <= 3; n++) {
      stage.clock.at += 5_000
      await stage.say(['b', stage.clock.at, 4])
      await stage.indicators.evaluate()
      // What lies ahead of the clock is in no window yet; what was said since is.
      expect(stage.value('hour')?.value).toBe(1 + 4 * n)
    }
  })

  it('that follow by the minute are shown when the minute is over', async () => {
    stage.define(indicator('day', { ...overAnHour, id: 'day', window: { type: 'running', overMs: 24 * HOUR } }))
    await stage.restart()
    await stage.say(['a', START + 30_000, 1])
    await stage.go(START + MINUTE)
    stage.clock.at += 500
    await stage.indicators.evaluate()
    expect(stage.value('day')?.value).toBe(1)
  })

  it('of many series put back at once are all read and shown, however many rounds that takes', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`m${i}`, '321081100']))
    await stage.devices('sim-river', 'riverLevel', many)
    stage.define(overAnHour)
    await stage.restart()
    const names = Object.keys(many)
    await stage.say(...names.map((name) => [name, START, 1] as const))
    await stage.go(START)
    await stage.say(...names.map((name) => [name, START - MINUTE, 1] as const))
    for (let round = 0; round < 3; round++) await stage.indicators.evaluate()
    expect(stage.value('hour', '321081')?.value).toBe(240)
  })
})
