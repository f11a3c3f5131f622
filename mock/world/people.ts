// Where people are: crowds at sights, cars in car parks, trips of lifts, noise in the street.
import type { SimDevice } from '../devices/types.ts'
import { SIGHTS, type Sight } from '../devices/places.ts'
import { range, sub, unit, wander } from '../random.ts'
import { type SimCity, minutesIn } from './city.ts'
import { crowdPull } from './traffic.ts'
import { homeLoad, hourOf, hump, isWorkday, trafficLoad } from './rhythm.ts'
import { troubled } from './troubles.ts'
import { rainMmH, storminess, swell } from './weather.ts'

const HOUR = 3_600_000

function visiting(sight: Sight, h: number, workday: boolean): number {
  switch (sight.day) {
    case 'park':
      return (
        (h < 6.5 || h > 18.5 ? 0.03 : 0.08 + hump(h, 10.5, 2.1) * 0.8 + hump(h, 15, 2.2) * 0.75) * (workday ? 0.4 : 1)
      )
    case 'shops':
      return (h < 6 ? 0.02 : 0.05 + 0.55 * hump(h, 12.5, 2.5) + 0.95 * hump(h, 19.3, 2.4)) * (workday ? 0.55 : 1)
    case 'station':
      return 0.1 + 0.7 * hump(h, 8, 2) + 0.6 * hump(h, 13, 4) + 0.8 * hump(h, 18, 2.4)
  }
}

export interface CrowdState {
  readonly people: number
  readonly densityM2: number
}

export function crowdState(city: SimCity, d: SimDevice, c: number): CrowdState {
  const sight = SIGHTS.find((s) => s.name === d.attributes['sight'])
  if (!sight) return { people: 0, densityM2: 0 }
  const share = range(d.trait, 401, 0.35, 0.8)
  const staying = 1 - 0.75 * storminess(city, c)
  const own = sight.busy * share * visiting(sight, hourOf(city, c), isWorkday(city, c)) * staying
  const moved = Math.max(
    0,
    own * (1 + 0.12 * wander(sub(d.trait, 'crowd'), c, 9 * 60_000)) + 3 * unit(d.trait, Math.floor(c / 60_000)),
  )
  let densityM2 = moved / sight.areaM2
  for (const crowd of city.scenario.crowds) {
    if (crowd.sight !== sight.name) continue
    const t = swell(minutesIn(city, c) - crowd.fromMin, crowd.riseMin, crowd.holdMin, crowd.fallMin)
    const full = crowd.densityM2 * range(d.trait, 402, 0.5, 1)
    densityM2 = Math.max(densityM2, full * t * (1 + 0.05 * wander(sub(d.trait, 'press'), c, 4 * 60_000)))
  }
  return { people: densityM2 * sight.areaM2, densityM2 }
}

export interface ParkingState {
  readonly freeSpaces: number
  readonly usedPct: number
}

export function parkingState(city: SimCity, d: SimDevice, c: number): ParkingState {
  const spaces = Number(d.attributes['spaces'] ?? 100)
  const h = hourOf(city, c)
  const work = isWorkday(city, c)
  const by = {
    office: 0.12 + (work ? 0.72 : 0.2) * Math.min(1, hump(h, 10.5, 3.2) + hump(h, 15.3, 3.2)),
    homes: 0.45 + 0.45 * Math.min(1, hump(h, 23, 4) + hump(h, 4, 4)),
    shops: 0.1 + (work ? 0.5 : 0.75) * Math.min(1, hump(h, 13, 3) + hump(h, 19.3, 2.6)),
  }
  const use = String(d.attributes['use'])
  const share = (use === 'office' ? by.office : use === 'homes' ? by.homes : by.shops) * range(d.trait, 411, 0.85, 1.1)
  const drift = 0.04 * wander(sub(d.trait, 'park'), c, 25 * 60_000)
  const used = Math.max(0.02, Math.min(0.995, share + drift + 0.6 * crowdPull(city, d, c)))
  const freeSpaces = Math.round(spaces * (1 - used))
  return { freeSpaces, usedPct: (1 - freeSpaces / spaces) * 100 }
}

/** Trips since the city's midnight: the day's curve summed up, so the counter only ever rises within a day. */
export function liftTrips(city: SimCity, d: SimDevice, c: number): number {
  const h = hourOf(city, c)
  const perHour = 14 + 2.4 * Number(d.attributes['floors'] ?? 12)
  const sums = city.memo.get('tripSums', Math.floor((c + city.offsetMs) / (24 * HOUR)), () => {
    const midnight = Math.floor((c + city.offsetMs) / (24 * HOUR)) * 24 * HOUR - city.offsetMs
    const out = [0]
    for (let q = 0; q < 96; q++) out.push((out[q] ?? 0) + homeLoad(city, midnight + (q + 0.5) * 900_000) / 4)
    return out
  })
  const q = Math.floor(h * 4)
  const sum = (sums[q] ?? 0) + ((sums[q + 1] ?? 0) - (sums[q] ?? 0)) * (h * 4 - q)
  return Math.floor(sum * perHour * range(d.trait, 421, 0.6, 1.3))
}

/** Day limits of GB 3096 by zone; the street stays below them unless somebody is loud. */
const ZONE_DAY_DB: Readonly<Record<string, number>> = { '1': 55, '2': 60, '3': 65, '4a': 70 }

export function noiseDb(city: SimCity, d: SimDevice, c: number): number {
  const limit = ZONE_DAY_DB[String(d.attributes['zone'])] ?? 60
  const quiet = limit - 17
  const busy = limit - range(d.trait, 431, 3.5, 8)
  const load = Math.min(1, trafficLoad(city, c) * 1.15)
  const own = quiet + (busy - quiet) * Math.sqrt(load) + Math.min(4, rainMmH(city, [d.lng, d.lat], c) / 12)
  const flicker = 1.3 * wander(sub(d.trait, 'noise'), c, 90_000)
  return troubled(city, d, 'leqDb', c, own + flicker)
}
