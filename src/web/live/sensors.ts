// Hot table of sensor values: typed arrays filled from one snapshot and then from binary frames. No object per value.
import { shallowRef, type ShallowRef } from 'vue'
import { SUSPECT } from '../../core/observe/types.ts'
import { decodeFrame, epochHash } from '../../wire/frame.ts'
import { parseTopic, topics } from '../../wire/topics.ts'
import type { SensorRow, SensorSnapshot } from '../../wire/views.ts'
import type { SensorScope } from '../api/live.ts'
import { createSlotFollowers, type SlotFollower } from './follow.ts'
import type { FrameLoop } from './frames.ts'
import type { Link, Stop } from './link.ts'
import { retryDelay } from './link.ts'
import type { Router } from './route.ts'
import { browserTimers, type Timers } from './view.ts'

/** What stays the same of a sensor within a hub run. */
export type SensorEntry = Omit<SensorRow, 'values' | 'quality' | 'at' | 'level'>

export interface SensorTable {
  /** Bumped at most once per animation frame. Read it to depend on the table. */
  readonly version: Readonly<ShallowRef<number>>
  readonly entries: () => readonly SensorEntry[]
  readonly slotOf: (id: string) => number | undefined
  /** NaN when unknown. `metric` counts in the order of the sensor's kind. */
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
  /** How long it may be quiet, ms. */
  readonly silentAfterMs: (slot: number) => number
  /** Degrees by slot; other arrays after each fill, so their identity tells one fill from another. */
  readonly lngs: () => Float64Array
  readonly lats: () => Float64Array
  /** From now on tells which slots were written. To be stopped by who asked. */
  readonly follow: () => SlotFollower
  readonly state: () => 'loading' | 'live' | 'failed'
  readonly refresh: () => void
  readonly stop: Stop
}

export interface SensorTableOptions {
  readonly scope: SensorScope
  readonly link: Pick<Link, 'subscribe'>
  readonly router: Router
  readonly fetch: (scope: SensorScope) => Promise<unknown>
  readonly loop: FrameLoop
  readonly timers?: Timers
}

/** After a gap the whole scope is fetched again, but not more often than this. */
const REFETCH_MS = 3_000
/** Frames kept while the snapshot travels: two a second and topic for a minute over a hundred topics. */
const MAX_HELD_FRAMES = 12_000

const doubt = (quality: number): number => ((quality & SUSPECT) === 0 ? 0 : 1)

export function createSensorTable(options: SensorTableOptions): SensorTable {
  const { scope, router, loop, timers = browserTimers } = options
  const version = shallowRef(0)
  let entries: SensorEntry[] = []
  let byId = new Map<string, number>()
  /** Frame index → slot + 1; 0 is unknown. */
  let slots = new Uint32Array(0)
  /** Where a slot's metrics begin; one more entry than slots. */
  let offsets = new Uint32Array(1)
  let values = new Float32Array(0)
  let ats = new Float64Array(0)
  let qualities = new Uint16Array(0)
  let levels = new Uint8Array(0)
  // By slot, kept while writing, so that who draws a hundred thousand need not look through their metrics.
  let newest = new Float64Array(0)
  let doubts = new Uint8Array(0)
  let silents = new Float64Array(0)
  let lngs = new Float64Array(0)
  let lats = new Float64Array(0)
  const followers = createSlotFollowers()
  let epoch: number | undefined
  let seqs = new Map<string, number>()
  let held: { key: string; payload: Uint8Array }[] = []
  let state: 'loading' | 'live' | 'failed' = 'loading'
  let run = 0
  let failures = 0
  let loading = false
  let stopTimer: Stop | undefined
  let changed = false

  function touch(): void {
    changed = true
    loop.wake()
  }
  const stopLoop = loop.on('numbers', () => {
    if (!changed) return
    changed = false
    version.value++
  })

  function fill(snapshot: SensorSnapshot): void {
    const rows = snapshot.rows
    const size = rows.reduce((n, r) => Math.max(n, r.index + 1), 0)
    entries = []
    byId = new Map()
    slots = new Uint32Array(size)
    offsets = new Uint32Array(rows.length + 1)
    let total = 0
    for (const [slot, row] of rows.entries()) {
      const { values: _v, quality: _q, at: _a, level: _l, ...entry } = row
      entries.push(entry)
      byId.set(row.id, slot)
      slots[row.index] = slot + 1
      offsets[slot] = total
      total += row.values.length
    }
    offsets[rows.length] = total
    values = new Float32Array(total)
    ats = new Float64Array(total)
    qualities = new Uint16Array(total)
    levels = new Uint8Array(rows.length)
    newest = new Float64Array(rows.length)
    doubts = new Uint8Array(rows.length)
    silents = new Float64Array(rows.length)
    lngs = new Float64Array(rows.length)
    lats = new Float64Array(rows.length)
    for (const [slot, row] of rows.entries()) {
      const o = offsets[slot] ?? 0
      levels[slot] = row.level
      silents[slot] = row.silentAfterMs
      lngs[slot] = row.lng
      lats[slot] = row.lat
      for (let m = 0; m < row.values.length; m++) {
        values[o + m] = row.values[m] ?? Number.NaN
        ats[o + m] = row.at[m] ?? 0
        qualities[o + m] = row.quality[m] ?? 0
        doubts[slot] = (doubts[slot] ?? 0) + doubt(row.quality[m] ?? 0)
      }
      newest[slot] = newestOf(slot)
    }
    followers.fill(rows.length)
    epoch = epochHash(snapshot.epoch)
    seqs = new Map(Object.entries(snapshot.seqs))
  }

  function newestOf(slot: number): number {
    let at = 0
    for (let o = offsets[slot] ?? 0, end = offsets[slot + 1] ?? 0; o < end; o++) at = Math.max(at, ats[o] ?? 0)
    return at
  }

  let unknown = false
  function write(index: number, metric: number, value: number, at: number, quality: number, level: number): void {
    const slot = (slots[index] ?? 0) - 1
    if (slot < 0) {
      unknown = true
      return
    }
    const o = (offsets[slot] ?? 0) + metric
    if (o >= (offsets[slot + 1] ?? 0)) return
    levels[slot] = level
    followers.note(slot)
    // A late value of the same series never replaces a newer one.
    const before = ats[o] ?? 0
    if (at < before && !Number.isNaN(value)) return
    doubts[slot] = (doubts[slot] ?? 0) + doubt(quality) - doubt(qualities[o] ?? 0)
    values[o] = value
    ats[o] = at
    qualities[o] = quality
    if (at >= (newest[slot] ?? 0)) newest[slot] = at
    else if (before === newest[slot]) newest[slot] = newestOf(slot)
  }

  /** True when the frame was applied or is void; false when something was missed. */
  function apply(key: string, payload: Uint8Array): boolean {
    // The header is read first: a frame of another run must not touch the table.
    if (payload.byteLength < 24) return true
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
    const seq = view.getUint32(4, true)
    if (view.getUint32(16, true) !== epoch) return false
    const known = seqs.get(key) ?? 0
    if (seq <= known) return true
    if (seq !== known + 1) return false
    unknown = false
    const read = decodeFrame(payload, write)
    if (!read.ok) return false
    seqs.set(key, seq)
    return !unknown
  }

  function frame(topic: string, payload: Uint8Array): void {
    const parsed = parseTopic(topic)
    if (parsed?.type !== 'frame') return
    const key = `${parsed.area}/${parsed.kind}`
    if (loading) {
      if (held.length < MAX_HELD_FRAMES) held.push({ key, payload: payload.slice() })
      return
    }
    if (!apply(key, payload)) later(REFETCH_MS)
    touch()
  }

  function later(ms: number): void {
    stopTimer ??= timers.after(ms, () => {
      stopTimer = undefined
      refresh()
    })
  }

  async function load(mine: number): Promise<void> {
    try {
      const checked = router.sensors(await options.fetch(scope))
      if (mine !== run) return
      if (!checked.ok) throw new Error(checked.reason)
      fill(checked.value)
      state = 'live'
      failures = 0
    } catch {
      if (mine !== run) return
      if (state === 'loading') state = 'failed'
      later(retryDelay(failures++, 0.5))
    }
    loading = false
    const frames = held
    held = []
    if (epoch !== undefined) for (const f of frames) if (!apply(f.key, f.payload)) later(REFETCH_MS)
    touch()
  }

  function refresh(): void {
    stopTimer?.()
    stopTimer = undefined
    loading = true
    void load(++run)
  }

  const unsubscribe = options.link.subscribe(topics.frames(scope.district ?? '+', scope.kind ?? '+'), {
    message: frame,
    ready: refresh,
  })

  return {
    version,
    entries: () => entries,
    slotOf: (id) => byId.get(id),
    value: (slot, metric) => values[(offsets[slot] ?? 0) + metric] ?? Number.NaN,
    at: (slot, metric) => ats[(offsets[slot] ?? 0) + metric] ?? 0,
    quality: (slot, metric) => qualities[(offsets[slot] ?? 0) + metric] ?? 0,
    newestAt: (slot) => newest[slot] ?? 0,
    level: (slot) => levels[slot] ?? 0,
    suspect: (slot) => (doubts[slot] ?? 0) > 0,
    silentAfterMs: (slot) => silents[slot] ?? 0,
    lngs: () => lngs,
    lats: () => lats,
    follow: followers.follow,
    state: () => state,
    refresh,
    stop() {
      run++
      stopTimer?.()
      stopLoop()
      unsubscribe()
    },
  }
}
