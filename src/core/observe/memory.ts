// What is kept of a series between two readings, and what the checks are told. Shapes only.
import type { RejectReason } from './types.ts'

/** A change too fast to be believed that nothing has confirmed or taken back yet. */
export interface Jump {
  /** The last value before it that was believed, and when. */
  readonly fromValue: number
  readonly fromAt: number
  /** Units per ms, with its sign. */
  readonly speed: number
}

/** A series that is taken to have changed its unit. */
export interface Slip {
  /** A value times this is in the metric's own unit again: a power of ten. */
  readonly factor: number
  /** The last value in the metric's own unit. */
  readonly good: number
  /** When the first value in the other unit occurred. */
  readonly since: number
}

/** Readings behind the newest one that came without a newer one between them. */
export interface BehindRun {
  readonly n: number
  readonly firstAt: number
  readonly firstRecordedAt: number
  readonly lastAt: number
}

/** What is kept of a series between readings. Times are epoch ms, `occurredAt` of the values. The rare parts are absent. */
export interface SeriesMemory {
  readonly lastValue: number
  readonly lastAt: number
  /** Since when the value has been exactly `lastValue`, without a silence between. */
  readonly sameSince: number
  readonly jump?: Jump | undefined
  readonly slip?: Slip | undefined
  readonly behind?: BehindRun | undefined
  /** How far the device's clock was behind ours when the series was taken up again, ms. */
  readonly clockBehindMs?: number | undefined
}

/** The part of a feed's contract that times are judged by, ms. */
export interface ObservationPolicy {
  /** Arriving later than this after it happened: kept, flagged `late`. */
  readonly lateAfterMs: number
  /** Older than this: refused as `ancient`. */
  readonly maxAgeMs: number
  /** Further ahead of our clock than this: refused as `future`. */
  readonly maxAheadMs: number
}

export interface CheckableReading {
  /** In the metric's own unit. */
  readonly value: number
  /** Epoch ms. */
  readonly occurredAt: number
  /** The feed's own mark. */
  readonly estimated?: boolean
}

/** A refused reading has `quality` too: what it says about its sensor, to be counted though the value is not kept. */
export type CheckResult =
  | { readonly ok: true; readonly quality: number; readonly memory: SeriesMemory }
  | { readonly ok: false; readonly reason: RejectReason; readonly quality: number }
