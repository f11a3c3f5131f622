// Traffic: the rhythm of the day, slowed by rain, by water on the road, by crowds nearby and by whatever stands in the way.
import type { SimDevice } from '../devices/types.ts'
import { range, sub, wander } from '../random.ts'
import { distM } from '../terrain/geometry.ts'
import { SIGHTS } from '../devices/places.ts'
import { type SimCity, minutesIn } from './city.ts'
import { trafficLoad } from './rhythm.ts'
import { troubled } from './troubles.ts'
import { bursts, placeOf, pondDepthM } from './water.ts'
import { rainMmH, swell } from './weather.ts'

/** A pond slows the road it is on this far to either side, and what is right beside it. */
const SAME_ROAD_M = 1_200
const BESIDE_M = 350

function pondsOf(city: SimCity, d: SimDevice): readonly SimDevice[] {
  const table = city.memo.once('pondsOf', () => {
    const ponds = city.byKind.get('ponding') ?? []
    return new Map(
      (city.byKind.get('traffic') ?? []).map((t) => [
        t.index,
        ponds.filter((p) => {
          const m = distM(placeOf(t), placeOf(p))
          return m < BESIDE_M || (m < SAME_ROAD_M && p.road === t.road)
        }),
      ]),
    )
  })
  return table.get(d.index) ?? []
}

/** 1 on a dry road, down to 0.12 where drivers turn back. */
function pondFactor(city: SimCity, d: SimDevice, c: number): number {
  let deepest = 0
  // Drivers meet the water a minute after it stands there.
  for (const p of pondsOf(city, d)) deepest = Math.max(deepest, pondDepthM(city, p, c - 60_000))
  return Math.max(0.12, 1 / (1 + (deepest / 0.16) ** 1.6))
}

/** How full the streets around a crowded sight are, 0–1. */
export function crowdPull(city: SimCity, d: SimDevice, c: number): number {
  let pull = 0
  for (const crowd of city.scenario.crowds) {
    const sight = SIGHTS.find((s) => s.name === crowd.sight)
    if (!sight) continue
    const near = Math.exp(-((distM(placeOf(d), sight.point) / 1_800) ** 2))
    pull = Math.max(pull, near * swell(minutesIn(city, c) - crowd.fromMin, crowd.riseMin, crowd.holdMin, crowd.fallMin))
  }
  return pull
}

function burstFactor(city: SimCity, d: SimDevice, c: number): number {
  let factor = 1
  for (const b of bursts(city)) {
    const near = Math.exp(-((distM(placeOf(d), b.point) / 600) ** 2))
    factor = Math.min(factor, 1 - 0.8 * near * swell(minutesIn(city, c) - b.fromMin, 4, b.untilShutMin, 30))
  }
  return factor
}

export interface TrafficState {
  readonly speedKmh: number
  readonly flowVph: number
}

export function trafficState(city: SimCity, d: SimDevice, c: number): TrafficState {
  const free = Number(d.attributes['freeKmh'] ?? 45)
  const pull = crowdPull(city, d, c)
  const load = Math.min(
    1.15,
    trafficLoad(city, c) * range(d.trait, 301, 0.55, 1.02) +
      0.05 * wander(sub(d.trait, 'load'), c, 7 * 60_000) +
      0.55 * pull,
  )
  // Capacity caps it: an ordinary rush hour is slow, only an obstacle brings a standstill.
  const queue = 0.54 * Math.min(1, Math.max(0, load)) ** 2.2
  const rain = Math.min(0.2, rainMmH(city, placeOf(d), c) / 300)
  const obstacle = pondFactor(city, d, c) * (city.scenario.bursts.length === 0 ? 1 : burstFactor(city, d, c))
  const own =
    free *
    (1 - queue) *
    (1 - rain) *
    (1 - 0.35 * pull) *
    obstacle *
    (1 + 0.04 * wander(sub(d.trait, 'speed'), c, 3 * 60_000))
  const speedKmh = Math.max(2, troubled(city, d, 'speedKmh', c, own))
  const width = { express: 4_200, main: 2_600 }[String(d.attributes['roadClass'])] ?? 1_100
  const through = Math.min(1, 0.35 + 0.65 * (speedKmh / (free * 0.55)))
  return { speedKmh, flowVph: Math.max(6, width * load * through) }
}
