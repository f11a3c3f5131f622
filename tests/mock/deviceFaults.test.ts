// Devices that go wrong by themselves are few, the same in every run of a seed, and found by the rules of data quality.
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import { deviceFaultAt, deviceFaults, type DeviceFault } from '../../mock/deviceFaults.ts'
import { sendersOf } from '../../mock/gateways/senders.ts'
import { scenarios } from '../../mock/scenarios/load.ts'
import { valuesAt } from '../../mock/world/values.ts'
import { checkReading, qualityFlags, type SeriesMemory } from '../../src/core/observe/check.ts'
import { silentAfterMs } from '../../src/core/observe/stale.ts'
import { MISPLACED_BEYOND_M, metresOutside } from '../../src/core/observe/place.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { TopicTable } from '../../src/feeds/topic.ts'
import { MONDAY_TEN, cityOf, reference } from './cities.ts'

const T = MONDAY_TEN
const MIN = 60_000
const topics = new TopicTable(reference.feeds)
const utf8 = new TextEncoder()

const faultOf = (scenario: string, is: (f: DeviceFault) => boolean): DeviceFault => {
  const found = [...deviceFaults(cityOf(scenario)).values()].find(is)
  if (!found) throw new Error(`no such fault in ${scenario}`)
  return found
}

interface Heard {
  readonly at: number
  readonly occurredAt: number
  readonly metric: string
  readonly value: number
  readonly flags: readonly string[]
  readonly place?: { readonly lng: number; readonly lat: number }
}

/** What one device sent, judged as the hub judges it, reading by reading. */
function heard(scenario: string, { device }: DeviceFault, from: number, to: number): Heard[] {
  const city = cityOf(scenario)
  // The others need not speak: all of them for an hour take longer than a test may.
  const senders = sendersOf(cityOf(scenario)).filter((s) => s.devices.some((d) => d.id === device.id))
  city.memo.once('senders', () => senders)
  const kind = reference.kinds.get(device.kind)
  const feed = reference.feeds.find((f) => f.id === device.feed)
  if (!kind || !feed) throw new Error(device.feed)
  const memories = new Map<string, SeriesMemory>()
  const out: Heard[] = []
  for (const m of between(city, from, to)) {
    if (m.feed !== device.feed) continue
    const [hit] = topics.find(m.topic)
    if (!hit) continue
    const { readings } = decodeMessage(hit.feed, hit.params, utf8.encode(m.payload), {
      receivedAt: m.at,
      unitOf: (metric) => kind.metrics.find((k) => k.id === metric)?.unit,
    })
    for (const r of readings) {
      const spec = kind.metrics.find((k) => k.id === r.metric)
      if (r.device !== device.id || !spec) continue
      const quietAfter = silentAfterMs(kind.staleAfterMs, feed.everyMs)
      const result = checkReading(r, spec, memories.get(r.metric), feed, m.at, quietAfter)
      if (result.ok) memories.set(r.metric, result.memory)
      out.push({
        at: m.at,
        occurredAt: r.occurredAt,
        metric: r.metric,
        value: r.value,
        flags: result.ok ? qualityFlags(result.quality) : [result.reason, ...qualityFlags(result.quality)],
        ...(r.lng === undefined || r.lat === undefined ? {} : { place: { lng: r.lng, lat: r.lat } }),
      })
    }
  }
  return out
}
const share = (list: readonly Heard[], flag: string): number =>
  list.filter((h) => h.flags.includes(flag)).length / list.length
const during = (list: readonly Heard[], f: DeviceFault): Heard[] => list.filter((h) => h.at >= f.from && h.at < f.to)

describe('faults of single devices', () => {
  it('are in the ordinary day and in the storm, and nowhere else', () => {
    const with_ = scenarios().filter((s) => s.deviceFaults.length > 0)
    expect(with_.map((s) => s.id)).toEqual(['ordinary', 'storm'])
    for (const s of with_)
      expect(new Set(s.deviceFaults.map((f) => f.fault))).toEqual(
        new Set(['unit', 'clock', 'stuck', 'repeats', 'moved', 'silent']),
      )
  })

  it.each(['ordinary', 'storm'])('in %s: one device each, the same for a seed, other devices for another', (id) => {
    const of = (seed: string): string[] => [...deviceFaults(cityOf(id, { seed })).values()].map((f) => f.device.id)
    expect(of('a')).toHaveLength(cityOf(id).scenario.deviceFaults.length)
    expect(new Set(of('a')).size).toBe(of('a').length)
    expect(of('a')).toEqual(of('a'))
    expect(of('a')).not.toEqual(of('b'))
  })

  it('take too few devices of a kind to change an indicator', () => {
    const city = cityOf()
    for (const { spec } of deviceFaults(city).values()) {
      const all = city.byKind.get(spec.kind)?.length ?? 0
      const faulty = city.scenario.deviceFaults.filter((f) => f.kind === spec.kind).length
      expect(faulty / all, spec.kind).toBeLessThan(0.03)
    }
  })

  it('begin when the scenario says and end when it says', () => {
    const city = cityOf()
    const gas = faultOf('ordinary', (f) => f.spec.fault === 'silent')
    expect([gas.from - 1, gas.from, gas.to - 1, gas.to].map((c) => deviceFaultAt(city, gas.device, c))).toEqual([
      undefined,
      gas,
      gas,
      undefined,
    ])
  })
})

describe('what data quality finds of them', () => {
  it('a level in centimetres is refused as impossible, and the slip is named', () => {
    const fault = faultOf('ordinary', (f) => f.spec.kind === 'riverLevel')
    const list = during(heard('ordinary', fault, T, T + 20 * MIN), fault)
    expect(list.length).toBeGreaterThan(10)
    expect(share(list, 'impossibleValue')).toBe(1)
    expect(share(list, 'unitSlip')).toBe(1)
  })

  it('a decimal point one place off is kept, and marked from the first value to the last', () => {
    const fault = faultOf('ordinary', (f) => f.spec.kind === 'waterQuality')
    const all = heard('ordinary', fault, T, T + 40 * MIN)
    const list = during(all, fault).filter((h) => h.metric === 'chlorineMgL' && h.occurredAt >= fault.from)
    expect(list.length).toBeGreaterThan(10)
    expect(share(list, 'unitSlip')).toBeGreaterThan(0.9)
    expect(
      share(
        all.filter((h) => h.metric === 'ph'),
        'unitSlip',
      ),
    ).toBe(0)
  })

  it('a clock set back is late and behind at first, then followed and named', () => {
    const fault = faultOf('ordinary', (f) => f.spec.fault === 'clock')
    const list = during(heard('ordinary', fault, T, T + 30 * MIN), fault).filter(
      (h) => h.metric === 'tempC' && h.at - h.occurredAt > 50 * MIN,
    )
    expect(list.length).toBeGreaterThan(20)
    expect(share(list, 'late')).toBe(1)
    expect(list[0]?.flags).toContain('outOfOrder')
    expect(share(list.slice(8), 'clockSkew')).toBeGreaterThan(0.9)
  })

  it('a stuck gauge is flat after its hour', () => {
    const fault = faultOf('ordinary', (f) => f.spec.fault === 'stuck')
    const list = during(heard('ordinary', fault, T, T + 80 * MIN), fault).filter((h) => h.at > fault.from + MIN)
    expect(new Set(list.filter((h) => !h.flags.includes('impossibleValue')).map((h) => h.value)).size).toBe(1)
    expect(
      share(
        list.filter((h) => h.at < fault.from + 55 * MIN),
        'flat',
      ),
    ).toBe(0)
    expect(
      share(
        list.filter((h) => h.at > fault.from + 63 * MIN),
        'flat',
      ),
    ).toBeGreaterThan(0.9)
    expect(list[0]?.value).toBe(valuesAt(cityOf(), fault.device, fault.from)['leqDb'])
  })

  it('a lift that repeats itself is counted once and flagged twice', () => {
    const fault = faultOf('ordinary', (f) => f.spec.fault === 'repeats')
    const list = during(heard('ordinary', fault, T, T + 15 * MIN), fault).filter((h) => h.metric === 'trips')
    const repeated = list.filter((h) => h.flags.includes('repeated')).length
    expect(list.length).toBeGreaterThan(24)
    expect(repeated / list.length).toBeGreaterThan(0.6)
    expect(repeated / list.length).toBeLessThan(0.7)
  })

  it('a station that was carried away says so itself, far outside its district', () => {
    const fault = faultOf('ordinary', (f) => f.spec.fault === 'moved')
    const { device } = fault
    const outline = reference.map.districts.get(device.street.district)
    const list = heard('ordinary', fault, T, T + 20 * MIN)
    const outside = (h: Heard): number =>
      h.place === undefined || outline === undefined ? NaN : metresOutside([outline.rings], h.place.lng, h.place.lat)
    const [before, after] = [list.filter((h) => h.at < fault.from), list.filter((h) => h.occurredAt >= fault.from)]
    expect(after.length).toBeGreaterThan(6)
    for (const h of before) expect(outside(h)).toBeLessThan(MISPLACED_BEYOND_M)
    for (const h of after) expect(outside(h)).toBeGreaterThan(MISPLACED_BEYOND_M)
  })

  it('a detector that fell silent says so by its return', () => {
    const fault = faultOf('ordinary', (f) => f.spec.fault === 'silent')
    const list = heard('ordinary', fault, T, T + 20 * MIN)
    expect(list.filter((h) => h.occurredAt >= fault.from && h.occurredAt < fault.to)).toEqual([])
    expect(list.find((h) => h.occurredAt >= fault.to)?.flags).toContain('afterSilence')
  })
})
