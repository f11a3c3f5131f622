// What the sensors of one kind showed in a past span, minute after minute, read from the store. Holds one span, judges nothing.
import type { SeriesWindow } from '../../core/indicate/window.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type SensorTable, type Shown } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import type { Source } from './inputs.ts'
import type { Reach } from './plan.ts'
import { addTo, openRings, type Needs } from './windows.ts'
import { seriesOf } from './marks.ts'

const MINUTE_MS = 60_000
/** Values in one answer of the store: some ten milliseconds of it. */
const ROWS_AT_ONCE = 5_000

interface Reading {
  readonly place: number
  readonly at: number
  readonly value: number
  readonly quality: number
}

export interface PastDeps {
  readonly db: Db
  readonly sensors: SensorTable
  readonly needs: Needs
  /** Lets others work; called after every piece. */
  readonly rest: () => Promise<void>
  /** True: reads no further, and what it holds is not whole. */
  readonly stopped: () => boolean
}

/** `slots` of one kind. Walk it forwards only: `load` a span, then `step` through its minutes. */
export class Past implements Source {
  private readonly last = new Map<number, Shown>()
  private readonly rings = new Map<number, Map<number, SeriesWindow>>()
  private readonly placeOf = new Map<number, number>()
  private byMinute = new Map<number, Reading[]>()

  constructor(
    private readonly deps: PastDeps,
    private readonly slots: readonly number[],
  ) {
    for (const slot of slots) {
      const entry = deps.sensors.entries[slot]
      for (const [metric, series] of (entry?.series ?? []).entries())
        this.placeOf.set(series, slot * METRICS_PER_SENSOR + metric)
    }
  }

  /** The values of `from` (exclusive) to `to`, by the minute at whose end they are known. */
  async load(from: number, to: number): Promise<void> {
    this.byMinute = new Map()
    const all = [...this.placeOf.keys()]
    const everyMs = Math.min(...this.slots.map((slot) => this.deps.sensors.entries[slot]?.kind.everyMs ?? MINUTE_MS))
    const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, (to - from) / everyMs)))
    for (let i = 0; i < all.length && !this.deps.stopped(); i += atOnce) {
      const { rows } = await this.deps.db.pool.query<Omit<Reading, 'place'> & { series: number }>(
        `select series, (extract(epoch from occurred_at) * 1000)::float8 as at, value, quality from observation
         where series = any($1::int[]) and occurred_at > to_timestamp($2) and occurred_at <= to_timestamp($3)`,
        [`{${all.slice(i, i + atOnce).join(',')}}`, from / 1000, to / 1000],
      )
      for (const { series, ...row } of rows) {
        const minute = Math.ceil(row.at / MINUTE_MS) * MINUTE_MS
        const list = this.byMinute.get(minute)
        const reading = { ...row, place: this.placeOf.get(series) ?? 0 }
        if (list === undefined) this.byMinute.set(minute, [reading])
        else list.push(reading)
      }
      await this.deps.rest()
    }
  }

  /** Goes on to the end of a minute; tells of every series that said something. */
  step(minuteAt: number, told: (slot: number, metric: number) => void): void {
    const readings = this.byMinute.get(minuteAt)
    if (readings === undefined) return
    this.byMinute.delete(minuteAt)
    for (const { place, at, value, quality } of readings) {
      const slot = Math.floor(place / METRICS_PER_SENSOR)
      const metric = place % METRICS_PER_SENSOR
      const before = this.last.get(place)
      if (before === undefined) this.last.set(place, { at, value, quality })
      else if (at >= before.at) {
        before.at = at
        before.value = value
        before.quality = quality
      }
      const entry = this.deps.sensors.entries[slot]
      const grains = entry && this.deps.needs.get(seriesOf(entry.kind.id, metric))
      if (entry !== undefined && grains !== undefined) {
        let rings = this.rings.get(place)
        if (rings === undefined) this.rings.set(place, (rings = openRings(entry, metric, grains)))
        addTo(rings, { at, value, quality })
      }
      told(slot, metric)
    }
  }

  /** Said anything so far. */
  hasSpoken(slot: number, metrics: number): boolean {
    for (let m = 0; m < metrics; m++) if (this.last.has(slot * METRICS_PER_SENSOR + m)) return true
    return false
  }

  entry(slot: number): SensorEntry | undefined {
    return this.deps.sensors.entries[slot]
  }

  shown(slot: number, metric: number, out: Shown): boolean {
    const shown = this.last.get(slot * METRICS_PER_SENSOR + metric)
    if (shown === undefined) return false
    out.at = shown.at
    out.value = shown.value
    out.quality = shown.quality
    return true
  }

  window(slot: number, metric: number, { bucketMs }: Reach): SeriesWindow | undefined {
    return this.rings.get(slot * METRICS_PER_SENSOR + metric)?.get(bucketMs)
  }
}
