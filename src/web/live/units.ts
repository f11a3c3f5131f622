// Hot table of moving units: one snapshot, then binary frames. Keeps the last two believed fixes of each, so that a map can draw it
// between them; makes an object when a unit moves, none when it is drawn.
import { shallowRef, type ShallowRef } from 'vue'
import { freshnessOf, type Freshness } from '../../core/track/age.ts'
import { whereAt, type Whereabouts } from '../../core/track/between.ts'
import type { Fix } from '../../core/track/types.ts'
import { epochHash } from '../../wire/frame.ts'
import type { UnitKind } from '../../wire/reference/units.ts'
import { topics } from '../../wire/topics.ts'
import { UNIT_DOUBTED, decodeUnitFrame, readUnitHeader } from '../../wire/unitFrame.ts'
import { UnitSnapshotSchema, type UnitRow, type UnitSnapshot } from '../../wire/units.ts'
import { fits, misfit } from '../api/check.ts'
import type { FrameLoop } from './frames.ts'
import { retryDelay, type Link, type Stop } from './link.ts'
import { browserTimers, type Timers } from './view.ts'

/** What stays the same of a unit within a hub run. */
export type UnitFacts = Pick<UnitRow, 'id' | 'name' | 'kind' | 'department' | 'crew' | 'simulated'>

export interface UnitTable {
  /** Bumped at most once per animation frame. Read it to depend on the table. */
  readonly version: Readonly<ShallowRef<number>>
  readonly units: () => readonly UnitFacts[]
  readonly kindOf: (slot: number) => UnitKind | undefined
  readonly slotOf: (id: string) => number | undefined
  /** The newest believed fix; undefined: never heard of. */
  readonly last: (slot: number) => Fix | undefined
  /** A newer fix came that is not believed: the place may be wrong by now. */
  readonly doubted: (slot: number) => boolean
  readonly freshness: (slot: number, now: number) => Freshness
  /** Where it is drawn at `now` (hub clock): one interval behind, between known fixes. False: it has no place. */
  readonly where: (slot: number, now: number, out: Whereabouts) => boolean
  readonly state: () => 'loading' | 'live' | 'failed'
  readonly refresh: () => void
  readonly stop: Stop
}

export interface UnitTableOptions {
  /** Level of the topic that this session may follow. */
  readonly audience: string
  readonly link: Pick<Link, 'subscribe'>
  readonly refuse: (what: string, reason: string) => unknown
  readonly fetch: () => Promise<unknown>
  readonly loop: FrameLoop
  /** Hub clock, epoch ms. */
  readonly now: () => number
  readonly timers?: Timers
}

/** After a gap everything is fetched again, but not more often than this. */
const REFETCH_MS = 3_000
/** Frames kept while the snapshot travels: two a second for a minute. */
const MOST_HELD = 120
/** Frames come twice a second: so much later than its arrival at the hub may a fix be here. */
const FRAME_MS = 500
/** How far behind a unit is drawn follows longer intervals at once and shorter ones slowly, so that nothing jumps back. */
const EASE = 0.9
/** A unit is not carried on beyond its last fix: it is drawn an interval behind, and what is behind that is not known. */
const AHEAD_MS = 0

export function createUnitTable(options: UnitTableOptions): UnitTable {
  const { loop, now, timers = browserTimers } = options
  const topic = topics.units(options.audience)
  const version = shallowRef(0)
  let units: UnitFacts[] = []
  let kinds: (UnitKind | undefined)[] = []
  let byId = new Map<string, number>()
  /** Frame index → slot + 1; 0 is unknown. */
  let slots = new Uint32Array(0)
  let befores: (Fix | undefined)[] = []
  let lasts: (Fix | undefined)[] = []
  let flags = new Uint8Array(0)
  let behinds = new Float64Array(0)
  let epoch: number | undefined
  let seq = 0
  let held: Uint8Array[] = []
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

  function fill({ rows, kinds: known, ...snapshot }: UnitSnapshot): void {
    const kindOf = new Map(known.map((kind) => [kind.id, kind]))
    // What was known of a unit before is still how it came where it is.
    const kept = new Map(
      units.map((unit, slot) => [unit.id, { before: befores[slot], last: lasts[slot], behind: behinds[slot] }]),
    )
    units = rows.map(({ id, name, kind, department, crew, simulated }) => ({
      ...{ id, name, kind, simulated },
      ...(department === undefined ? {} : { department }),
      ...(crew === undefined ? {} : { crew }),
    }))
    kinds = rows.map((row) => kindOf.get(row.kind))
    byId = new Map(rows.map((row, slot) => [row.id, slot]))
    slots = new Uint32Array(rows.reduce((n, row) => Math.max(n, row.index + 1), 0))
    befores = rows.map((row) => kept.get(row.id)?.before)
    lasts = rows.map((row) => kept.get(row.id)?.last)
    flags = Uint8Array.from(rows, (row) => row.flags)
    behinds = Float64Array.from(rows, (row) => kept.get(row.id)?.behind ?? 0)
    for (const [slot, row] of rows.entries()) {
      slots[row.index] = slot + 1
      if (row.lng !== undefined && row.lat !== undefined && row.at !== undefined)
        put(slot, row.lng, row.lat, row.at, row.speedKmh ?? Number.NaN, row.headingDeg ?? Number.NaN)
    }
    epoch = epochHash(snapshot.epoch)
    seq = snapshot.seq
  }

  function put(slot: number, lng: number, lat: number, at: number, speedKmh: number, headingDeg: number): void {
    const before = lasts[slot]
    // The same place again with other flags, or a fix from behind, never moves it.
    if (before !== undefined && at <= before.at) return
    lasts[slot] = {
      ...{ at, lng, lat },
      ...(Number.isNaN(speedKmh) ? {} : { speedKmh }),
      ...(Number.isNaN(headingDeg) ? {} : { headingDeg }),
    }
    if (before === undefined) return
    befores[slot] = before
    const silentAfterMs = kinds[slot]?.silentAfterMs ?? 0
    const wanted = Math.min(at - before.at + Math.max(0, now() - at) + FRAME_MS, silentAfterMs)
    behinds[slot] = Math.max((behinds[slot] ?? 0) * EASE, wanted)
  }

  let unknown = false
  function write(
    index: number,
    lng: number,
    lat: number,
    at: number,
    speed: number,
    heading: number,
    flag: number,
  ): void {
    const slot = (slots[index] ?? 0) - 1
    if (slot < 0) {
      unknown = true
      return
    }
    flags[slot] = flag
    put(slot, lng, lat, at, speed, heading)
  }

  /** True when the frame was applied or is void; false when something was missed. */
  function apply(bytes: Uint8Array): boolean {
    const head = readUnitHeader(bytes)
    if (!head.ok) {
      options.refuse('unitFrame', head.reason)
      return true
    }
    if (head.header.epochHash !== epoch) return false
    if (head.header.seq <= seq) return true
    const isNext = head.header.seq === seq + 1
    unknown = false
    // Every frame holds whole places: what it says stands, even after a hole.
    decodeUnitFrame(bytes, write)
    seq = head.header.seq
    return isNext && !unknown
  }

  function frame(_topic: string, payload: Uint8Array): void {
    if (loading) {
      if (held.length < MOST_HELD) held.push(payload.slice())
      return
    }
    if (!apply(payload)) later(REFETCH_MS)
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
      const body = await options.fetch()
      if (mine !== run) return
      if (!fits(UnitSnapshotSchema, body)) {
        const reason = misfit(UnitSnapshotSchema, body)
        options.refuse('units', reason)
        throw new Error(reason)
      }
      fill(body)
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
    if (epoch !== undefined) for (const bytes of frames) if (!apply(bytes)) later(REFETCH_MS)
    touch()
  }

  function refresh(): void {
    stopTimer?.()
    stopTimer = undefined
    loading = true
    void load(++run)
  }

  const unsubscribe = options.link.subscribe(topic, { message: frame, ready: refresh })

  return {
    version,
    units: () => units,
    kindOf: (slot) => kinds[slot],
    slotOf: (id) => byId.get(id),
    last: (slot) => lasts[slot],
    doubted: (slot) => ((flags[slot] ?? 0) & UNIT_DOUBTED) !== 0,
    freshness: (slot, at) => {
      const last = lasts[slot]
      return last === undefined ? 'lost' : freshnessOf(at - last.at, kinds[slot]?.silentAfterMs ?? 0)
    },
    where: (slot, at, out) => {
      const last = lasts[slot]
      if (last === undefined) return false
      const gapMs = kinds[slot]?.silentAfterMs ?? 0
      whereAt(befores[slot], last, at - (behinds[slot] ?? 0), { gapMs, aheadMs: AHEAD_MS }, out)
      return true
    },
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
