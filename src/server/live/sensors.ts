// The hot table: current value, time, quality and alarm level of every series, in typed arrays. No I/O.
import type { AlarmCondition, AlarmRule } from '../../core/alarm/types.ts'
import type { DepartmentId, SensorId } from '../../core/ids.ts'
import type { SeriesMemory } from '../../core/observe/check.ts'
import { Quality } from '../../core/observe/types.ts'
import type { SensorKind } from '../../wire/reference.ts'

/** Room for metrics of one sensor; the schema of sensor kinds allows no more. */
export const METRICS_PER_SENSOR = 12

/** A registered sensor. `slot` is its place in this hub run's table and in frames. */
export interface SensorEntry {
  readonly id: SensorId
  readonly slot: number
  readonly feed: string
  readonly device: string
  readonly kind: SensorKind
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly area: string
  readonly district: string
  readonly owner?: DepartmentId
  readonly maintainer?: DepartmentId
  readonly attributes: Readonly<Record<string, string | number>>
  readonly simulated: boolean
  /** How long it may be quiet and its last value stands, ms: by its kind and by how often its feed promises to speak. */
  readonly silentAfterMs: number
  /** How often its feed promises to speak, ms. */
  readonly everyMs: number
  /** Store ids of its series, by metric order of its kind. */
  readonly series: readonly number[]
  /** Rules that watch it, with their standing condition. */
  readonly watches: Watch[]
}

/** One rule on one series. */
export interface Watch {
  readonly rule: AlarmRule
  readonly metric: number
  condition: AlarmCondition | undefined
}

export type NewSensor = Omit<SensorEntry, 'slot' | 'watches'>

/** Values this much ahead of us were taken before our clock was put back: they no longer stand in the way of newer ones. */
const PUT_BACK_MS = 10 * 60_000
/** As indicators are kept: a minute's value is what was known at its very end. */
const MINUTE_MS = 60_000
const minuteOf = (at: number): number => Math.ceil(at / MINUTE_MS)

/** What a series showed at some instant. */
export interface Shown {
  value: number
  at: number
  quality: number
}

/** A device whose clock was set back, and whose series goes on from there: its values are the newest though they say otherwise. */
const isFollowed = (quality: number): boolean =>
  (quality & (Quality.clockSkew | Quality.outOfOrder)) === Quality.clockSkew

const grown = <A extends Float64Array | Uint16Array | Uint8Array>(old: A, size: number): A => {
  const next = new (old.constructor as new (n: number) => A)(size)
  next.set(old as never)
  return next
}

export class SensorTable {
  readonly entries: SensorEntry[] = []
  private readonly byId = new Map<SensorId, SensorEntry>()
  /** By feed, then device: a key made of both would be built anew for every reading. */
  private readonly byDevice = new Map<string, Map<string, SensorEntry>>()
  private capacity = 4096
  private value = new Float64Array(this.capacity * METRICS_PER_SENSOR)
  private at = new Float64Array(this.capacity * METRICS_PER_SENSOR)
  private quality = new Uint16Array(this.capacity * METRICS_PER_SENSOR)
  /** The last value of an earlier minute than the current value's: what a minute that has just ended is told by. */
  private heldValue = new Float64Array(this.capacity * METRICS_PER_SENSOR)
  private heldAt = new Float64Array(this.capacity * METRICS_PER_SENSOR)
  private heldQuality = new Uint16Array(this.capacity * METRICS_PER_SENSOR)
  /** 0 none, else the level of the worst standing alarm. */
  private level = new Uint8Array(this.capacity)
  /** `district/kind` by slot. */
  private readonly groups: string[] = []
  private readonly memories: (SeriesMemory | undefined)[] = []
  /** Slots of each group. */
  private readonly byGroup = new Map<string, Set<number>>()
  private changed = new Map<string, number[]>()
  private isChanged = new Uint8Array(this.capacity * METRICS_PER_SENSOR)
  /** Slots whose level was set, or whose group is another, since screens were last told. */
  private restated: number[] = []
  /** For the indicators: places written since they last asked, and sensors put. */
  private written: number[] = []
  private isWritten = new Uint8Array(this.capacity * METRICS_PER_SENSOR)
  private placed: number[] = []
  private readonly listeners = new Set<(entry: SensorEntry) => void>()

  constructor(
    private readonly rulesFor: (
      kind: string,
      attributes: Readonly<Record<string, string | number>>,
    ) => readonly AlarmRule[],
  ) {}

  /** Adds or replaces a sensor; a replaced one keeps its slot, values and conditions. */
  put(sensor: NewSensor): SensorEntry {
    const before = this.byId.get(sensor.id)
    const watches = this.rulesFor(sensor.kind.id, sensor.attributes).map((rule): Watch => ({
      rule,
      metric: sensor.kind.metrics.findIndex((m) => m.id === rule.metric),
      condition: before?.watches.find((w) => w.rule.id === rule.id)?.condition,
    }))
    const slot = before?.slot ?? this.entries.length
    const entry: SensorEntry = { ...sensor, slot, watches }
    this.entries[slot] = entry
    this.byId.set(entry.id, entry)
    let devices = this.byDevice.get(entry.feed)
    if (devices === undefined) this.byDevice.set(entry.feed, (devices = new Map()))
    devices.set(entry.device, entry)
    if (slot >= this.capacity) this.grow()
    this.join(entry)
    this.placed.push(slot)
    for (const told of this.listeners) told(entry)
    return entry
  }

  /** Told of every sensor added or replaced from now on, in the very call. */
  onPut(told: (entry: SensorEntry) => void): () => void {
    this.listeners.add(told)
    return () => void this.listeners.delete(told)
  }

  get(id: SensorId): SensorEntry | undefined {
    return this.byId.get(id)
  }

  find(feed: string, device: string): SensorEntry | undefined {
    return this.byDevice.get(feed)?.get(device)
  }

  memory(slot: number, metric: number): SeriesMemory | undefined {
    return this.memories[slot * METRICS_PER_SENSOR + metric]
  }

  remember(slot: number, metric: number, memory: SeriesMemory): void {
    this.memories[slot * METRICS_PER_SENSOR + metric] = memory
  }

  /** Takes a value as current unless a newer one is there already. `recordedAt`: our clock, when we came to know. */
  write(
    entry: SensorEntry,
    metric: number,
    value: number,
    occurredAt: number,
    quality: number,
    recordedAt = occurredAt,
  ): void {
    const i = entry.slot * METRICS_PER_SENSOR + metric
    const before = this.at[i] ?? 0
    if (occurredAt < before && before <= recordedAt + PUT_BACK_MS && !isFollowed(quality)) {
      if (occurredAt < (this.heldAt[i] ?? 0) || minuteOf(occurredAt) === minuteOf(before)) return
      this.heldValue[i] = value
      this.heldAt[i] = occurredAt
      this.heldQuality[i] = quality
      return
    }
    if (minuteOf(occurredAt) !== minuteOf(before)) {
      const kept = occurredAt > before
      this.heldValue[i] = kept ? (this.value[i] ?? Number.NaN) : Number.NaN
      this.heldAt[i] = kept ? before : 0
      this.heldQuality[i] = kept ? (this.quality[i] ?? 0) : 0
    }
    this.value[i] = value
    this.at[i] = occurredAt
    this.quality[i] = quality
    if (this.isWritten[i] === 0) {
      this.isWritten[i] = 1
      this.written.push(i)
    }
    this.touch(entry, metric)
  }

  /**
   * What a series showed at the end of a minute, into `out`. Known for the minute before the current value's and from then on;
   * false: not known here any more, or nothing then.
   */
  shownAt(slot: number, metric: number, minuteAt: number, out: Shown): boolean {
    const i = slot * METRICS_PER_SENSOR + metric
    const at = this.at[i] ?? 0
    const isHeld = at > minuteAt
    out.at = (isHeld ? this.heldAt[i] : at) ?? 0
    out.value = (isHeld ? this.heldValue[i] : this.value[i]) ?? Number.NaN
    out.quality = (isHeld ? this.heldQuality[i] : this.quality[i]) ?? 0
    return out.at > 0 && out.at <= minuteAt
  }

  setLevel(entry: SensorEntry, level: number): void {
    if (this.level[entry.slot] === level) return
    this.level[entry.slot] = level
    this.restated.push(entry.slot)
    for (let m = 0; m < entry.kind.metrics.length; m++) if (this.atOf(entry.slot, m) > 0) this.touch(entry, m)
  }

  valueOf(slot: number, metric: number): number {
    return this.value[slot * METRICS_PER_SENSOR + metric] ?? Number.NaN
  }
  /** occurredAt of the current value, 0 when never seen. */
  atOf(slot: number, metric: number): number {
    return this.at[slot * METRICS_PER_SENSOR + metric] ?? 0
  }
  qualityOf(slot: number, metric: number): number {
    return this.quality[slot * METRICS_PER_SENSOR + metric] ?? 0
  }
  levelOf(slot: number): number {
    return this.level[slot] ?? 0
  }

  /** Newest occurrence over all metrics of a sensor, 0 when never seen. */
  lastAt(entry: SensorEntry): number {
    let last = 0
    for (let m = 0; m < entry.kind.metrics.length; m++) last = Math.max(last, this.atOf(entry.slot, m))
    return last
  }

  /** `district/kind` of a slot. */
  groupOf(slot: number): string {
    return this.groups[slot] ?? ''
  }
  slotsOf(group: string): Iterable<number> {
    return this.byGroup.get(group) ?? []
  }

  /** Hands over what changed since the last call, as `slot × METRICS_PER_SENSOR + metric`, each place once, by `district/kind`. */
  takeChanged(): ReadonlyMap<string, readonly number[]> {
    const taken = this.changed
    this.changed = new Map()
    for (const places of taken.values()) for (const i of places) this.isChanged[i] = 0
    return taken
  }

  /** Slots whose level or group may have changed since the last call; the same one may come twice. */
  takeRestated(): readonly number[] {
    const taken = this.restated
    this.restated = []
    return taken
  }

  /** Hands over what was written since the last call, as `slot × METRICS_PER_SENSOR + metric`, each place once. */
  takeWritten(): readonly number[] {
    const taken = this.written
    this.written = []
    for (const i of taken) this.isWritten[i] = 0
    return taken
  }

  /** Slots of sensors added or replaced since the last call; the same one may come twice. */
  takePlaced(): readonly number[] {
    const taken = this.placed
    this.placed = []
    return taken
  }

  private touch(entry: SensorEntry, metric: number): void {
    const i = entry.slot * METRICS_PER_SENSOR + metric
    if (this.isChanged[i] === 1) return
    this.isChanged[i] = 1
    const group = this.groupOf(entry.slot)
    const places = this.changed.get(group)
    if (places === undefined) this.changed.set(group, [i])
    else places.push(i)
  }

  /** Into its group. One that moved is told anew there: sequences of one group mean nothing in another. */
  private join(entry: SensorEntry): void {
    const { slot } = entry
    const group = `${entry.district}/${entry.kind.id}`
    const before = this.groups[slot]
    if (before === group) return
    this.groups[slot] = group
    const slots = this.byGroup.get(group)
    if (slots === undefined) this.byGroup.set(group, new Set([slot]))
    else slots.add(slot)
    if (before === undefined) return
    this.byGroup.get(before)?.delete(slot)
    const isOthers = (place: number): boolean => Math.floor(place / METRICS_PER_SENSOR) !== slot
    this.changed.set(before, (this.changed.get(before) ?? []).filter(isOthers))
    this.isChanged.fill(0, slot * METRICS_PER_SENSOR, (slot + 1) * METRICS_PER_SENSOR)
    this.restated.push(slot)
    for (let m = 0; m < entry.kind.metrics.length; m++) if (this.atOf(slot, m) > 0) this.touch(entry, m)
  }

  private grow(): void {
    this.capacity *= 2
    this.value = grown(this.value, this.capacity * METRICS_PER_SENSOR)
    this.at = grown(this.at, this.capacity * METRICS_PER_SENSOR)
    this.quality = grown(this.quality, this.capacity * METRICS_PER_SENSOR)
    this.heldValue = grown(this.heldValue, this.capacity * METRICS_PER_SENSOR)
    this.heldAt = grown(this.heldAt, this.capacity * METRICS_PER_SENSOR)
    this.heldQuality = grown(this.heldQuality, this.capacity * METRICS_PER_SENSOR)
    this.isWritten = grown(this.isWritten, this.capacity * METRICS_PER_SENSOR)
    this.isChanged = grown(this.isChanged, this.capacity * METRICS_PER_SENSOR)
    this.level = grown(this.level, this.capacity)
  }
}
