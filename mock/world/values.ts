// What a device would read at a time: one function a kind. Pure in (seed, scenario, start, device, time); the entry is `valuesAt`.
import type { SimDevice, SimKind } from '../devices/types.ts'
import { bell, range, sub, wander } from '../random.ts'
import { airState } from './air.ts'
import type { SimCity } from './city.ts'
import { crowdState, liftTrips, noiseDb, parkingState } from './people.ts'
import { darkness, homeLoad, hourOf, hump, seasonOf, trafficLoad, workLoad } from './rhythm.ts'
import { trafficState } from './traffic.ts'
import { troubled } from './troubles.ts'
import { burstPressure, placeOf, pondDepthM, pumpState, riverLevelM, shaftGapM } from './water.ts'
import { rainBefore, storminess, tempC, windMs } from './weather.ts'

export type Values = Readonly<Record<string, number>>
type Play = (city: SimCity, d: SimDevice, c: number) => Values

const MIN = 60_000
const HOUR = 60 * MIN
const drift = (d: SimDevice, use: string, c: number, periodMs: number): number => wander(sub(d.trait, use), c, periodMs)

const PLAYS: Readonly<Record<SimKind, Play>> = {
  air: (city, d, c) => airState(city, d, c),
  rain: (city, d, c) => {
    const use = `gauge${d.index}`
    return { mm10: rainBefore(city, use, placeOf(d), c, 10), mm1h: rainBefore(city, use, placeOf(d), c, 60) }
  },
  riverLevel: (city, d, c) => ({ levelM: riverLevelM(city, d, c) }),
  ponding: (city, d, c) => ({ depthM: pondDepthM(city, d, c) }),
  manhole: (city, d, c) => ({
    tiltDeg: troubled(city, d, 'tiltDeg', c, 1 + 2 * Math.abs(drift(d, 'tilt', c, 3 * HOUR))),
    gapM: shaftGapM(city, d, c),
  }),
  gas: (city, d, c) => ({
    lelPct: troubled(
      city,
      d,
      'lelPct',
      c,
      Math.max(0, 0.6 + 0.5 * drift(d, 'gas', c, 20 * MIN) + 0.15 * bell(d.trait, Math.floor(c / 10_000))),
    ),
  }),
  noise: (city, d, c) => ({ leqDb: noiseDb(city, d, c) }),
  traffic: (city, d, c) => ({ ...trafficState(city, d, c) }),
  bridge: (city, d, c) => {
    const load = trafficLoad(city, c)
    const own = 0.6 + 2.2 * load * range(d.trait, 601, 0.5, 1.2) + 0.3 * Math.abs(bell(d.trait, Math.floor(c / 10_000)))
    const warmth = tempC(city, c) - 16
    return {
      vibMmS: troubled(city, d, 'vibMmS', c, own),
      strainUe: range(d.trait, 602, 38, 72) + 1.4 * warmth + 26 * load + 3 * drift(d, 'strain', c, 5 * MIN),
    }
  },
  pressure: (city, d, c) => {
    const own = range(d.trait, 611, 0.26, 0.36) - 0.045 * homeLoad(city, c) + 0.006 * drift(d, 'mpa', c, 10 * MIN)
    return { mpa: own * (city.scenario.bursts.length === 0 ? 1 : burstPressure(city, placeOf(d), c)) }
  },
  waterQuality: (city, d, c) => ({
    turbidityNtu: troubled(city, d, 'turbidityNtu', c, 0.28 + 0.12 * drift(d, 'ntu', c, 2 * HOUR)),
    chlorineMgL: range(d.trait, 621, 0.22, 0.5) + 0.05 * drift(d, 'cl', c, 3 * HOUR),
    ph: 7.5 + 0.25 * drift(d, 'ph', c, 9 * HOUR),
  }),
  pump: (city, d, c) => ({ ...pumpState(city, d, c) }),
  streetLight: (city, d, c) => {
    const night = darkness(city, c)
    const onShare = troubled(city, d, 'onShare', c, 100 - Math.max(0, 1.4 + 1.4 * drift(d, 'lamps', c, 30 * HOUR)))
    const lamps = Number(d.attributes['lamps'] ?? 40)
    return { onShare, currentA: 0.25 + (night > 0.5 ? lamps * 0.62 * (onShare / 100) : 0) }
  },
  lift: (city, d, c) => ({ fault: Math.round(troubled(city, d, 'fault', c, 0)), trips: liftTrips(city, d, c) }),
  parking: (city, d, c) => ({ ...parkingState(city, d, c) }),
  crowd: (city, d, c) => ({ ...crowdState(city, d, c) }),
  power: (city, d, c) => {
    const use = d.attributes['use']
    const curve =
      use === 'homes'
        ? homeLoad(city, c) * 0.8
        : use === 'shops'
          ? 0.5 * homeLoad(city, c) + 0.35 * workLoad(city, c)
          : workLoad(city, c)
    const heat = Math.abs(tempC(city, c) - 19) / 26
    const voltageKv = troubled(city, d, 'voltageKv', c, 10.42 - 0.24 * curve + 0.05 * drift(d, 'kv', c, 8 * MIN))
    const loadPct = (16 + 46 * curve + 14 * heat) * range(d.trait, 631, 0.7, 1.12) + 1.5 * drift(d, 'load', c, 6 * MIN)
    return { voltageKv, loadPct: voltageKv < 1 ? 0 : loadPct }
  },
  weather: (city, d, c) => {
    const h = hourOf(city, c)
    const wet = storminess(city, c)
    return {
      tempC: tempC(city, c) + range(d.trait, 641, -0.8, 0.6) + 0.2 * drift(d, 't', c, 15 * MIN),
      windMs: Math.max(0.1, windMs(city, c) * range(d.trait, 642, 0.7, 1.15) + 0.4 * drift(d, 'w', c, 3 * MIN)),
      humidityPct: Math.max(
        20,
        Math.min(99, 70 - 16 * hump(h, 14.5, 5) + 6 * seasonOf(city, c) + 24 * wet + 6 * drift(d, 'rh', c, 4 * HOUR)),
      ),
    }
  },
  riverQuality: (city, d, c) => {
    const rain = rainBefore(city, `wash${d.index}`, placeOf(d), c, 60)
    const foul = Math.min(1, rain / 45)
    return {
      doMgL:
        range(d.trait, 651, 6.2, 8.4) -
        0.9 * seasonOf(city, c) +
        0.6 * hump(hourOf(city, c), 15, 4) -
        2.2 * foul +
        0.2 * drift(d, 'do', c, HOUR),
      nh3nMgL: troubled(
        city,
        d,
        'nh3nMgL',
        c,
        Math.max(0.06, range(d.trait, 652, 0.18, 0.62) + 0.5 * foul + 0.06 * drift(d, 'nh3', c, 2 * HOUR)),
      ),
      ph: 7.6 + 0.2 * drift(d, 'ph', c, 7 * HOUR),
    }
  },
}

/** Everything a device would read at city time `c`, as measured: within its metrics' limits and rounded to their decimals. */
export function valuesAt(city: SimCity, device: SimDevice, c: number): Values {
  const raw = PLAYS[device.kind](city, device, c)
  const kind = city.reference.kinds.get(device.kind)
  const out: Record<string, number> = {}
  for (const metric of kind?.metrics ?? []) {
    const value = raw[metric.id]
    if (value === undefined) continue
    const tens = 10 ** metric.decimals
    out[metric.id] = Math.round(Math.min(metric.max, Math.max(metric.min, value)) * tens) / tens
  }
  return out
}

/** One quantity of one device; undefined when its kind does not have it. */
export const valueAt = (city: SimCity, device: SimDevice, metric: string, c: number): number | undefined =>
  valuesAt(city, device, c)[metric]
