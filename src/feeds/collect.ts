// Gathers what a format finds in one message, and applies the checks that every reading shares: device, number, unit, place.
import type { Device, RejectReason, Report } from '../core/observe/types.ts'
import type { Warning } from '../core/warning/types.ts'
import { clip, isName } from './names.ts'
import { toPlace } from './place.ts'
import type { Decoded, DecodedPosition, DecodedReading, FormatContext, Reject } from './types.ts'
import { convert } from './units.ts'

/** A value as the message has it. */
export interface Given {
  readonly device: string | undefined
  readonly metric: string | undefined
  readonly value: number
  /** As the message or the map says; else the contract's, else the metric's own. */
  readonly unit?: string | undefined
  readonly occurredAt: number
  /** Already converted by {@link Collector.place}. */
  readonly place?: { readonly lng: number; readonly lat: number } | undefined
  readonly estimated?: boolean | undefined
}

/** What one message held so far. A refused element is counted with its reason and never hides its neighbours. */
export class Collector implements Decoded {
  readonly readings: DecodedReading[] = []
  readonly reports: Report[] = []
  readonly devices: Device[] = []
  readonly warnings: Warning[] = []
  readonly positions: DecodedPosition[] = []
  readonly rejects: Reject[] = []
  readonly #ctx: FormatContext

  constructor(ctx: FormatContext) {
    this.#ctx = ctx
  }

  reject(reason: RejectReason, detail: string, index?: number): void {
    this.rejects.push({ reason, detail: clip(detail), ...(index === undefined ? {} : { index }) })
  }

  reading(given: Given, index?: number): void {
    const { feed } = this.#ctx
    const device = given.device ?? this.#ctx.params.device
    const metric = given.metric ?? this.#ctx.params.metric ?? feed.metric
    if (device === undefined || device === '')
      return this.reject('unknownSensor', 'neither message nor topic names a device', index)
    if (!isName(device)) return this.reject('schema', `not a device id: ${device}`, index)
    if (metric === undefined || metric === '')
      return this.reject('unknownMetric', 'neither message, topic nor contract names a metric', index)
    if (!Number.isFinite(given.value)) return this.reject('impossibleValue', `${metric} is not a finite number`, index)
    let value = given.value
    const stated = given.unit ?? feed.unit
    if (stated !== undefined) {
      const own = this.#ctx.unitOf(metric, feed.kind, device)
      // A value of unknown unit is worse than no value: it would look like a measurement.
      if (own === undefined) return this.reject('unknownMetric', metric, index)
      const converted = convert(value, stated, own)
      if (converted === undefined) return this.reject('wrongUnit', `${metric} in ${stated}, expected ${own}`, index)
      value = converted
    }
    const reading: DecodedReading = { device, metric, value, occurredAt: given.occurredAt }
    if (given.place === undefined && given.estimated === undefined) this.readings.push(reading)
    else
      this.readings.push({
        ...reading,
        ...given.place,
        ...(given.estimated === undefined ? {} : { estimated: given.estimated }),
      })
  }

  /**
   * The place in CGCS2000, converted by the contract's coordinate system; undefined when there is none.
   * A bad place is refused alone: what was measured or said stays.
   */
  place(lng: unknown, lat: unknown, index?: number): { lng: number; lat: number } | undefined {
    if (isAbsent(lng) && isAbsent(lat)) return undefined
    const place = toPlace(lng, lat, this.#ctx.feed.crs)
    if (typeof place !== 'string') return place
    this.reject('badPlace', place, index)
    return undefined
  }
}

const isAbsent = (v: unknown): boolean => v === undefined || v === null || v === ''
