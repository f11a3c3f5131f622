// Sensor frames: what changed since the last one, per district and kind, at most twice a second.
import { encodeFrame, epochHash } from '../../wire/frame.ts'
import { topics } from '../../wire/topics.ts'
import type { SensorRow, SensorSnapshot } from '../../wire/views.ts'
import type { PublishToScreens } from '../broker/bus.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type SensorTable } from '../live/sensors.ts'

/** Twice a second is what people see as live; more only costs (design: frames, not messages). */
export const FRAME_EVERY_MS = 500

export class Frames {
  private readonly seqs = new Map<string, number>()
  private readonly hash: number

  constructor(
    private readonly options: {
      readonly epoch: string
      readonly sensors: SensorTable
      readonly now: () => number
      readonly publish: PublishToScreens
    },
  ) {
    this.hash = epochHash(options.epoch)
  }

  /** Sends one frame for each group that changed. */
  flush(): void {
    const { sensors, publish } = this.options
    const now = this.options.now()
    for (const [group, changed] of sensors.takeChanged()) {
      const [district, kind] = group.split('/')
      if (district === undefined || kind === undefined) continue
      const seq = (this.seqs.get(group) ?? 0) + 1
      this.seqs.set(group, seq)
      const count = changed.size
      const index = new Uint32Array(count)
      const metric = new Uint8Array(count)
      const level = new Uint8Array(count)
      const quality = new Uint16Array(count)
      const value = new Float32Array(count)
      const at = new Float64Array(count)
      // Ages are counted back from the base: it is never before the newest value, even when a device's clock runs ahead.
      let baseAt = now
      let metrics = 0
      let i = 0
      for (const place of changed) {
        const slot = Math.floor(place / METRICS_PER_SENSOR)
        const m = place % METRICS_PER_SENSOR
        index[i] = slot
        metric[i] = m
        level[i] = sensors.levelOf(slot)
        quality[i] = sensors.qualityOf(slot, m)
        value[i] = sensors.valueOf(slot, m)
        at[i] = sensors.atOf(slot, m)
        baseAt = Math.max(baseAt, at[i] ?? 0)
        metrics = Math.max(metrics, m + 1)
        i++
      }
      publish(
        topics.frame(district, kind),
        encodeFrame(
          { metrics, seq, baseAt, epochHash: this.hash },
          { count, index, metric, level, quality, value, at },
        ),
      )
    }
  }

  /** Roster and current values; what changed and was not yet sent is sent first, so that the sequences fit. */
  snapshot(filter: { readonly district?: string; readonly kind?: string }): SensorSnapshot {
    this.flush()
    const { sensors, epoch, now } = this.options
    const rows = sensors.entries
      .filter(
        (s) =>
          (filter.district === undefined || s.district === filter.district) &&
          (filter.kind === undefined || s.kind.id === filter.kind),
      )
      .map((s) => this.row(s))
    return { epoch, seqs: Object.fromEntries(this.seqs), at: now(), rows }
  }

  row(s: SensorEntry): SensorRow {
    const { sensors } = this.options
    const metrics = s.kind.metrics.map((_, m) => m)
    return {
      index: s.slot,
      id: s.id,
      name: s.name,
      kind: s.kind.id,
      feed: s.feed,
      district: s.district,
      area: s.area,
      lng: s.lng,
      lat: s.lat,
      simulated: s.simulated,
      silentAfterMs: s.silentAfterMs,
      values: metrics.map((m) => (sensors.atOf(s.slot, m) === 0 ? null : sensors.valueOf(s.slot, m))),
      quality: metrics.map((m) => sensors.qualityOf(s.slot, m)),
      at: metrics.map((m) => sensors.atOf(s.slot, m)),
      level: sensors.levelOf(s.slot),
    }
  }
}
