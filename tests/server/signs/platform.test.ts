// What is said of the data itself over the last hour: by time, and over a new start, from the counters of feeds and of quality.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { FeedCounters } from '../../../src/server/ingest/counters.ts'
import { loadSensors } from '../../../src/server/ingest/load.ts'
import { deviceLookup } from '../../../src/server/ingest/lookup.ts'
import { Writer } from '../../../src/server/ingest/writer.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { QualityBook } from '../../../src/server/quality/book.ts'
import { storeCounts } from '../../../src/server/quality/store.ts'
import { indexReference, loadReference } from '../../../src/server/reference/load.ts'
import type { AlarmBook } from '../../../src/server/signs/alarms.ts'
import { PlatformCounts, type Counts } from '../../../src/server/signs/platform.ts'
import { openSigns } from '../../../src/server/signs/signs.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'
import { HOUR, MINUTE, START } from './setup.ts'

describe('the last hour', () => {
  function stage(): {
    counts: PlatformCounts
    clock: { at: number }
    total: { -readonly [K in keyof Counts]: number }
  } {
    const clock = { at: START }
    const total = { values: 0, suspect: 0, late: 0, rejected: 0 }
    const counts = new PlatformCounts({
      now: () => clock.at,
      feeds: () => [],
      sensors: () => ({ total: 0, fresh: 0 }),
      counts: () => total,
      alarms: () => [],
    })
    return { counts, clock, total }
  }

  it('is what was counted in it, and no more when it is over', () => {
    const { counts, clock, total } = stage()
    expect(counts.facts(false).suspectShare).toBeUndefined()
    clock.at += MINUTE
    Object.assign(total, { values: 100, suspect: 10, late: 5, rejected: 25 })
    expect(counts.facts(false)).toMatchObject({ suspectShare: 10, lateShare: 5, rejectShare: 20 })
    for (clock.at += MINUTE; clock.at < START + HOUR; clock.at += MINUTE) counts.facts(false)
    Object.assign(total, { values: 200 })
    expect(counts.facts(false)).toMatchObject({ suspectShare: 5, lateShare: 2.5, rejectShare: (100 * 25) / 225 })
    clock.at = START + HOUR + 2 * MINUTE
    expect(counts.facts(false)).toMatchObject({ suspectShare: 0, lateShare: 0, rejectShare: 0 })
    clock.at += HOUR
    expect(counts.facts(false).suspectShare).toBeUndefined()
  })

  it('tells the last whole minute', () => {
    const { counts, clock, total } = stage()
    for (; clock.at <= START + 3 * MINUTE; clock.at += 5_000) {
      counts.facts(false)
      total.values += 10
    }
    expect(counts.facts(false).observationsPerMinute).toBe(120)
  })

  it('knows nothing of what lies ahead of a clock put back', () => {
    const { counts, clock, total } = stage()
    for (; clock.at < START + 30 * MINUTE; clock.at += MINUTE) counts.facts(false)
    total.values = 100
    counts.facts(false)
    clock.at = START + 10 * MINUTE
    total.values = 200
    total.suspect = 20
    expect(counts.facts(false).suspectShare).toBe(10)
  })
})

describe('a new start', () => {
  let db: Db
  beforeAll(async () => {
    db = await openTestDb()
  }, 120_000)
  afterAll(() => db.stop())

  it('goes on with what the runs before it counted in the hour', async () => {
    const files = await loadReference('city/yangzhou')
    const reference = indexReference(files, START)
    const clock = { at: START + 2 * MINUTE }
    const now = (): number => clock.at

    async function run() {
      const sensors = new SensorTable(() => [])
      const counters = new FeedCounters()
      const book = new QualityBook()
      await loadSensors({
        db,
        reference,
        sensors,
        counters,
        lookup: deviceLookup(reference, files.outlines),
        book,
        now,
      })
      const signs = openSigns({
        ...{ db, reference, sensors, counters, book, now },
        alarms: { raised: () => [] } as unknown as AlarmBook,
        inService: () => true,
        feedStates: () => [],
        sensorCounts: () => ({ total: 0, fresh: 0, stale: 0 }),
        simulation: true,
        ratesReady: () => false,
        show: () => undefined,
      })
      await signs.load()
      const shares = async (): Promise<unknown> => {
        await signs.indicators.evaluate()
        return ['suspect-share', 'late-share', 'reject-share'].map(
          (id) => signs.indicators.valueOf(id, reference.city.code)?.value,
        )
      }
      const take = (quality: number): void => {
        const sensor = sensors.entries[0]
        if (sensor === undefined) throw new Error('a city without sensors')
        counters.accepted(sensor.feed, clock.at)
        if ((quality & Quality.late) !== 0) counters.late(sensor.feed, clock.at)
        book.took(sensor, quality, clock.at, clock.at)
      }
      const refuse = (): void => counters.rejected(sensors.entries[0]?.feed ?? '', 'schema', clock.at)
      const stop = async (): Promise<void> => {
        await storeCounts(db, sensors, book)
        const onError = (error: Error): void => {
          throw error
        }
        await new Writer({ db, counters, now, judge: () => [], written: () => undefined, onError }).stop()
      }
      return { shares, take, refuse, stop }
    }

    const first = await run()
    expect(await first.shares()).toEqual([undefined, undefined, undefined])
    clock.at += 10_000
    for (let n = 0; n < 6; n++) first.take(0)
    for (let n = 0; n < 3; n++) first.take(Quality.rate)
    first.take(Quality.late)
    for (let n = 0; n < 2; n++) first.refuse()
    clock.at += 10_000
    const told = await first.shares()
    expect(told).toEqual([30, 10, 16.7])
    await first.stop()

    clock.at += 3 * MINUTE
    const second = await run()
    expect(await second.shares()).toEqual(told)
    clock.at += 10_000
    for (let n = 0; n < 10; n++) second.take(0)
    clock.at += 10_000
    expect(await second.shares()).toEqual([15, 5, 9.1])
    await second.stop()

    // Counted two hours ago: no longer of the last one.
    clock.at += 2 * HOUR
    const third = await run()
    expect(await third.shares()).toEqual([undefined, undefined, undefined])
  }, 60_000)
})
