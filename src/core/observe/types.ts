// What feeds hand to the rules: readings, reports and devices, and what the rules make of a reading.
import type { FeedId, MetricId, SensorId, SensorKindId } from '../ids.ts'

/** One measured value as a feed gives it, before any check. */
export interface Reading {
  /** Device id inside the feed (not yet a SensorId). */
  readonly device: string
  readonly metric: MetricId
  /** In the metric's own unit; feeds convert at the door. */
  readonly value: number
  /** Epoch ms, as the device says; the arrival time where it says nothing. */
  readonly occurredAt: number
}

/** Somebody or some camera says something. Personal data stays in `reporter` and nowhere else. */
export interface Report {
  /** The sender's own id: the same id again is a repetition. */
  readonly id: string
  readonly channel: 'hotline' | 'patrol' | 'camera' | 'citizen' | 'platform'
  readonly text: string
  readonly occurredAt: number
  readonly lng?: number
  readonly lat?: number
  readonly address?: string
  readonly area?: string
  /** Matter code, when the sender classifies. */
  readonly matter?: string
  readonly condition?: string
  readonly reporter?: { readonly name?: string; readonly phone?: string }
}

/** A device that a trusted feed announces. */
export interface Device {
  readonly device: string
  readonly feed: FeedId
  readonly kind: SensorKindId
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly area?: string
  /** Department that owns it, for responsibility by ownership. */
  readonly owner?: string
  readonly maintainer?: string
  /** Facts the rules may use, e.g. noise zone, road class, guaranteed level. */
  readonly attributes?: Readonly<Record<string, string | number>>
}

/** One measured quantity of a sensor kind (reference data). */
export interface Metric {
  readonly id: MetricId
  readonly unit: string
  /** Outside these the value is physically impossible and is refused. */
  readonly min: number
  readonly max: number
  /** Fastest believable change per minute; beyond it the value is kept and flagged. */
  readonly maxRatePerMin?: number
  /** The same value for longer than this is suspicious (flat line). */
  readonly flatAfterMs?: number
  /** Outside these the value is possible but unusual: kept and flagged `range`. */
  readonly usualMin?: number
  readonly usualMax?: number
}

/** Why an input was not taken. Kept with a sample, counted per feed. */
export type RejectReason =
  | 'unparseable'
  | 'oversized'
  | 'schema'
  | 'wrongUnit'
  | 'impossibleValue'
  | 'unknownSensor'
  | 'unknownMetric'
  | 'unknownFeed'
  | 'badTime'
  | 'future'
  | 'ancient'
  | 'duplicate'
  | 'badPlace'
  | 'notAllowed'

/** Quality flags, a bit set kept with each value. 0 is good. */
export const Quality = {
  /** Changed faster than the metric believably can. */
  rate: 1,
  /** Unchanged for too long. */
  flat: 2,
  /** Arrived later than the feed's contract allows. */
  late: 4,
  /** Older than a value already seen from the same series. */
  outOfOrder: 8,
  /** The device's clock runs ahead of ours (within tolerance, else refused). */
  clockSkew: 16,
  /** Near the edge of what is possible: probably another unit. */
  unitSlip: 32,
  /** The feed's own mark: estimated, not measured. */
  estimated: 64,
  /** Possible, but outside what this metric usually shows. */
  range: 128,
  /** The same reading came more than once. */
  repeated: 256,
  /** The device says it stands outside the area it is registered in. */
  misplaced: 512,
  /** The first value after the sensor had been silent for longer than it may. */
  afterSilence: 1024,
} as const
export type QualityFlag = keyof typeof Quality

/** Flags that keep a value out of indicators until a better one comes; the others are told beside it. */
export const SUSPECT = Quality.rate | Quality.flat | Quality.unitSlip | Quality.range | Quality.misplaced

/** A checked value. `recordedAt` is when we came to know; both are epoch ms. */
export interface Observation {
  readonly sensor: SensorId
  readonly metric: MetricId
  readonly value: number
  readonly quality: number
  readonly occurredAt: number
  readonly recordedAt: number
}
