// Recordings of real devices through MQTT into a whole hub: the missing day, the holes, the dead gauge, the drop-outs and the late
// arrivals are found and named by what the hub answers. Times are moved to the hub's present, its clock goes with the recording.
// Stands aside where the recordings are not there; they are not part of the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMap, type ReplayMap } from '../../../mock/replay/map.ts'
import { Planner, toDue, type Recorded } from '../../../mock/replay/plan.ts'
import { readRows } from '../../../mock/replay/rows.ts'
import { paths } from '../../../src/wire/api.ts'
import type { IndicatorDetail, QualityPage, QualityRow, SensorQuality, SignSeries } from '../../../src/wire/signs.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const repo = join(import.meta.dirname, '../../..')
const data = process.env['YIWANG_SHARED_DATA'] ?? join(repo, '../shared/data')
const AIR = join(data, 'air_quality_yangzhou_2019/readings_2019_jan_sep.csv')
const RAIN = join(data, 'water_rain/rainfall.csv')
const LEVEL = join(data, 'water_rain/waterlevel.csv')

const CITY = '321000'
const MIN = 60_000
const HOUR = 60 * MIN
const DAY = 24 * HOUR
/** From the full hour to its message. */
const SPOKEN_MS = 10_000

const mapNamed = (name: string): ReplayMap =>
  readMap(readFileSync(join(repo, 'mock/replay/maps', `${name}.json`), 'utf8'), name)

/** Rows measured in [from, to), in the order of their arrival. */
async function recorded(file: string, map: ReplayMap, from: string, to: string): Promise<readonly Recorded[]> {
  const planner = new Planner(map, { from: Date.parse(from), to: Date.parse(to) })
  await readRows(file, map, planner)
  return planner.finish().messages
}

/** A hub with its replay gateway and an officer who asks; times of the recording are `shiftMs` behind the hub's. */
class Replay {
  shiftMs = 0
  private constructor(
    readonly hub: TestHub,
    private readonly gateway: MqttClient,
    private cookie: string,
  ) {}

  static async start(): Promise<Replay> {
    const hub = await startTestHub()
    await hub.accounts.createAccount({ username: 'eva', name: '夏娃', role: 'dutyChief', password: 'Correct-horse-9' })
    const cookie = await hub.signIn('eva', 'Correct-horse-9')
    return new Replay(hub, await hub.gateway('gw-replay'), cookie)
  }

  /** The hub's time of a recorded instant. */
  at = (recordedAt: string | number): number =>
    (typeof recordedAt === 'number' ? recordedAt : Date.parse(recordedAt)) + this.shiftMs

  /** Moves the hub's clock ahead to a recorded instant. */
  async goTo(recordedAt: string | number): Promise<void> {
    const ms = this.at(recordedAt) - this.hub.now()
    if (ms > 0) this.hub.advance(ms)
    // A session does not outlive days.
    if (ms > HOUR) this.cookie = await this.hub.signIn('eva', 'Correct-horse-9')
  }

  /** Publishes as the replay tool does at speed 1, without waiting for the time between. */
  async publish(messages: readonly Recorded[], map: ReplayMap): Promise<void> {
    const pace = { speed: 1, shift: 'now', timeAs: map.timeAs, zoneOffsetMinutes: 480 } as const
    await Promise.all(
      messages.map((message) => {
        const due = toDue(message, 0, { ...pace, startAt: this.shiftMs })
        return this.gateway.publishAsync(due.topic, due.payload, { qos: 1 })
      }),
    )
  }

  async ask<T>(path: string): Promise<T> {
    const { status, body } = await this.hub.get<T>(path, this.cookie)
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  /** The present value of an indicator in the city, once it is as wanted. */
  value(id: string, is: (value: IndicatorDetail['values'][number]) => boolean, withinMs = 40_000) {
    return until(async () => {
      const { values } = await this.ask<IndicatorDetail>(`${paths.indicator(id)}?area=${CITY}`)
      const value = values.find((v) => v.area === CITY)
      return value !== undefined && is(value) && value
    }, withinMs)
  }

  series(id: string, from: number, to: number): Promise<SignSeries> {
    return this.ask<SignSeries>(`${paths.indicatorSeries(id)}?area=${CITY}&from=${from}&to=${to}&points=5000`)
  }

  async quality(feed: string): Promise<Map<string, QualityRow>> {
    await this.hub.quality.round()
    const span = `from=${this.hub.now() - 2 * DAY}&to=${this.hub.now()}`
    const page = await this.ask<QualityPage>(`${paths.quality}?by=sensor&feed=${feed}&${span}`)
    return new Map(page.rows.map((row) => [row.key.slice(feed.length + 1), row]))
  }
}

describe.skipIf(!existsSync(AIR))('recorded air quality, April 2019 (needs the recording)', { timeout: 90_000 }, () => {
  let replay: Replay
  const map = mapNamed('air-quality')
  let rows: readonly Recorded[]
  /** The stations' row of one hour, at that hour. */
  async function hour(text: string): Promise<void> {
    const at = Date.parse(text)
    await replay.goTo(at + SPOKEN_MS)
    const some = rows.filter((row) => row.occurredAt === at)
    expect(some.length, text).toBe(3)
    await replay.publish(some, map)
    // Told with its minute.
    await replay.goTo(at + MIN + SPOKEN_MS)
  }
  beforeAll(async () => {
    rows = await recorded(AIR, map, '2019-04-07T20:00+08:00', '2019-04-10T00:00+08:00')
    replay = await Replay.start()
    // By whole days, so that hours of the day and the city's dates stay what they were.
    const first = rows[0]?.occurredAt ?? 0
    replay.shiftMs = Math.ceil((replay.hub.now() - first) / DAY) * DAY
  }, 60_000)
  afterAll(() => replay.hub.stop())

  it('tells the index of three of six stations, real and not simulated', async () => {
    await hour('2019-04-07T22:00+08:00')
    const value = await replay.value('aqi', (v) => v.value !== undefined)
    expect(value).toMatchObject({ sensors: 6, coverage: 0.5, simulated: false })
    expect(value.primary?.length).toBeGreaterThan(0)
    await hour('2019-04-07T23:00+08:00')
    const again = await replay.value('aqi', (v) => v.value !== undefined && v.at > value.at + 30 * MIN)
    expect(again.value).toBeGreaterThan(50)
  })

  it('has no word for the missing day: unknown, a gap in the curve, and never the last number', async () => {
    // The last hour stands until the next one is an hour overdue.
    await replay.goTo('2019-04-08T02:30+08:00')
    const value = await replay.value('aqi', (v) => v.unknown !== undefined)
    expect(value).toMatchObject({ unknown: 'coverage', coverage: 0 })
    expect(value.value).toBeUndefined()
    await replay.goTo('2019-04-08T12:00+08:00')
    await replay.value('aqi', (v) => v.unknown === 'coverage' && v.at >= replay.at('2019-04-08T11:59+08:00'))

    const rowsOf = await replay.quality('replay-air')
    for (const station of ['1186A', '2869A', '3164A'])
      expect(rowsOf.get(station), station).toMatchObject({ silent: 1, silences: 1 })

    await hour('2019-04-09T00:00+08:00')
    await replay.value('aqi', (v) => v.value !== undefined)
    const day = { from: replay.at('2019-04-07T22:00+08:00'), to: replay.at('2019-04-09T00:10+08:00') }
    const series = await replay.series('aqi', day.from, day.to)
    const known = series.at.filter((_, i) => typeof series.value[i] === 'number')
    expect(known.some((at) => at < replay.at('2019-04-08T00:00+08:00'))).toBe(true)
    const missing = [replay.at('2019-04-08T02:00+08:00'), replay.at('2019-04-09T00:00+08:00')] as const
    expect(known.filter((at) => at > missing[0] && at < missing[1])).toEqual([])
    // The gap is drawn as one: some point between the two ends says that nothing is known.
    expect(series.at.some((at, i) => at > missing[0] && at < missing[1] && series.value[i] === null)).toBe(true)
    expect(series.simulated).toBe(false)
    const back = await replay.quality('replay-air')
    expect(back.get('1186A')).toMatchObject({ silent: 0, silences: 1 })
  })

  it('gives no index where PM10 is missing and the rest is clean; what is measured is told', async () => {
    await hour('2019-04-09T21:00+08:00')
    const aqi = await replay.value('aqi', (v) => v.unknown === 'missingPollutant')
    expect(aqi.value).toBeUndefined()
    expect(aqi.coverage).toBe(0.5)
    expect(await replay.value('pm25', (v) => v.value !== undefined)).toMatchObject({ value: 18, simulated: false })
    expect(await replay.value('pm10', (v) => v.unknown !== undefined)).toMatchObject({ unknown: 'coverage' })
  })
})

describe.skipIf(!existsSync(RAIN))(
  'recorded river and rain, June 2026 (needs the recording)',
  { timeout: 90_000 },
  () => {
    let replay: Replay
    beforeAll(async () => (replay = await Replay.start()), 60_000)
    afterAll(() => replay.hub.stop())

    it('flags what came hours late, and puts it into the curve with a mark', async () => {
      const [level, rain] = [mapNamed('water-rain-level'), mapNamed('water-rain')]
      const levels = await recorded(LEVEL, level, '2026-06-09T17:30+09:00', '2026-06-09T21:20+09:00')
      const rains = await recorded(RAIN, rain, '2026-06-09T17:30+09:00', '2026-06-09T21:40+09:00')
      // Received in one piece, the oldest four hours late.
      const arrivedAt = Math.max(...levels.map((m) => m.arrivedAt), ...rains.map((m) => m.arrivedAt))
      expect(levels.length).toBeGreaterThan(20)
      replay.shiftMs = Math.floor((replay.hub.now() - arrivedAt) / MIN) * MIN
      await replay.publish(levels, level)
      await replay.publish(rains, rain)

      const lateOf = (messages: readonly Recorded[], name: string): number =>
        messages.filter((m) => m.topic.endsWith(name) && replay.at(arrivedAt) - replay.at(m.occurredAt) > 2 * HOUR)
          .length
      const rivers = await replay.quality('replay-level')
      const late = rivers.get('新崎川')?.flags['late'] ?? 0
      expect(late).toBeGreaterThanOrEqual(lateOf(levels, '新崎川'))
      expect(late).toBeLessThan(levels.length)
      const gauges = await replay.quality('replay-rain')
      expect(gauges.get('南郷山')?.flags['late']).toBeGreaterThanOrEqual(lateOf(rains, '南郷山'))

      const from = replay.at('2026-06-09T17:30+09:00')
      const to = replay.at('2026-06-09T21:20+09:00')
      const series = await until(async () => {
        const s = await replay.series('river-excess', from, to)
        return s.corrections.length > 0 && s.value.filter((v) => v !== null).length > 20 && s
      }, 60_000)
      for (const c of series.corrections) {
        expect(c.correctedAt).toBeGreaterThan(c.at)
        // Nobody had told anything for that minute: there is no first word to keep.
        expect(c.was).toBeUndefined()
      }
      // 0.07 m against the 0.80 m at which the banks are manned.
      expect(series.value.find((v) => v !== null)).toBeCloseTo(0.07 - 0.8, 1)
      expect(series.simulated).toBe(false)
    })

    it('names the dead gauge and the drop-outs of the other', async () => {
      const { arrival: _, ...map } = mapNamed('water-rain')
      const rows = await recorded(RAIN, map, '2026-07-08T05:00+09:00', '2026-07-08T09:20+09:00')
      const first = rows[0]?.occurredAt ?? 0
      replay.shiftMs = Math.ceil((replay.hub.now() - first) / MIN) * MIN
      let silentBetween = false
      for (let at = first; at <= (rows.at(-1)?.occurredAt ?? 0); at += 10 * MIN) {
        await replay.goTo(at)
        await replay.publish(
          rows.filter((row) => row.occurredAt === at),
          map,
        )
        await replay.hub.quality.round()
        if (at === Date.parse('2026-07-08T08:00+09:00'))
          silentBetween = (await replay.quality('replay-rain')).get('南郷山')?.silent === 1
      }
      const gauges = await replay.quality('replay-rain')
      // Down since before the recording began; the others speak.
      expect(gauges.get('浅間山')).toMatchObject({ silent: 1, observations: 0, simulated: false })
      expect(silentBetween).toBe(true)
      const dropped = gauges.get('南郷山')
      expect(dropped).toMatchObject({ silent: 0 })
      expect(dropped?.silentMs).toBeGreaterThanOrEqual(150 * MIN)
      expect(gauges.get('白銀山')?.silentMs ?? 0).toBeLessThan(dropped?.silentMs ?? 0)
      const flat = gauges.get('白銀山')
      expect(flat).toMatchObject({ silent: 0 })
      const { silences, flagged } = await replay.ask<SensorQuality>(
        `${paths.sensorQuality('replay-rain/南郷山')}?from=${replay.hub.now() - DAY}&to=${replay.hub.now()}`,
      )
      expect(silences.length).toBeGreaterThanOrEqual(1)
      expect(silences.every((s) => s.to !== undefined)).toBe(true)
      expect(flagged.some((f) => f.why.zh.startsWith('静默 3 小时'))).toBe(true)
    })
  },
)
