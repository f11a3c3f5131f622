// The indicators over the real embedded store, with sensors and definitions of the test's own and a hand-turned clock.
import type { Indicator } from '../../../src/core/indicate/types.ts'
import { liveReference, type LiveReference } from '../../../src/server/catalogue/live.ts'
import { FeedCounters } from '../../../src/server/ingest/counters.ts'
import { register } from '../../../src/server/ingest/devices.ts'
import { Writer } from '../../../src/server/ingest/writer.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { indexReference, loadReference, type LoadedReference } from '../../../src/server/reference/load.ts'
import { Indicators, SETTLE_MS } from '../../../src/server/signs/indicators.ts'
import type { Db } from '../../../src/server/store/db.ts'
import type { IndicatorView } from '../../../src/wire/views.ts'
import { openTestDb } from '../../support/db.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** 16:00 in Yangzhou, a Saturday. */
export const START = Date.UTC(2026, 10, 21, 8)

const text = (zh: string) => ({ zh, en: zh })
/** The mean of the river gauges, unless the test says otherwise. */
export const indicator = (id: string, part: Partial<Indicator> = {}): Indicator => ({
  id,
  group: 'water',
  name: text(id),
  unit: 'm',
  decimals: 2,
  input: { kind: 'riverLevel', metric: 'levelM' },
  window: { type: 'now' },
  formula: { type: 'mean' },
  polarity: 'lowerBetter',
  scales: [],
  coverageFloor: 0.1,
  explain: text(id),
  ...part,
})

/** One value: which device, when, what. */
export type Said = readonly [device: string, at: number, value: number, quality?: number]

export interface Stage {
  readonly db: Db
  readonly clock: { at: number }
  readonly reference: LiveReference
  readonly sensors: SensorTable
  readonly shown: Map<string, IndicatorView>
  indicators: Indicators
  /** Puts devices under a feed. */
  devices(feed: string, kind: string, places: Readonly<Record<string, string>>): Promise<void>
  /** Written as the hub writes; repeated and late values too. */
  say(...values: readonly Said[]): Promise<void>
  /** Turns the clock minute by minute, a round in each, past the end of the last one. */
  go(to: number): Promise<void>
  /** Another run over the same store. */
  restart(options?: { readonly load?: boolean }): Promise<void>
  define(...indicators: readonly Indicator[]): void
  value(id: string, area?: string): IndicatorView | undefined
  minutes(
    id: string,
    area?: string,
  ): Promise<Map<number, { value: number | null; was: number | null; corrected: boolean }>>
  clear(): Promise<void>
}

let loaded: Promise<LoadedReference> | undefined

export async function stageSigns(): Promise<Stage> {
  const [db, files] = await Promise.all([openTestDb(), (loaded ??= loadReference('city/yangzhou'))])
  const clock = { at: START }
  const counters = new FeedCounters()
  const indexed = (indicators: readonly Indicator[]) => indexReference({ ...files, indicators }, START)
  const reference = liveReference(indexed([]))
  const lastAt = new Map<string, number>()
  const shown = new Map<string, IndicatorView>()
  const made = (sensors: SensorTable): Indicators =>
    new Indicators({
      db,
      sensors,
      reference,
      now: () => clock.at,
      facts: { cases: new Map(), platform: () => ({}), refresh: () => Promise.resolve() },
      inService: (feed) => counters.of(feed).lastSeenAt !== undefined,
      show: (rows, gone) => {
        for (const row of rows) shown.set(`${row.indicator}@${row.area}`, row)
        for (const key of gone) shown.delete(key)
      },
    })
  let sensors = new SensorTable(() => [])
  const raise = (error: Error): void => {
    throw error
  }
  const stage: Stage = {
    db,
    clock,
    reference,
    get sensors() {
      return sensors
    },
    shown,
    indicators: made(sensors),
    async devices(feed, kind, places) {
      const feedOf = reference.feeds.get(feed)
      const kindOf = reference.sensorKinds.get(kind)
      if (feedOf === undefined || kindOf === undefined) throw new Error(`no ${feed} or ${kind}`)
      const list = Object.entries(places).map(([device, area]) => ({
        ...{ feed: feedOf, kind: kindOf, device, name: device, lng: 119.4, lat: 32.4, area, attributes: {} },
        district: reference.districtOf(area) ?? reference.city.code,
      }))
      await register(db, sensors, list, clock.at)
    },
    async say(...values) {
      const observations = values.map(([device, occurredAt, value, quality = 0]) => {
        const sensor = sensors.entries.find((s) => s.device === device)
        if (sensor === undefined) throw new Error(`no device ${device}`)
        const behind = occurredAt <= (lastAt.get(device) ?? 0)
        lastAt.set(device, Math.max(occurredAt, lastAt.get(device) ?? 0))
        counters.accepted(sensor.feed, clock.at)
        return { sensor, metric: 0, value, quality, occurredAt, recordedAt: clock.at, behind }
      })
      const writer = new Writer({
        db,
        counters: new FeedCounters(),
        now: () => clock.at,
        judge: () => [],
        alongside: (client, rows) => stage.indicators.mark(client, rows),
        written: (batch) => {
          for (const o of batch.observations)
            sensors.write(o.sensor, o.metric, o.value, o.occurredAt, o.quality, o.recordedAt)
          stage.indicators.observed(batch.observations)
        },
        onError: raise,
      })
      await writer.write({ observations, rejects: [], reports: [], repeats: [] })
      await writer.stop()
    },
    async go(to) {
      while (clock.at < to + SETTLE_MS) {
        clock.at = Math.min(to + SETTLE_MS, clock.at + MINUTE)
        await stage.indicators.evaluate()
      }
    },
    async restart({ load = true } = {}) {
      await stage.indicators.corrections.stop()
      for (const entry of [...sensors.entries]) sensors.put(entry)
      stage.indicators = made(sensors)
      if (load) await stage.indicators.load()
    },
    define(...indicators) {
      reference.swap(indexed(indicators))
    },
    value: (id, area = '321000') => [...stage.indicators.present(id)].find((v) => v.area === area),
    async minutes(id, area = '321000') {
      const { rows } = await db.pool.query<{
        at: Date
        value: number | null
        was: number | null
        corrected_at: Date | null
      }>('select at, value, was, corrected_at from indicator_value where indicator = $1 and area = $2 order by at', [
        id,
        area,
      ])
      return new Map(
        rows.map((r) => [r.at.getTime(), { value: r.value, was: r.was, corrected: r.corrected_at !== null }]),
      )
    },
    async clear() {
      await db.pool.query('truncate observation, indicator_value, indicator_hour, late_hour')
      const { entries } = sensors
      sensors = new SensorTable(() => [])
      for (const entry of entries) sensors.put(entry)
      lastAt.clear()
      clock.at = START
      shown.clear()
    },
  }
  return stage
}
