// Sensor frames: what changed since the last one, per district and kind, at most twice a second; and what a screen missed of them.
// Of each series and each state the sequence is kept at which it last changed: nothing is kept per screen.
import { encodeFrame, epochHash } from '../../wire/frame.ts'
import { encodeSince, type Since, type SincePart } from '../../wire/since.ts'
import { encodeStateFrame } from '../../wire/stateFrame.ts'
import { topics } from '../../wire/topics.ts'
import type { SensorRow, SensorSnapshot } from '../../wire/views.ts'
import type { PublishToScreens } from '../broker/bus.ts'
import { METRICS_PER_SENSOR, type SensorEntry, type SensorTable } from '../live/sensors.ts'
import { sensorColumns } from './columns.ts'
import { States } from './states.ts'

/** Twice a second is what people see as live; more only costs (design: frames, not messages). */
export const FRAME_EVERY_MS = 500

export interface SensorFilter {
  readonly district?: string
  readonly kind?: string
}

/** What screens may ask of the hot table in bytes. */
export interface HotSensors {
  /** All sensors of a scope as `wire/sensorColumns.ts` lays them out. */
  columns(filter: SensorFilter, values: boolean): Uint8Array
  /** What changed after the sequences given, as `wire/since.ts` lays it out. */
  since(asked: Since): Uint8Array
}

export class Frames implements HotSensors {
  private readonly seqs = new Map<string, number>()
  private readonly stateSeqs = new Map<string, number>()
  /** By place: sequence of its group's value frames at which it last changed. */
  private changedIn = new Uint32Array(0)
  private readonly hash: number
  private readonly states: States

  constructor(
    private readonly options: {
      readonly epoch: string
      readonly sensors: SensorTable
      readonly now: () => number
      readonly publish: PublishToScreens
    },
  ) {
    this.hash = epochHash(options.epoch)
    this.states = new States(options.sensors)
  }

  /** Sends one frame for each group that changed. */
  flush(): void {
    const { sensors, publish } = this.options
    const now = this.options.now()
    this.makeRoom()
    for (const [group, places] of sensors.takeChanged()) {
      if (places.length === 0) continue
      const seq = (this.seqs.get(group) ?? 0) + 1
      this.seqs.set(group, seq)
      for (const place of places) {
        this.changedIn[place] = seq
        this.states.look(Math.floor(place / METRICS_PER_SENSOR), now)
      }
      publish(topics.frame(...parts(group)), this.valueFrame(places, seq, now))
    }
    this.states.round(now)
    for (const [group, slots] of this.states.takeChanged()) {
      const seq = (this.stateSeqs.get(group) ?? 0) + 1
      this.stateSeqs.set(group, seq)
      for (const slot of slots) this.states.told(slot, seq)
      publish(topics.state(...parts(group)), this.stateFrame(slots, seq))
    }
  }

  /** Roster and current values. They may be ahead of the sequences by what the next frames bring, never behind. */
  snapshot(filter: SensorFilter): SensorSnapshot {
    const { epoch, now } = this.options
    const rows = this.entries(filter).map((s) => this.row(s))
    return {
      epoch,
      seqs: Object.fromEntries(this.seqs),
      stateSeqs: Object.fromEntries(this.stateSeqs),
      at: now(),
      rows,
    }
  }

  columns(filter: SensorFilter, values: boolean): Uint8Array {
    const { epoch, sensors, now } = this.options
    const seqs = { values: Object.fromEntries(this.seqs), states: Object.fromEntries(this.stateSeqs) }
    return sensorColumns(this.entries(filter), sensors, this.states, { epoch, at: now(), ...seqs }, values)
  }

  since(asked: Since): Uint8Array {
    const { epoch, sensors, now } = this.options
    if (asked.epoch !== epoch) return encodeSince(undefined)
    this.makeRoom()
    const at = now()
    const found: SincePart[] = []
    for (const [key, known] of Object.entries(asked.values)) {
      const seq = this.seqs.get(key) ?? 0
      if (seq === known) continue
      // A sequence that is not yet ours is nobody's: everything there is.
      const from = known > seq ? 0 : known
      const places: number[] = []
      for (const slot of sensors.slotsOf(key)) {
        const metrics = sensors.entries[slot]?.kind.metrics.length ?? 0
        for (let i = slot * METRICS_PER_SENSOR, end = i + metrics; i < end; i++)
          if ((this.changedIn[i] ?? 0) > from) places.push(i)
      }
      found.push({ type: 'values', key, frame: this.valueFrame(places, seq, at) })
    }
    for (const [key, known] of Object.entries(asked.states)) {
      const seq = this.stateSeqs.get(key) ?? 0
      if (seq === known) continue
      const from = known > seq ? 0 : known
      const slots: number[] = []
      for (const slot of sensors.slotsOf(key)) if (this.states.seqOf(slot) > from) slots.push(slot)
      found.push({ type: 'states', key, frame: this.stateFrame(slots, seq) })
    }
    return encodeSince(found)
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
      state: this.states.flagsOf(s.slot),
    }
  }

  private entries({ district, kind }: SensorFilter): readonly SensorEntry[] {
    const { entries } = this.options.sensors
    if (district === undefined && kind === undefined) return entries
    return entries.filter(
      (s) => (district === undefined || s.district === district) && (kind === undefined || s.kind.id === kind),
    )
  }

  private valueFrame(places: readonly number[], seq: number, now: number): Uint8Array {
    const { sensors } = this.options
    const count = places.length
    const index = new Uint32Array(count)
    const metric = new Uint8Array(count)
    const level = new Uint8Array(count)
    const quality = new Uint16Array(count)
    const value = new Float32Array(count)
    const at = new Float64Array(count)
    // Ages are counted back from the base: it is never before the newest value, even when a device's clock runs ahead.
    let baseAt = now
    let metrics = 0
    for (const [i, place] of places.entries()) {
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
    }
    const header = { metrics, seq, baseAt, epochHash: this.hash }
    return encodeFrame(header, { count, index, metric, level, quality, value, at })
  }

  private stateFrame(slots: readonly number[], seq: number): Uint8Array {
    const level = slots.map((slot) => this.states.levelOf(slot))
    const flags = slots.map((slot) => this.states.flagsOf(slot))
    return encodeStateFrame({ seq, epochHash: this.hash }, { count: slots.length, index: slots, level, flags })
  }

  private makeRoom(): void {
    const size = this.options.sensors.entries.length * METRICS_PER_SENSOR
    if (size <= this.changedIn.length) return
    const more = new Uint32Array(size * 2)
    more.set(this.changedIn)
    this.changedIn = more
  }
}

/** District and kind of a group. */
const parts = (group: string): [district: string, kind: string] => {
  const at = group.indexOf('/')
  return [group.slice(0, at), group.slice(at + 1)]
}
