// When a map of moving units is worth drawing anew: something in sight moved by what an eye sees, or stands differently. Holds the
// places that are drawn, so that everything of one picture is from one instant.
import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { Whereabouts } from '../../../core/track/between.ts'
import { turnBetween } from '../../../core/track/geometry.ts'
import { hubClock } from '../../live/clock.ts'
import type { UnitTable } from '../../live/units.ts'
import type { Box, Sight } from '../tools/tool.ts'

export interface UnitWatch {
  /** Compares with what is drawn; true: the places were taken anew. `all`: whatever has changed, and wherever. */
  readonly look: (now: number, sight: Sight | undefined, all?: boolean) => boolean
  /** Hub time of the picture. */
  readonly at: () => number
  /** As drawn; NaN: it has no place. */
  readonly lng: (slot: number) => number
  readonly lat: (slot: number) => number
  readonly headingDeg: (slot: number) => number
  /** False where it is too far out of sight to come into it before the map has come to rest again. */
  readonly near: (slot: number) => boolean
  /** How many are near. */
  readonly crowd: () => number
}

/** px and degrees that are seen as a move and a turn. */
const MOVE_PX = 1
const TURN_DEG = 5
/** Where nobody tells how near the map is: as near as it comes. */
const NEAREST = 17
/** px of the whole world at zoom 0. */
const WORLD_PX = 512

/** Around what is seen, in shares of its width and height. */
const MARGIN = 0.5
/** So few are drawn wherever they are. */
const FEW = 300
/** ms of rest between two pictures for each unit in them: 2,000 once a second, in which none goes a px where so many are in sight. */
const REST_MS = 0.5

type Watched = Pick<UnitTable, 'units' | 'where' | 'freshness' | 'doubted'>

export function unitWatch(table: Watched): UnitWatch {
  let drawn = new Float64Array(0)
  let next = new Float64Array(0)
  let drawnStates = new Uint8Array(0)
  let nextStates = new Uint8Array(0)
  let count = -1
  let at = Number.NEGATIVE_INFINITY
  let box: Box | undefined
  let crowd = 0
  const out: Whereabouts = { lng: 0, lat: 0, headingDeg: Number.NaN, how: 'held' }
  const STANDINGS = { fresh: 0, old: 1, lost: 2 } as const

  function isMoved(slot: number, perDegree: number, sight: Sight | undefined): boolean {
    const i = slot * 3
    const [x0, y0, h0] = [drawn[i] ?? Number.NaN, drawn[i + 1] ?? Number.NaN, drawn[i + 2] ?? Number.NaN]
    const [x, y, h] = [next[i] ?? Number.NaN, next[i + 1] ?? Number.NaN, next[i + 2] ?? Number.NaN]
    if (Number.isNaN(x) !== Number.isNaN(x0)) return true
    if (Number.isNaN(x)) return false
    if (sight !== undefined) {
      const [w, s, e, n] = sight.bounds
      const isIn = (lng: number, lat: number): boolean => lng >= w && lng <= e && lat >= s && lat <= n
      if (!isIn(x, y) && !isIn(x0, y0)) return false
    }
    const squeeze = Math.cos((y * Math.PI) / 180)
    // Both directions in degrees of longitude, as Web Mercator shows them.
    if (Math.hypot(x - x0, (y - y0) / squeeze) * perDegree >= MOVE_PX) return true
    return Number.isNaN(h) !== Number.isNaN(h0) || (!Number.isNaN(h) && Math.abs(turnBetween(h0, h)) >= TURN_DEG)
  }

  function isNear(slot: number): boolean {
    if (box === undefined || count <= FEW) return true
    const [w, s, e, n] = box
    const [x, y] = [drawn[slot * 3] ?? Number.NaN, drawn[slot * 3 + 1] ?? Number.NaN]
    const [dx, dy] = [(e - w) * MARGIN, (n - s) * MARGIN]
    return x >= w - dx && x <= e + dx && y >= s - dy && y <= n + dy
  }

  return {
    look(now, sight, all = false) {
      const units = table.units()
      let changed = all || units.length !== count
      if (units.length !== count) {
        count = units.length
        ;[drawn, next] = [new Float64Array(count * 3), new Float64Array(count * 3)]
        ;[drawnStates, nextStates] = [new Uint8Array(count), new Uint8Array(count)]
      }
      const perDegree = (WORLD_PX * 2 ** (sight?.zoom ?? NEAREST)) / 360
      for (let slot = 0; slot < count; slot++) {
        const has = table.where(slot, now, out)
        next[slot * 3] = has ? out.lng : Number.NaN
        next[slot * 3 + 1] = has ? out.lat : Number.NaN
        next[slot * 3 + 2] = has ? out.headingDeg : Number.NaN
        nextStates[slot] = STANDINGS[table.freshness(slot, now)] * 2 + (table.doubted(slot) ? 1 : 0)
        changed ||= nextStates[slot] !== drawnStates[slot] || isMoved(slot, perDegree, sight)
      }
      if (!changed) return false
      ;[drawn, next] = [next, drawn]
      ;[drawnStates, nextStates] = [nextStates, drawnStates]
      at = now
      box = sight?.bounds
      crowd = 0
      for (let slot = 0; slot < count; slot++) if (isNear(slot)) crowd++
      return true
    },
    at: () => at,
    near: isNear,
    crowd: () => crowd,
    lng: (slot) => drawn[slot * 3] ?? Number.NaN,
    lat: (slot) => drawn[slot * 3 + 1] ?? Number.NaN,
    headingDeg: (slot) => drawn[slot * 3 + 2] ?? Number.NaN,
  }
}

/** Ages are words of minutes: looked at this often whatever moves. */
const WORDS_MS = 10_000

/** Looks every so often while the page is seen; `version` is bumped with each new picture. */
export function useUnitWatch(
  table: UnitTable,
  sight: ComputedRef<Sight | undefined> | undefined,
  everyMs: number,
): UnitWatch & { readonly version: Readonly<ShallowRef<number>> } {
  const watched = unitWatch(table)
  const version = shallowRef(0)
  function look(all = false): void {
    if (document.hidden) return
    const now = hubClock.now()
    if (!all && now - watched.at() < watched.crowd() * REST_MS) return
    if (watched.look(now, sight?.value, all || now - watched.at() >= WORDS_MS)) version.value++
  }
  const timer = setInterval(() => look(), everyMs)
  if (sight !== undefined) watch(sight, () => look(true))
  // Another snapshot has other units in the same slots.
  let units = table.units()
  watch(table.version, () => {
    if (units === table.units()) return
    units = table.units()
    look(true)
  })
  look(true)
  onScopeDispose(() => clearInterval(timer))
  return { ...watched, version }
}
