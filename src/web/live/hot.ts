// The arrays of the hot table: filled from columns, written to from frames, read by slot. No object per sensor, no I/O, no clock.
import { isStale } from '../../core/observe/stale.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import { FLAG_DOUBTED, FLAG_SILENT, SIMULATED, textAt, type SensorColumns } from '../../wire/sensorColumns.ts'
import { DOUBTED, SILENT } from '../../wire/stateFrame.ts'
import type { SensorRow } from '../../wire/views.ts'
import { createSlotFollowers, type SlotFollower } from './follow.ts'
import { indexTexts } from './textIndex.ts'

/** What stays the same of a sensor within a hub run. */
export type SensorEntry = Omit<SensorRow, 'values' | 'quality' | 'at' | 'level' | 'state'>

export interface HotReads {
  readonly count: () => number
  /** Made when asked for: not for who goes through all of them. */
  readonly entry: (slot: number) => SensorEntry | undefined
  readonly id: (slot: number) => string
  readonly kind: (slot: number) => string
  readonly slotOf: (id: string) => number | undefined
  /** NaN when unknown, and at depth `states`. `metric` counts in the order of the sensor's kind. */
  readonly value: (slot: number, metric: number) => number
  /** occurredAt, 0 when never seen. */
  readonly at: (slot: number, metric: number) => number
  readonly quality: (slot: number, metric: number) => number
  /** Newest occurredAt of any of its metrics, 0 when it never spoke. */
  readonly newestAt: (slot: number) => number
  /** 1–4, 0 for none. */
  readonly level: (slot: number) => number
  /** Some current value of it carries a flag of `SUSPECT`. */
  readonly suspect: (slot: number) => boolean
  /** Its newest value is older than it may be: by the values here, or as the hub said. */
  readonly stale: (slot: number, now: number) => boolean
  /** How long it may be quiet, ms. */
  readonly silentAfterMs: (slot: number) => number
  /** True where its values are followed; else only its state is. */
  readonly hasValues: (slot: number) => boolean
  /** Degrees by slot; other arrays after each fill, so their identity tells one fill from another. */
  readonly lngs: () => Float64Array
  readonly lats: () => Float64Array
  /** From now on tells which slots were written. To be stopped by who asked. */
  readonly follow: () => SlotFollower
}

export interface Hot extends HotReads {
  readonly fill: (columns: SensorColumns) => void
  /** False: no such sensor here. */
  readonly write: (index: number, metric: number, value: number, at: number, quality: number, level: number) => boolean
  readonly writeState: (index: number, level: number, flags: number) => boolean
  readonly knows: (index: number) => boolean
  /** All `[district, kind]` that have sensors. */
  readonly groups: () => readonly (readonly [district: string, kind: string])[]
  /** From now on these groups, `district/kind`, have values that are followed, and no others. */
  readonly setValued: (keys: ReadonlySet<string>) => void
}

const doubt = (quality: number): number => ((quality & SUSPECT) === 0 ? 0 : 1)
const EMPTY: SensorColumns = {
  head: { epoch: '', at: 0, values: {}, states: {}, kinds: [], feeds: [], districts: [], areas: [] },
  count: 0,
  ...{ index: new Uint32Array(0), lng: new Float64Array(0), lat: new Float64Array(0) },
  ...{ silentAfterMs: new Float64Array(0), kind: new Uint16Array(0), feed: new Uint16Array(0) },
  ...{ district: new Uint16Array(0), area: new Uint32Array(0), flags: new Uint8Array(0), level: new Uint8Array(0) },
  ids: { bytes: new Uint8Array(0), offsets: new Uint32Array(1) },
  names: { bytes: new Uint8Array(0), offsets: new Uint32Array(1) },
  series: new Uint32Array(1),
}

export function createHot(): Hot {
  let c = EMPTY
  /** Frame index → slot + 1; 0 is unknown. */
  let slots = new Uint32Array(0)
  let values: Float32Array = new Float32Array(0)
  let ats: Float64Array = new Float64Array(0)
  let qualities: Uint16Array = new Uint16Array(0)
  // By slot, kept while writing, so that who draws a hundred thousand need not look through their metrics.
  let newest = new Float64Array(0)
  let doubts = new Uint8Array(0)
  /** By district × kinds + kind: 1 where values are followed. */
  let valued = new Uint8Array(0)
  let groups: [string, string][] = []
  /** Made when the first is asked for. */
  let ids: ((id: string) => number | undefined) | undefined
  const followers = createSlotFollowers()
  const decoder = new TextDecoder()

  const groupOf = (slot: number): number => (c.district[slot] ?? 0) * c.head.kinds.length + (c.kind[slot] ?? 0)
  const hasValues = (slot: number): boolean => valued[groupOf(slot)] === 1

  function newestOf(slot: number): number {
    let at = 0
    for (let o = c.series[slot] ?? 0, end = c.series[slot + 1] ?? 0; o < end; o++) at = Math.max(at, ats[o] ?? 0)
    return at
  }

  function fill(columns: SensorColumns): void {
    c = columns
    const { count, series } = columns
    let size = 0
    for (let slot = 0; slot < count; slot++) size = Math.max(size, (c.index[slot] ?? 0) + 1)
    slots = new Uint32Array(size)
    for (let slot = 0; slot < count; slot++) slots[c.index[slot] ?? 0] = slot + 1
    const total = series[count] ?? 0
    values = c.values?.value ?? new Float32Array(total).fill(Number.NaN)
    ats = c.values?.at ?? new Float64Array(total)
    qualities = c.values?.quality ?? new Uint16Array(total)
    newest = new Float64Array(count)
    doubts = new Uint8Array(count)
    if (c.values !== undefined)
      for (let slot = 0; slot < count; slot++) {
        newest[slot] = newestOf(slot)
        let sum = 0
        for (let o = series[slot] ?? 0, end = series[slot + 1] ?? 0; o < end; o++) sum += doubt(qualities[o] ?? 0)
        doubts[slot] = sum
      }
    ids = undefined
    groups = []
    valued = new Uint8Array(c.head.districts.length * c.head.kinds.length)
    const seen = new Uint8Array(valued.length)
    for (let slot = 0; slot < count; slot++) {
      const g = groupOf(slot)
      if (seen[g] === 1) continue
      seen[g] = 1
      groups.push([c.head.districts[c.district[slot] ?? 0] ?? '', c.head.kinds[c.kind[slot] ?? 0]?.id ?? ''])
    }
    followers.fill(count)
  }

  return {
    fill,
    count: () => c.count,
    entry(slot) {
      if (slot < 0 || slot >= c.count) return undefined
      return {
        index: c.index[slot] ?? 0,
        id: textAt(c.ids, slot, decoder),
        name: textAt(c.names, slot, decoder),
        kind: c.head.kinds[c.kind[slot] ?? 0]?.id ?? '',
        feed: c.head.feeds[c.feed[slot] ?? 0] ?? '',
        district: c.head.districts[c.district[slot] ?? 0] ?? '',
        area: c.head.areas[c.area[slot] ?? 0] ?? '',
        lng: c.lng[slot] ?? Number.NaN,
        lat: c.lat[slot] ?? Number.NaN,
        simulated: ((c.flags[slot] ?? 0) & SIMULATED) !== 0,
        silentAfterMs: c.silentAfterMs[slot] ?? 0,
      }
    },
    id: (slot) => (slot < c.count ? textAt(c.ids, slot, decoder) : ''),
    kind: (slot) => c.head.kinds[c.kind[slot] ?? 0]?.id ?? '',
    slotOf: (id) => (ids ??= indexTexts(c.ids))(id),
    value: (slot, metric) => values[(c.series[slot] ?? 0) + metric] ?? Number.NaN,
    at: (slot, metric) => ats[(c.series[slot] ?? 0) + metric] ?? 0,
    quality: (slot, metric) => qualities[(c.series[slot] ?? 0) + metric] ?? 0,
    newestAt: (slot) => newest[slot] ?? 0,
    level: (slot) => c.level[slot] ?? 0,
    suspect: (slot) => (hasValues(slot) ? (doubts[slot] ?? 0) > 0 : ((c.flags[slot] ?? 0) & FLAG_DOUBTED) !== 0),
    stale: (slot, now) =>
      hasValues(slot)
        ? isStale(newest[slot] ?? 0, c.silentAfterMs[slot] ?? 0, now)
        : ((c.flags[slot] ?? 0) & FLAG_SILENT) !== 0,
    silentAfterMs: (slot) => c.silentAfterMs[slot] ?? 0,
    hasValues,
    lngs: () => c.lng,
    lats: () => c.lat,
    follow: followers.follow,
    knows: (index) => (slots[index] ?? 0) > 0,
    groups: () => groups,
    write(index, metric, value, at, quality, level) {
      const slot = (slots[index] ?? 0) - 1
      if (slot < 0) return false
      const o = (c.series[slot] ?? 0) + metric
      if (o >= (c.series[slot + 1] ?? 0)) return true
      c.level[slot] = level
      followers.note(slot)
      // The hub decides what is current: an older value than ours stands where a device's clock was put back.
      const before = ats[o] ?? 0
      doubts[slot] = (doubts[slot] ?? 0) + doubt(quality) - doubt(qualities[o] ?? 0)
      values[o] = value
      ats[o] = at
      qualities[o] = quality
      if (at >= (newest[slot] ?? 0)) newest[slot] = at
      else if (before === newest[slot]) newest[slot] = newestOf(slot)
      return true
    },
    writeState(index, level, flags) {
      const slot = (slots[index] ?? 0) - 1
      if (slot < 0) return false
      c.level[slot] = level
      c.flags[slot] =
        ((c.flags[slot] ?? 0) & SIMULATED) |
        ((flags & SILENT) === 0 ? 0 : FLAG_SILENT) |
        ((flags & DOUBTED) === 0 ? 0 : FLAG_DOUBTED)
      followers.note(slot)
      return true
    },
    setValued(keys) {
      const { districts, kinds } = c.head
      const next = new Uint8Array(valued.length)
      for (const [d, district] of districts.entries())
        for (const [k, kind] of kinds.entries()) if (keys.has(`${district}/${kind.id}`)) next[d * kinds.length + k] = 1
      const before = valued
      valued = next
      if (next.every((v, g) => v === before[g])) return
      // What is drawn of them comes from elsewhere now.
      for (let slot = 0; slot < c.count; slot++) {
        const g = groupOf(slot)
        if (next[g] !== before[g]) followers.note(slot)
      }
    },
  }
}
