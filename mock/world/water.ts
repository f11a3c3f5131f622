// Where rain goes: rivers rise by what fell on them, low roads fill when drains cannot take it, pumps help unless they fail.
// Everything is integrated over a bounded window in fixed steps, so the answer for a time depends on that time alone.
import type { SimDevice } from '../devices/types.ts'
import { range, sub, unit, wander } from '../random.ts'
import { distM, along, type Point } from '../terrain/geometry.ts'
import { type SimCity, minutesIn } from './city.ts'
import { troubled } from './troubles.ts'
import { isDry, rainBefore, rainMmH, rainOfMinute, swell } from './weather.ts'

const MIN = 60_000
const POND_WINDOW_MIN = 180
const RIVER_STEP_MIN = 5

export const placeOf = (d: SimDevice): Point => [d.lng, d.lat]

/** Rises by mm of rain, and how long it takes to run off: quick small rivers, slow large ones. */
const RIVERS: Readonly<Record<string, { base: number; spread: number; mPerMm: number; hours: number }>> = {
  a: { base: 5.1, spread: 0.25, mPerMm: 0.007, hours: 24 },
  b: { base: 3.5, spread: 0.3, mPerMm: 0.012, hours: 12 },
  c: { base: 2.4, spread: 0.25, mPerMm: 0.021, hours: 5 },
}

function riverSum(city: SimCity, d: SimDevice, step: number, hours: number): number {
  const steps = Math.round((hours * 2.5 * 60) / RIVER_STEP_MIN)
  const ms = RIVER_STEP_MIN * MIN
  if (isDry(city, (step - steps) * ms, step * ms)) return 0
  return city.memo.get(`river${d.index}`, step, () => {
    let sum = 0
    for (let i = 1; i <= steps; i++) {
      const at = step - i
      const mm = city.memo.get(`rain5:${d.index}`, at, () =>
        isDry(city, at * ms, (at + 1) * ms) ? 0 : (rainMmH(city, placeOf(d), (at + 0.5) * ms) * RIVER_STEP_MIN) / 60,
      )
      sum += mm * Math.exp((-i * RIVER_STEP_MIN) / (hours * 60))
    }
    return sum
  })
}

/** Level above the gauge's zero, m. Follows the rain by one step, never leads it. */
export function riverLevelM(city: SimCity, d: SimDevice, c: number): number {
  const r = RIVERS[String(d.attributes['grade'])] ?? RIVERS['b']
  if (!r) return 0
  const x = c / (RIVER_STEP_MIN * MIN)
  const step = Math.floor(x)
  const before = riverSum(city, d, step, r.hours)
  const now =
    before === 0 && isDry(city, step * RIVER_STEP_MIN * MIN, c)
      ? 0
      : riverSumSoFar(city, d, step, x - step, r.hours, before)
  const rain = Math.max(before, now)
  const gain = r.mPerMm * range(d.trait, 201, 0.8, 1.2)
  // Flood gates and storage flatten the top: beyond 1.6 m above normal it hardly rises.
  const rise = 1.7 * (1 - Math.exp((-rain * gain) / 1.7))
  return r.base + r.spread * range(d.trait, 202, -1, 1) + rise + 0.03 * wander(sub(d.trait, 'tide'), c, 6 * 60 * MIN)
}

/** The step under way: what has fallen in it so far, on top of what the steps before left. */
function riverSumSoFar(city: SimCity, d: SimDevice, step: number, part: number, hours: number, before: number): number {
  const ms = RIVER_STEP_MIN * MIN
  const fallen = rainMmH(city, placeOf(d), (step + part / 2) * ms) * ((part * RIVER_STEP_MIN) / 60)
  return before * Math.exp((-part * RIVER_STEP_MIN) / (hours * 60)) + fallen
}

/** Nearest pumping station of a low road, when there is one near enough to matter. */
function pumpOf(city: SimCity, d: SimDevice): SimDevice | undefined {
  const table = city.memo.once('pumps', () => {
    const pumps = city.byKind.get('pump') ?? []
    return new Map(
      (city.byKind.get('ponding') ?? []).map((p) => {
        let best: SimDevice | undefined
        let bestM = 2_500
        for (const pump of pumps) {
          const m = distM(placeOf(p), placeOf(pump))
          if (m < bestM) [best, bestM] = [pump, m]
        }
        return [p.index, best] as const
      }),
    )
  })
  return table.get(d.index)
}

/** A scenario's failed stations: the same ones for the whole failure. */
export function isPumpFailed(city: SimCity, d: SimDevice, c: number): boolean {
  const m = minutesIn(city, c)
  return city.scenario.pumpFailures.some(
    (f, i) => m >= f.fromMin && m < f.toMin && unit(sub(d.trait, `fail${i}`), city.key) < f.share,
  )
}

/** Depth after each whole minute, from a dry road three hours before. */
function depthAtMinute(city: SimCity, d: SimDevice, minute: number): number {
  if (isDry(city, (minute - POND_WINDOW_MIN) * MIN, minute * MIN)) return 0
  return city.memo.get(`pond${d.index}`, minute, () => {
    const isUnderpass = d.attributes['type'] === '下穿通道'
    // Drains of a one- to three-year storm take 30–55 mm/h. A third of the gauges stand where it floods first: that is why they stand there.
    const isProne = isUnderpass || unit(d.trait, 214) < 0.3
    const drainMmH = isProne ? range(d.trait, 211, 24, 34) : range(d.trait, 211, 36, 60)
    // What runs together at the low point, m² of catchment per m² of pond.
    const gather = isProne ? range(d.trait, 212, 18, 34) : range(d.trait, 212, 4, 12)
    const deepest = isUnderpass ? 1.6 : range(d.trait, 213, 0.35, 0.75)
    const pump = pumpOf(city, d)
    let storedMm = 0
    for (let m = minute - POND_WINDOW_MIN; m < minute; m++) {
      const isHelped = pump !== undefined && !isPumpFailed(city, pump, m * MIN)
      const out = (drainMmH * (pump === undefined ? 0.9 : isHelped ? 1.1 : 0.55)) / 60
      storedMm = Math.max(0, storedMm + 0.92 * rainOfMinute(city, `rain1:${d.index}`, placeOf(d), m) - out)
    }
    // A pond spreads sideways as it fills, so it deepens ever more slowly.
    return deepest * (1 - Math.exp((-storedMm * gather) / 1000 / deepest))
  })
}

/** Water on a burst main's road, m. */
function burstDepth(city: SimCity, p: Point, c: number): number {
  let depth = 0
  for (const b of bursts(city)) {
    const t = minutesIn(city, c) - b.fromMin
    const near = Math.exp(-((distM(p, b.point) / 700) ** 2))
    depth = Math.max(depth, 0.42 * near * swell(t, 6, b.untilShutMin - 6, 25))
  }
  return depth < 0.01 ? 0 : depth
}

export function pondDepthM(city: SimCity, d: SimDevice, c: number): number {
  const minute = Math.floor(c / MIN)
  const part = c / MIN - minute
  const rain = depthAtMinute(city, d, minute - 1) * (1 - part) + depthAtMinute(city, d, minute) * part
  const burst = city.scenario.bursts.length === 0 ? 0 : burstDepth(city, placeOf(d), c)
  return troubled(city, d, 'depthM', c, Math.max(rain, burst))
}

export interface Burst {
  readonly fromMin: number
  readonly untilShutMin: number
  readonly untilBackMin: number
  readonly point: Point
  readonly road: string
}

/** Broken mains of the scenario with their places. A road the city does not have is replaced by its longest central one. */
export function bursts(city: SimCity): readonly Burst[] {
  return city.memo.once('bursts', () =>
    city.scenario.bursts.flatMap((b) => {
      const roads = city.terrain.roads
      const road = roads.find((r) => r.name === b.road) ?? roads.find((r) => r.isCentral) ?? roads[0]
      return road ? [{ ...b, road: road.name, point: along(road.points, road.lengthM / 2).point }] : []
    }),
  )
}

/** What is left of the water pressure near a broken main, 0–1. */
export function burstPressure(city: SimCity, p: Point, c: number): number {
  let left = 1
  for (const b of bursts(city)) {
    const t = minutesIn(city, c) - b.fromMin
    const near = Math.exp(-((distM(p, b.point) / 1_900) ** 2))
    left = Math.min(left, 1 - 0.96 * near * swell(t, 1.2, b.untilBackMin, 20))
  }
  return left
}

export interface PumpState {
  readonly running: number
  readonly flowM3h: number
}

export function pumpState(city: SimCity, d: SimDevice, c: number): PumpState {
  const capacity = Number(d.attributes['capacityM3h'] ?? 1200)
  const rain = rainBefore(city, `pumpRain${d.index}`, placeOf(d), c, 20)
  const isWanted = d.attributes['duty'] === 'always' || rain > 1.2
  const running = isWanted && !isPumpFailed(city, d, c) ? Math.round(troubled(city, d, 'running', c, 1)) : 0
  const load = Math.min(1, 0.35 + rain / 14 + 0.05 * wander(sub(d.trait, 'flow'), c, 20 * MIN))
  return { running, flowM3h: running * capacity * load }
}

/** Water in a shaft below its cover, m: deep when dry, near the cover when the drains are full. */
export function shaftGapM(city: SimCity, d: SimDevice, c: number): number {
  const deep = range(d.trait, 221, 1.4, 3.2)
  const isDrain = d.attributes['cover'] === '雨水' || d.attributes['cover'] === '污水'
  const fill = isDrain ? rainBefore(city, `shaft${d.index}`, placeOf(d), c, 45) * range(d.trait, 222, 0.012, 0.04) : 0
  const drift = 0.08 * wander(sub(d.trait, 'shaft'), c, 90 * MIN)
  return Math.max(0.02 + 0.05 * unit(d.trait, 223), deep - Math.min(fill, deep) + drift)
}
