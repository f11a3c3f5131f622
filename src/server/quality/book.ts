// Counts flags by sensor, hour and flag, and by feed and owner, between two writes; knows when each sensor was last heard. Hot
// path: typed arrays and one look-up per reading. No I/O.
import { Quality, SUSPECT, type QualityFlag } from '../../core/observe/types.ts'
import type { SensorEntry } from '../live/sensors.ts'

/** What is counted: the flags by their place in the bit set, then values with any suspect flag, then all that was kept. */
export type Counted = QualityFlag | 'suspect' | 'observations'
const FLAGS = Object.keys(Quality) as QualityFlag[]
export const COUNTED: readonly Counted[] = [...FLAGS, 'suspect', 'observations']
const WIDTH = COUNTED.length
const SUSPECT_AT = FLAGS.length
const KEPT_AT = FLAGS.length + 1
const BITS = FLAGS.map((flag) => Quality[flag])
const REPEATED_AT = FLAGS.indexOf('repeated')

const HOUR_MS = 3_600_000

/** Sensors of one feed that the same departments answer for. */
export interface Group {
  readonly feed: string
  readonly owner: string
  readonly maintainer: string
}

/** Increments of one hour. */
export interface HourCounts {
  readonly hourAt: number
  /** By slot; only sensors with a flag. */
  readonly sensors: Map<number, Int32Array>
  /** By group × WIDTH. */
  readonly groups: number[]
}

/** A sensor that was silent and spoke again, our clock. */
export interface Heard {
  readonly slot: number
  readonly at: number
}

export class QualityBook {
  private hours = new Map<number, HourCounts>()
  private last: HourCounts | undefined
  readonly groups: Group[] = []
  private readonly groupIds = new Map<string, number>()
  /** The entry each slot's group was made from: a sensor whose owner changes is a new entry. */
  private readonly grouped: (SensorEntry | undefined)[] = []
  private readonly groupOf: number[] = []
  private heardAt = new Float64Array(4096)
  private silent = new Uint8Array(4096)
  private ended: Heard[] = []
  private suspected = 0

  /** Suspect values taken in this run. */
  get suspect(): number {
    return this.suspected
  }

  /** A value that was kept. */
  took(sensor: SensorEntry, quality: number, occurredAt: number, recordedAt: number): void {
    const { slot } = sensor
    this.hear(slot, recordedAt)
    const counts = this.countsOf(occurredAt)
    const at = this.groupAt(sensor)
    counts.groups[at + KEPT_AT] = (counts.groups[at + KEPT_AT] ?? 0) + 1
    if (quality === 0) return
    this.add(counts, slot, at, quality)
    if ((quality & SUSPECT) === 0) return
    this.suspected++
    const row = rowOf(counts, slot)
    row[SUSPECT_AT] = (row[SUSPECT_AT] ?? 0) + 1
    counts.groups[at + SUSPECT_AT] = (counts.groups[at + SUSPECT_AT] ?? 0) + 1
  }

  /** A value that was not kept, but says something of its sensor: it was heard, and that is counted. */
  refused(sensor: SensorEntry, quality: number, recordedAt: number): void {
    this.hear(sensor.slot, recordedAt)
    if (quality !== 0) this.add(this.countsOf(recordedAt), sensor.slot, this.groupAt(sensor), quality)
  }

  /** A value that was taken for new and then found in the store: not another one. */
  repeated(sensor: SensorEntry, occurredAt: number): void {
    const counts = this.countsOf(occurredAt)
    const at = this.groupAt(sensor)
    counts.groups[at + KEPT_AT] = (counts.groups[at + KEPT_AT] ?? 0) - 1
    counts.groups[at + REPEATED_AT] = (counts.groups[at + REPEATED_AT] ?? 0) + 1
    const row = rowOf(counts, sensor.slot)
    row[REPEATED_AT] = (row[REPEATED_AT] ?? 0) + 1
  }

  /** A flag that no value carries: a place found wrong at registration. */
  marked(sensor: SensorEntry, quality: number, at: number): void {
    this.add(this.countsOf(at), sensor.slot, this.groupAt(sensor), quality)
  }

  /** When a sensor was last heard by our clock; 0: not in this book. */
  lastHeard(slot: number): number {
    return this.heardAt[slot] ?? 0
  }
  /** What the store knows of a sensor, at start. */
  knownHeard(slot: number, at: number): void {
    this.reserve(slot)
    this.heardAt[slot] = Math.max(this.heardAt[slot] ?? 0, at)
  }
  isSilent(slot: number): boolean {
    return this.silent[slot] === 1
  }
  setSilent(slot: number): void {
    this.reserve(slot)
    this.silent[slot] = 1
  }

  /** Counts since the last call; on failure hand them back with `restore`. */
  take(): HourCounts[] {
    const taken = [...this.hours.values()]
    this.hours = new Map()
    this.last = undefined
    return taken
  }
  restore(taken: readonly HourCounts[]): void {
    for (const old of taken) {
      const counts = this.countsOf(old.hourAt)
      for (const [i, n] of old.groups.entries()) if (n) counts.groups[i] = (counts.groups[i] ?? 0) + n
      for (const [slot, ns] of old.sensors) {
        const row = rowOf(counts, slot)
        for (const [i, n] of ns.entries()) row[i] = (row[i] ?? 0) + n
      }
    }
  }
  /** Silences that ended since the last call. */
  takeEnded(): Heard[] {
    return this.ended.splice(0)
  }
  restoreEnded(ended: readonly Heard[]): void {
    this.ended.unshift(...ended)
  }

  private hear(slot: number, at: number): void {
    if (slot >= this.heardAt.length) this.reserve(slot)
    if (at > (this.heardAt[slot] ?? 0)) this.heardAt[slot] = at
    if (this.silent[slot] === 0) return
    this.silent[slot] = 0
    this.ended.push({ slot, at })
  }

  private add(counts: HourCounts, slot: number, group: number, quality: number): void {
    const row = rowOf(counts, slot)
    for (let i = 0; i < SUSPECT_AT; i++)
      if ((quality & (BITS[i] ?? 0)) !== 0) {
        row[i] = (row[i] ?? 0) + 1
        counts.groups[group + i] = (counts.groups[group + i] ?? 0) + 1
      }
  }

  private countsOf(at: number): HourCounts {
    const hourAt = at - (at % HOUR_MS)
    if (this.last?.hourAt === hourAt) return this.last
    let counts = this.hours.get(hourAt)
    if (counts === undefined) this.hours.set(hourAt, (counts = { hourAt, sensors: new Map(), groups: [] }))
    return (this.last = counts)
  }

  /** Where the counts of a sensor's group begin. */
  private groupAt(sensor: SensorEntry): number {
    const { slot } = sensor
    if (this.grouped[slot] !== sensor) {
      const group = { feed: sensor.feed, owner: sensor.owner ?? '', maintainer: sensor.maintainer ?? '' }
      const key = `${group.feed}\n${group.owner}\n${group.maintainer}`
      let id = this.groupIds.get(key)
      if (id === undefined) {
        id = this.groups.push(group) - 1
        this.groupIds.set(key, id)
      }
      this.grouped[slot] = sensor
      this.groupOf[slot] = id * WIDTH
    }
    return this.groupOf[slot] ?? 0
  }

  private reserve(slot: number): void {
    if (slot < this.heardAt.length) return
    const size = Math.max(slot + 1, this.heardAt.length * 2)
    const heardAt = new Float64Array(size)
    heardAt.set(this.heardAt)
    const silent = new Uint8Array(size)
    silent.set(this.silent)
    this.heardAt = heardAt
    this.silent = silent
  }
}

function rowOf(counts: HourCounts, slot: number): Int32Array {
  let row = counts.sensors.get(slot)
  if (row === undefined) counts.sensors.set(slot, (row = new Int32Array(WIDTH)))
  return row
}

/** The counts of one group within an hour's, as [what, n], without those that are 0. */
export function* groupRows(
  groups: readonly Group[],
  { groups: counts }: HourCounts,
): Iterable<[Group, Counted, number]> {
  for (const [i, n] of counts.entries()) {
    const group = groups[Math.floor(i / WIDTH)]
    const what = COUNTED[i % WIDTH]
    if (n && group !== undefined && what !== undefined) yield [group, what, n]
  }
}
