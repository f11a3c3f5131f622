// Air: what the season, the hour, the wind and the rain make of it; heavier where the scenario says the air stands still.
import type { SimDevice } from '../devices/types.ts'
import { range, sub, wander } from '../random.ts'
import type { SimCity } from './city.ts'
import { darkness, hourOf, hump, seasonOf, trafficLoad } from './rhythm.ts'
import { rainMmH, stagnation, windMs } from './weather.ts'

const HOUR = 3_600_000

/** Levels of the six pollutants at one station; µg/m³, CO in mg/m³. Typical values of Yangzhou's stations by season. */
export function airState(city: SimCity, d: SimDevice, c: number): Record<string, number> {
  const season = seasonOf(city, c)
  const h = hourOf(city, c)
  const still = stagnation(city, c)
  const washed = 1 / (1 + rainMmH(city, [d.lng, d.lat], c) / 9)
  const blown = 2.6 / (1.4 + Math.min(8, windMs(city, c)))
  const spell = 1 + 0.45 * wander(sub(city.key, 'haze'), c, 20 * HOUR)
  const here = range(d.trait, 501, 0.86, 1.16) * (1 + 0.05 * wander(sub(d.trait, 'air'), c, 40 * 60_000))
  const daily = 0.85 + 0.25 * hump(h, 8.5, 2.6) + 0.25 * hump(h, 22, 3.5)
  const own = (30 - 13 * season) * daily * spell * washed * blown
  const pm25 = here * (Math.max(5, own) + still * (city.scenario.stagnation?.pm25 ?? 0) * (0.94 + 0.06 * daily))
  const traffic = trafficLoad(city, c)
  const sun = (1 - darkness(city, c)) * hump(h, 14.8, 3.6)
  return {
    pm25,
    pm10: pm25 * (1.55 - 0.25 * still) * range(d.trait, 502, 0.92, 1.12),
    so2: here * (6 + 5 * still + 1.5 * wander(sub(d.trait, 'so2'), c, 3 * HOUR)),
    no2: here * (12 + 22 * traffic + 24 * still) * blown,
    o3: Math.max(8, here * (34 + (62 + 45 * season) * sun * washed - 18 * traffic) * (1 - 0.3 * still)),
    co: here * (0.45 + 0.3 * traffic + 0.9 * still),
  }
}
