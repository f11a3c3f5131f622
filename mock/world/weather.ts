// Rain, wind, warmth: a field over the city, from the season's own weather and the scenario's storms.
import { mix, range, sub, unit, wander } from '../random.ts'
import { distM, type Point } from '../terrain/geometry.ts'
import type { Storm } from '../scenarios/schema.ts'
import { type SimCity, minutesIn } from './city.ts'
import { darkness, hourOf, seasonOf } from './rhythm.ts'

interface Fall {
  readonly from: number
  readonly rise: number
  readonly hold: number
  readonly fall: number
  readonly peakMmH: number
  readonly heart: Point
  readonly radiusM: number
  readonly eastMs: number
  readonly northMs: number
  readonly gustMs: number
  readonly salt: number
}

const MIN = 60_000
const BLOCK_MS = 6 * 60 * MIN
/** Share of six-hour blocks with some rain: about the 115 rainy days a year of the lower Yangtze. */
const WET_SHARE = 0.13

/** 0 → 1 → 1 → 0 over rise, hold and fall, smooth at the corners. */
export function swell(t: number, rise: number, hold: number, fall: number): number {
  const smooth = (x: number): number => x * x * (3 - 2 * x)
  if (t <= 0 || t >= rise + hold + fall) return 0
  if (t < rise) return smooth(t / rise)
  if (t <= rise + hold) return 1
  return smooth((rise + hold + fall - t) / fall)
}

const toFall = (city: SimCity, s: Storm, i: number): Fall => ({
  from: city.startAt + s.fromMin * MIN,
  rise: s.riseMin * MIN,
  hold: s.holdMin * MIN,
  fall: s.fallMin * MIN,
  peakMmH: s.peakMmH,
  heart: [s.lng, s.lat],
  radiusM: s.radiusKm * 1000,
  eastMs: s.eastKmH / 3.6,
  northMs: s.northKmH / 3.6,
  gustMs: s.gustMs,
  salt: i,
})

/** The season's own light rain of one six-hour block, if it has any. Never enough to flood a road. */
function ownRain(city: SimCity, block: number): Fall | undefined {
  if (city.scenario.sky === 'fine') return undefined
  const key = mix(sub(city.key, 'sky'), block)
  if (unit(key, 0) >= WET_SHARE) return undefined
  const [lng, lat] = city.reference.city.center
  return {
    from: block * BLOCK_MS + range(key, 1, 0, 3) * 60 * MIN,
    rise: range(key, 2, 15, 40) * MIN,
    hold: range(key, 3, 40, 150) * MIN,
    fall: range(key, 4, 20, 60) * MIN,
    peakMmH: range(key, 5, 0.4, 4.5),
    heart: [lng + range(key, 6, -0.2, 0.2), lat + range(key, 7, -0.2, 0.5)],
    radiusM: range(key, 8, 30_000, 80_000),
    eastMs: range(key, 9, -4, 6),
    northMs: range(key, 10, -3, 3),
    gustMs: range(key, 11, 1, 3),
    salt: block,
  }
}

/** Rains that touch a time, asked for by hour so that most answers are remembered. */
function fallsAt(city: SimCity, c: number): readonly Fall[] {
  const hour = Math.floor(c / 3_600_000)
  return city.memo.get('falls', hour, () => {
    const [from, to] = [hour * 3_600_000, (hour + 1) * 3_600_000]
    const block = Math.floor(from / BLOCK_MS)
    const own = [block - 1, block].flatMap((b) => ownRain(city, b) ?? [])
    const all = [...city.scenario.storms.map((s, i) => toFall(city, s, i)), ...own]
    return all.filter((f) => f.from < to && f.from + f.rise + f.hold + f.fall > from)
  })
}

/** True when no rain can touch the city between two times: lets everything wet be skipped. */
export function isDry(city: SimCity, from: number, to: number): boolean {
  for (let h = Math.floor(from / 3_600_000); h <= Math.floor(to / 3_600_000); h++)
    if (fallsAt(city, h * 3_600_000).length > 0) return false
  return true
}

/** Rain now at a place, mm/h. */
export function rainMmH(city: SimCity, [lng, lat]: Point, c: number): number {
  let sum = 0
  for (const f of fallsAt(city, c)) {
    const t = c - f.from
    const strength = swell(t, f.rise, f.hold, f.fall)
    if (strength === 0) continue
    const heart: Point = [f.heart[0] + (f.eastMs * t) / 1000 / 93_800, f.heart[1] + (f.northMs * t) / 1000 / 110_900]
    const d = distM([lng, lat], heart) / f.radiusM
    // Bands of heavier and lighter rain a few kilometres wide drift with it.
    const key = mix(sub(city.key, 'band'), f.salt)
    const band = 0.82 + 0.18 * wander(mix(key, Math.round(lng * 20) * 4_000 + Math.round(lat * 20)), c, 9 * MIN)
    sum += f.peakMmH * strength * Math.exp(-d * d * 0.5) * band
  }
  return sum
}

/** Rain fallen in one whole minute, mm; minutes count from 1970. */
export function rainOfMinute(city: SimCity, use: string, place: Point, minute: number): number {
  if (fallsAt(city, minute * MIN).length === 0) return 0
  return city.memo.get(use, minute, () => rainMmH(city, place, (minute + 0.5) * MIN) / 60)
}

/** Rain fallen in the `minutes` before `c`, mm. */
export function rainBefore(city: SimCity, use: string, place: Point, c: number, minutes: number): number {
  if (isDry(city, c - minutes * MIN, c)) return 0
  const last = Math.floor(c / MIN)
  let sum = 0
  for (let m = last - minutes; m < last; m++) sum += rainOfMinute(city, use, place, m)
  return sum
}

/** How stormy it is over the city, 0–1: for wind, warmth and people staying in. */
export function storminess(city: SimCity, c: number): number {
  let most = 0
  for (const f of fallsAt(city, c))
    most = Math.max(most, swell(c - f.from, f.rise, f.hold, f.fall) * Math.min(1, f.peakMmH / 40))
  return most
}

export function windMs(city: SimCity, c: number): number {
  let gust = 0
  for (const f of fallsAt(city, c)) gust = Math.max(gust, f.gustMs * swell(c - f.from, f.rise, f.hold, f.fall))
  const calm = stagnation(city, c)
  const own = 2.3 + 1.3 * wander(sub(city.key, 'wind'), c, 3 * 3_600_000) + 0.8 * (1 - darkness(city, c))
  return own * (1 - 0.75 * calm) + gust * (0.8 + 0.2 * wander(sub(city.key, 'gust'), c, 4 * MIN))
}

export function tempC(city: SimCity, c: number): number {
  const season = 16.2 + 12.8 * seasonOf(city, c - 8 * 86_400_000)
  const daily = 4.2 * Math.cos(((hourOf(city, c) - 14.5) / 12) * Math.PI)
  return (
    season +
    daily * (1 - 0.6 * storminess(city, c)) +
    2.6 * wander(sub(city.key, 'warmth'), c, 30 * 3_600_000) -
    3 * storminess(city, c)
  )
}

/** How still the air is by the scenario, 0–1. */
export function stagnation(city: SimCity, c: number): number {
  const s = city.scenario.stagnation
  return s ? swell(minutesIn(city, c) - s.fromMin, s.riseMin, s.holdMin, s.fallMin) : 0
}
