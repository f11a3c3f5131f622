// The stream of messages: any cut of a span gives the same messages as the whole, and one seeded hour keeps its fingerprint.
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import { digest, DIGEST_START_AT } from '../../mock/digest.ts'
import { unitsOf } from '../../mock/units/plan.ts'
import { scenarios } from '../../mock/scenarios/load.ts'
import { MONDAY_TEN, cityOf } from './cities.ts'

const T = MONDAY_TEN
const MIN = 60_000

describe('between', () => {
  const cuts: readonly (readonly [string, number, number, number, number])[] = [
    ['ordinary', 1, 0, 3_333, 20_000],
    ['ordinary', 1, 61_000, 61_001, 95_000],
    ['storm', 1, 15 * MIN, 15 * MIN + 7_777, 15 * MIN + 20_000],
    ['storm', 20, 0, 11_000, 60_000],
    ['burst-main', 3.7, 20_000, 33_333, 50_000],
    ['rogue-feed', 1, 55_000, 70_123, 80_000],
    ['silent-feed', 1, 115_000, 120_000, 130_000],
  ]
  it.each(cuts)('splits: %s at speed %d, [%d, %d) and [.., %d) make the whole', (scenario, speed, a, b, c) => {
    // Three cities, so that nothing one of them remembers can help another.
    const [x, y, z] = [cityOf(scenario, { speed }), cityOf(scenario, { speed }), cityOf(scenario, { speed })]
    const parts = [...between(x, T + a, T + b), ...between(y, T + b, T + c)]
    expect(parts.length).toBeGreaterThan(20)
    expect(parts).toEqual(between(z, T + a, T + c))
  })

  it('remembers nothing that matters: asked backwards, it says the same', () => {
    const [forward, backward] = [cityOf('storm'), cityOf('storm')]
    const windows = [0, 5, 12, 19].map((m) => [T + m * MIN, T + m * MIN + 4_000] as const)
    const there = windows.map(([a, b]) => between(forward, a, b))
    const back = windows.toReversed().map(([a, b]) => between(backward, a, b))
    expect(back.toReversed()).toEqual(there)
  })

  it('is in sending order, and silent before the start', () => {
    const city = cityOf()
    const sent = between(city, T - 10 * MIN, T + 90_000)
    expect(sent[0]?.at).toBeGreaterThanOrEqual(T)
    expect(sent.every((m, i) => i === 0 || m.at >= (sent[i - 1]?.at ?? 0))).toBe(true)
    expect(between(city, T - 10 * MIN, T)).toEqual([])
  })

  it('tells of every device before any value, and of every living device within ten seconds', () => {
    const city = cityOf()
    const sent = between(city, T, T + 10_000)
    const announced = sent.filter((m) => m.feed === 'sim-registry')
    const lastAnnounced = Math.max(...announced.map((m) => m.at))
    const firstValue = Math.min(...sent.filter((m) => m.values > 0).map((m) => m.at))
    expect(lastAnnounced).toBeLessThan(firstValue)
    const ids = announced.flatMap((m) =>
      (JSON.parse(m.payload) as { devices: { device: string }[] }).devices.map((d) => d.device),
    )
    expect(new Set(ids).size).toBe(city.devices.length + unitsOf(city).length)
    const heard = sent.filter((m) => m.values > 0).map((m) => m.topic)
    expect(new Set(heard).size).toBeGreaterThan(city.devices.length * 0.93)
  })

  it('differs by seed, not by anything else', () => {
    const [a, b] = [between(cityOf(), T, T + 30_000), between(cityOf('ordinary', { seed: 'other' }), T, T + 30_000)]
    expect(a).not.toEqual(b)
    expect(a.filter((m) => m.feed === 'sim-registry')).toEqual(b.filter((m) => m.feed === 'sim-registry'))
  })

  it('sends about a hundred values a second', () => {
    const sent = between(cityOf(), T + 2 * MIN, T + 7 * MIN)
    const perSecond = sent.reduce((n, m) => n + m.values, 0) / 300
    expect(perSecond).toBeGreaterThan(85)
    expect(perSecond).toBeLessThan(150)
  })

  it('costs well under 30 ms of processor for a second of city', () => {
    const city = cityOf('storm')
    between(city, T, T + 20 * MIN)
    const before = process.cpuUsage()
    for (let s = 0; s < 30; s++) between(city, T + 20 * MIN + s * 1000, T + 20 * MIN + (s + 1) * 1000)
    const used = process.cpuUsage(before)
    expect((used.user + used.system) / 1000 / 30).toBeLessThan(30)
  })
})

describe('digest', () => {
  // Pinned: a change of these on purpose is a change of the simulated city, and says so in its commit.
  it.each(['ordinary', 'storm'])('of one seeded hour of %s, half a minute in every two', (scenario) => {
    const { messages, sha256 } = digest(cityOf(scenario, { seed: 'yangzhou', startAt: DIGEST_START_AT }), 3600, 4)
    expect(messages).toBeGreaterThan(50_000)
    expect(sha256).toMatchSnapshot()
  })
})

describe('scenarios', () => {
  it('are the seven of the plan, told in two languages, the ordinary day first', () => {
    expect(scenarios().map((s) => s.id)).toEqual([
      'ordinary',
      'burst-main',
      'festival',
      'heavy-pollution',
      'rogue-feed',
      'silent-feed',
      'storm',
    ])
  })
})
