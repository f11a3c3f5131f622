// What a payload format takes and gives: bytes in; readings, reports, devices, warnings and refusals out. No decision is made here.
import type { Device, Reading, RejectReason, Report } from '../core/observe/types.ts'
import type { Fix } from '../core/track/types.ts'
import type { Warning } from '../core/warning/types.ts'
import type { FORMATS, Feed } from '../wire/reference.ts'

/** A reading with what its message said beside the value; `lng`, `lat` are in CGCS2000 and come together or not at all. */
export interface DecodedReading extends Reading {
  readonly lng?: number
  readonly lat?: number
  /** The sender's own mark: estimated, not measured. */
  readonly estimated?: boolean
}

/** Where a moving unit said it was: its id inside the feed, and the fix in CGCS2000. */
export interface DecodedPosition {
  readonly device: string
  readonly fix: Fix
}

/** One thing that was not taken. `index` is the element inside the message (array element, SenML record, CSV line), from 0. */
export interface Reject {
  readonly reason: RejectReason
  /** Short, one line, safe to store and show. */
  readonly detail: string
  readonly index?: number
}

/** Everything one message held. A refused element never hides its neighbours. */
export interface Decoded {
  readonly readings: readonly DecodedReading[]
  readonly reports: readonly Report[]
  readonly devices: readonly Device[]
  readonly warnings: readonly Warning[]
  readonly positions: readonly DecodedPosition[]
  readonly rejects: readonly Reject[]
}

/** What the topic said: the levels at `{device}` and `{metric}`. */
export interface TopicParams {
  readonly device?: string
  readonly metric?: string
}

/** What the hub knows when a message arrives. */
export interface Arrival {
  /** Our clock, epoch ms. */
  readonly receivedAt: number
  /** The metric's own unit; undefined when no such metric is known. `kind` is the contract's, `device` the sender's id. */
  readonly unitOf: (metric: string, kind?: string, device?: string) => string | undefined
}

export interface FormatContext extends Arrival {
  readonly feed: Feed
  readonly params: TopicParams
}

export type FormatId = (typeof FORMATS)[number]

/** One payload format. `decode` never throws, whatever the bytes are. */
export interface Format {
  readonly id: FormatId
  decode(payload: Uint8Array, ctx: FormatContext): Decoded
}
