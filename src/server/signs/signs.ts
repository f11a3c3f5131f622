// The vital signs put together for the hub: facts, indicators and corrections, with the places where they hook in.
import type { AlarmBook } from './alarms.ts'
import { Facts } from './facts.ts'
import { Indicators, type IndicatorsOptions } from './indicators.ts'
import { PlatformCounts, countedHours } from './platform.ts'
import type { FeedCounters } from '../ingest/counters.ts'
import type { PendingObservation } from '../ingest/pending.ts'
import type { QualityBook } from '../quality/book.ts'
import type { FeedStatus, Status } from '../../wire/views.ts'

const HOUR_MS = 3_600_000

export interface SignsDeps extends Omit<IndicatorsOptions, 'facts'> {
  readonly alarms: AlarmBook
  readonly feedStates: () => readonly FeedStatus['state'][]
  readonly counters: FeedCounters
  readonly book: Pick<QualityBook, 'suspect'>
  readonly sensorCounts: () => Status['sensors']
  readonly simulation: boolean
  readonly ratesReady: () => boolean
}

export interface Signs {
  readonly indicators: Indicators
  readonly mark: Indicators['mark']
  /** What earlier runs counted and told. The sensor table and the feeds' counts must be loaded. */
  load(): Promise<void>
  /** After observations were written; the sensor table has them already. */
  observed(observations: readonly PendingObservation[]): void
  /** A case was opened, or went on. */
  casesChanged(): void
  /** Telling again has ended; what is left of it stays marked. */
  stop(): Promise<void>
}

export function openSigns(deps: SignsDeps): Signs {
  const { db, reference, now, alarms, simulation, ratesReady, counters, book } = deps
  const feeds = [...reference.feeds.values()].filter((feed) => feed.carries.includes('readings')).map((feed) => feed.id)
  const platform = new PlatformCounts({
    now,
    feeds: deps.feedStates,
    sensors: deps.sensorCounts,
    counts: () => {
      const total = { values: 0, suspect: book.suspect, late: 0, rejected: 0 }
      for (const { accepted, late, rejected } of feeds.map((feed) => counters.of(feed))) {
        total.values += accepted
        total.late += late
        total.rejected += rejected
      }
      return total
    },
    alarms: () => alarms.raised(),
  })
  const facts = new Facts({ db, reference, now, platform, simulation, ratesReady })
  const indicators = new Indicators({ ...deps, facts })
  return {
    indicators,
    mark: indicators.mark,
    observed: (observations) => indicators.observed(observations),
    async load() {
      platform.load(await countedHours(db, feeds, now() - 2 * HOUR_MS))
      await indicators.load()
    },
    casesChanged: () => facts.touch(),
    stop: () => indicators.corrections.stop(),
  }
}
