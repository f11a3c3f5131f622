// The vital signs put together for the hub: facts, indicators and corrections, with the places where they hook in.
import type { AlarmBook } from './alarms.ts'
import { Facts } from './facts.ts'
import { Indicators, type IndicatorsOptions } from './indicators.ts'
import { PlatformCounts } from './platform.ts'
import type { PendingObservation } from '../ingest/pending.ts'
import type { FeedStatus, Status } from '../../wire/views.ts'

export interface SignsDeps extends Omit<IndicatorsOptions, 'facts'> {
  readonly alarms: AlarmBook
  readonly feeds: () => readonly FeedStatus[]
  readonly sensorCounts: () => Status['sensors']
  readonly simulation: boolean
  readonly ratesReady: () => boolean
}

export interface Signs {
  readonly indicators: Indicators
  readonly mark: Indicators['mark']
  /** After observations were written; the sensor table has them already. */
  observed(observations: readonly PendingObservation[]): void
  /** A case was opened, or went on. */
  casesChanged(): void
}

export function openSigns(deps: SignsDeps): Signs {
  const { db, reference, now, alarms, simulation, ratesReady } = deps
  const platform = new PlatformCounts({
    now,
    feeds: () => deps.feeds().map((feed) => feed.state),
    sensors: deps.sensorCounts,
    rejected: () => deps.feeds().reduce((n, feed) => n + feed.rejected, 0),
    alarms: () => alarms.raised(),
  })
  const facts = new Facts({ db, reference, now, platform, simulation, ratesReady })
  const indicators = new Indicators({ ...deps, facts })
  return {
    indicators,
    mark: indicators.mark,
    observed(observations) {
      platform.observed(observations)
      indicators.observed(observations)
    },
    casesChanged: () => facts.touch(),
  }
}
