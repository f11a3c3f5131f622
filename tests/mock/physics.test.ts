// The quantities of the simulated city hang together: what a person who knows a city would expect to see, in that order.
import { describe, expect, it } from 'vitest'
import { reportsBetween } from '../../mock/reports/between.ts'
import { darkness, hourOf, isWorkday, trafficLoad } from '../../mock/world/rhythm.ts'
import type { SimCity } from '../../mock/world/city.ts'
import type { SimDevice, SimKind } from '../../mock/devices/types.ts'
import { troublesBeginning } from '../../mock/world/troubles.ts'
import { valueAt, valuesAt } from '../../mock/world/values.ts'
import { MONDAY_TEN, cityOf, reference } from './cities.ts'

const T = MONDAY_TEN
const MIN = 60_000
const HOUR = 60 * MIN

const central = (city: SimCity, kind: SimKind): readonly SimDevice[] =>
  (city.byKind.get(kind) ?? []).filter((d) => d.street.isCentral)
const mean = (city: SimCity, kind: SimKind, metric: string, c: number, devices = central(city, kind)): number =>
  devices.reduce((s, d) => s + (valueAt(city, d, metric, c) ?? NaN), 0) / devices.length
const share = (city: SimCity, kind: SimKind, metric: string, c: number, is: (v: number) => boolean): number => {
  const devices = central(city, kind)
  return devices.filter((d) => is(valueAt(city, d, metric, c) ?? NaN)).length / devices.length
}

describe('a rainstorm', () => {
  const city = cityOf('storm')
  const dry = cityOf('burst-main')
  /** First minute at which it holds. */
  const when = (holds: (c: number) => boolean): number => {
    for (let m = 1; m <= 60; m++) if (holds(T + m * MIN)) return m
    return Infinity
  }

  it('rains, then rivers rise, then roads flood, then traffic slows, then people call', () => {
    const speedBefore = mean(city, 'traffic', 'speedKmh', T)
    const levelBefore = mean(city, 'riverLevel', 'levelM', T)
    const rain = when((c) => mean(city, 'rain', 'mm10', c) >= 0.5)
    const level = when((c) => mean(city, 'riverLevel', 'levelM', c) >= levelBefore + 0.05)
    const ponding = when((c) => share(city, 'ponding', 'depthM', c, (v) => v >= 0.1) > 0.1)
    const traffic = when((c) => mean(city, 'traffic', 'speedKmh', c) < speedBefore * 0.65)
    const callsOf = (a: number, b: number): number =>
      reportsBetween(city, T + a * MIN, T + b * MIN).filter((m) => /积水|淹|水深|进水|内涝|井盖被水/.test(m.payload))
        .length
    const quiet = callsOf(0, 10)
    const calls = when((c) => callsOf((c - T) / MIN - 4, (c - T) / MIN) >= 8)
    expect([rain, level, ponding, traffic, calls]).toEqual(
      [rain, level, ponding, traffic, calls].toSorted((a, b) => a - b),
    )
    expect(rain).toBeLessThan(8)
    expect(calls).toBeLessThan(35)
    expect(quiet).toBeLessThanOrEqual(4)
  })

  it('floods some roads deeply and leaves others passable, then lets them dry', () => {
    expect(share(city, 'ponding', 'depthM', T + 45 * MIN, (v) => v >= 0.27)).toBeGreaterThan(0.08)
    expect(share(city, 'ponding', 'depthM', T + 45 * MIN, (v) => v < 0.15)).toBeGreaterThan(0.25)
    expect(share(city, 'ponding', 'depthM', T + 4 * HOUR, (v) => v >= 0.15)).toBeLessThan(0.03)
  })

  it('starts pumps that wait for rain, fails some of them, and fills the shafts of drains', () => {
    const pumps = central(city, 'pump')
    const running = (c: number): number => pumps.filter((d) => valueAt(city, d, 'running', c) === 1).length
    expect(running(T + 9 * MIN)).toBeGreaterThan(running(T))
    expect(running(T + 20 * MIN)).toBeLessThan(pumps.length)
    expect(share(city, 'manhole', 'gapM', T + 50 * MIN, (v) => v < 0.3)).toBeGreaterThan(0.03)
    expect(share(city, 'manhole', 'gapM', T, (v) => v < 0.3)).toBe(0)
  })

  it('adds ten-minute rain up to the hour', () => {
    for (const d of central(city, 'rain').slice(0, 12)) {
      const c = T + 61 * MIN
      const six = [0, 10, 20, 30, 40, 50].reduce((s, m) => s + (valueAt(city, d, 'mm10', c - m * MIN) ?? 0), 0)
      expect(Math.abs(six - (valueAt(city, d, 'mm1h', c) ?? 0))).toBeLessThan(0.35)
    }
  })

  it('washes the air and keeps people at home', () => {
    expect(mean(city, 'air', 'pm25', T + 30 * MIN)).toBeLessThan(mean(city, 'air', 'pm25', T))
    expect(mean(city, 'crowd', 'people', T + 30 * MIN)).toBeLessThan(mean(city, 'crowd', 'people', T) * 0.6)
  })

  it('leaves a dry city dry', () => {
    expect(mean(dry, 'rain', 'mm1h', T + HOUR)).toBe(0)
    expect(mean(dry, 'riverLevel', 'levelM', T + HOUR)).toBeCloseTo(mean(dry, 'riverLevel', 'levelM', T), 1)
  })
})

describe('other scenarios', () => {
  it('a burst main takes the pressure, floods its road and stops its traffic, and comes back', () => {
    const city = cityOf('burst-main')
    const near = (kind: SimKind): SimDevice[] => central(city, kind).filter((d) => d.road?.name === '文昌中路')
    const at = (kind: SimKind, metric: string, m: number): number => mean(city, kind, metric, T + m * MIN, near(kind))
    expect(at('pressure', 'mpa', 0)).toBeGreaterThan(0.2)
    expect(at('pressure', 'mpa', 5)).toBeLessThan(0.1)
    expect(at('ponding', 'depthM', 10)).toBeGreaterThan(0.05)
    expect(at('traffic', 'speedKmh', 10)).toBeLessThan(at('traffic', 'speedKmh', 0) * 0.75)
    expect(at('pressure', 'mpa', 120)).toBeGreaterThan(0.2)
    const calls = reportsBetween(city, T, T + 12 * MIN).filter((m) => /爆|冒水|停水/.test(m.payload))
    expect(calls.length).toBeGreaterThan(6)
  })

  it('heavy pollution stays below what a station can measure and above what is healthy', () => {
    const city = cityOf('heavy-pollution')
    const pm = mean(city, 'air', 'pm25', T + 30 * MIN)
    expect(pm).toBeGreaterThan(150)
    expect(pm).toBeLessThan(300)
    expect(mean(city, 'weather', 'windMs', T + 30 * MIN)).toBeLessThan(2)
  })

  it('a festival fills 瘦西湖 first, then its car parks and roads', () => {
    const city = cityOf('festival')
    const lake = (city.byKind.get('crowd') ?? []).filter((d) => d.attributes['sight'] === '瘦西湖')
    const fullest = (m: number): number => Math.max(...lake.map((d) => valueAt(city, d, 'densityM2', T + m * MIN) ?? 0))
    expect(fullest(0)).toBeLessThan(1)
    expect(fullest(20)).toBeGreaterThan(2.5)
    const cars = central(city, 'traffic').filter(
      (d) => Math.abs(d.lng - 119.4224) < 0.012 && Math.abs(d.lat - 32.4108) < 0.01,
    )
    expect(mean(city, 'traffic', 'speedKmh', T + 20 * MIN, cars)).toBeLessThan(
      mean(city, 'traffic', 'speedKmh', T, cars) * 0.7,
    )
  })
})

describe('the rhythm of a day', () => {
  const city = cityOf('burst-main')
  const MIDNIGHT = T - 10 * HOUR

  it('knows clock, working days and holidays of the city', () => {
    expect(hourOf(city, T)).toBe(10)
    const day = (iso: string): boolean => isWorkday(city, Date.parse(`${iso}T12:00:00+08:00`))
    expect([day('2026-11-23'), day('2026-11-22'), day('2026-10-01'), day('2026-02-28')]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('is dark by night, later in summer', () => {
    expect(darkness(city, MIDNIGHT)).toBe(1)
    expect(darkness(city, MIDNIGHT + 12 * HOUR)).toBe(0)
    const at = (iso: string): number => darkness(city, Date.parse(iso))
    expect(at('2026-06-21T19:00:00+08:00')).toBeLessThan(0.5)
    expect(at('2026-12-21T18:00:00+08:00')).toBe(1)
  })

  it('has two rush hours on a working day and slow cars in them', () => {
    const load = (h: number): number => trafficLoad(city, MIDNIGHT + h * HOUR)
    expect(load(7.75)).toBeGreaterThan(load(11))
    expect(load(17.75)).toBeGreaterThan(load(14))
    expect(load(3)).toBeLessThan(load(11) / 3)
    const speed = (h: number): number => mean(city, 'traffic', 'speedKmh', MIDNIGHT + h * HOUR)
    expect(speed(17.75)).toBeLessThan(speed(3) * 0.8)
  })

  it('lights the street lamps at night only', () => {
    expect(mean(city, 'streetLight', 'currentA', MIDNIGHT)).toBeGreaterThan(15)
    expect(mean(city, 'streetLight', 'currentA', MIDNIGHT + 12 * HOUR)).toBeLessThan(1)
    expect(mean(city, 'streetLight', 'onShare', MIDNIGHT + 12 * HOUR)).toBeGreaterThan(96)
  })

  it('counts the trips of a lift up through a day', () => {
    const lift = central(city, 'lift')[0]
    if (!lift) throw new Error('no lift')
    const trips = [1, 6, 9, 15, 23].map((h) => valueAt(city, lift, 'trips', MIDNIGHT + h * HOUR) ?? NaN)
    expect(trips).toEqual(trips.toSorted((a, b) => a - b))
    expect(trips.at(-1)).toBeGreaterThan(50)
  })

  it('keeps every value within its metric, at any hour', () => {
    for (const h of [0, 5.5, 8, 13, 18, 21.3])
      for (const d of city.devices) {
        const values = valuesAt(city, d, MIDNIGHT + h * HOUR)
        const kind = reference.kinds.get(d.kind)
        expect(Object.keys(values), d.kind).toEqual(kind?.metrics.map((m) => m.id))
        for (const m of kind?.metrics ?? []) {
          const v = values[m.id]
          expect(v !== undefined && Number.isFinite(v) && v >= m.min && v <= m.max, `${d.id} ${m.id} ${v}`).toBe(true)
        }
      }
  })
})

describe('small troubles', () => {
  const city = cityOf()

  it('begin within the first minute: five of five kinds, then about one every 80 seconds', () => {
    const first = troublesBeginning(city, T, T + MIN)
    expect(first.map((t) => t.name)).toEqual(['leak', 'tilt', 'trapped', 'gas', 'loud'])
    const hour = troublesBeginning(city, T + MIN, T + 61 * MIN)
    expect(hour.length).toBeGreaterThan(38)
    expect(hour.length).toBeLessThan(50)
    expect(new Set(hour.map((t) => t.name)).size).toBeGreaterThan(7)
  })

  it('move their metric and let it go again', () => {
    for (const t of troublesBeginning(city, T, T + 30 * MIN)) {
      const at = (c: number): number => valueAt(city, t.device, t.spec.metric, c) ?? NaN
      const height = at(t.from + t.spec.riseSec * 1000 + 1000)
      const far = Math.abs(height - at(t.from - 1000))
      expect(far, t.name).toBeGreaterThan(Math.abs(t.target - at(t.from - 1000)) * 0.8)
      expect(Math.abs(at(t.to + 5000) - at(t.from - 1000)), t.name).toBeLessThan(Math.max(far * 0.3, 3))
    }
  })
})
