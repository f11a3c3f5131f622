// Everything the simulated city sends is read by the hub's own decoders, through the contracts in feeds.json.
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import type { OutMessage } from '../../mock/gateways/message.ts'
import { scenarios } from '../../mock/scenarios/load.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { TopicTable } from '../../src/feeds/topic.ts'
import type { Decoded } from '../../src/feeds/types.ts'
import { MONDAY_TEN, cityOf, reference } from './cities.ts'

const T = MONDAY_TEN
const table = new TopicTable(reference.feeds)
const utf8 = new TextEncoder()
const kindOf = new Map(cityOf().devices.map((d) => [`${d.feed}/${d.id}`, reference.kinds.get(d.kind)]))

interface Read {
  readonly message: OutMessage
  readonly decoded: Decoded
  /** Values outside what the metric can be, or of an unknown device or metric. */
  readonly impossible: number
}

function read(message: OutMessage): Read {
  const hits = table.find(message.topic)
  expect(
    hits.map((h) => h.feed.id),
    message.topic,
  ).toEqual([message.feed])
  const hit = hits[0]
  if (!hit) throw new Error(message.topic)
  expect(hit.feed.gateway).toBe(message.gateway)
  const metricOf = (metric: string, device: string | undefined) =>
    kindOf.get(`${hit.feed.id}/${device ?? ''}`)?.metrics.find((m) => m.id === metric)
  const decoded = decodeMessage(hit.feed, hit.params, utf8.encode(message.payload), {
    receivedAt: message.at,
    unitOf: (metric, kind) => reference.kinds.get(kind ?? '')?.metrics.find((m) => m.id === metric)?.unit,
  })
  const impossible = decoded.readings.filter((r) => {
    const metric = metricOf(r.metric, r.device)
    const ahead = r.occurredAt - message.at
    return (
      !metric ||
      r.value < metric.min ||
      r.value > metric.max ||
      ahead > hit.feed.maxAheadMs ||
      -ahead > hit.feed.maxAgeMs
    )
  }).length
  return { message, decoded, impossible }
}

describe.each(scenarios().map((s) => s.id))('ten minutes of %s', (scenario) => {
  const city = cityOf(scenario)
  const sent = between(city, T, T + 600_000)
  const all = sent.map(read)
  const whole = all.filter((r) => r.message.fault === undefined)

  it('decode with no reject and no impossible value unless spoilt on purpose', () => {
    expect(sent.length).toBeGreaterThan(30_000)
    const refused = whole.filter((r) => r.decoded.rejects.length > 0 || r.impossible > 0)
    expect(refused.slice(0, 3)).toEqual([])
    expect(refused.length).toBe(0)
  })

  it('carry what they claim to carry', () => {
    const values = whole.reduce((n, r) => n + r.decoded.readings.length, 0)
    expect(values).toBe(whole.reduce((n, r) => n + r.message.values, 0))
    expect(new Set(whole.flatMap((r) => r.decoded.reports.map((p) => p.id))).size).toBe(
      whole.reduce((n, r) => n + r.decoded.reports.length, 0),
    )
  })

  it('are spoilt at the stated rates', () => {
    const { faults } = city.scenario
    const timed = all
      .filter((r) => r.message.values > 0 || r.message.fault === 'garbled')
      .filter((r) => {
        const feed = reference.feeds.find((f) => f.id === r.message.feed)
        return feed?.time.format !== 'arrival'
      })
    for (const fault of ['late', 'repeated', 'outOfOrder'] as const) {
      const share = timed.filter((r) => r.message.fault === fault).length / timed.length
      expect(share, fault).toBeGreaterThan(faults[fault] * 0.45)
      expect(share, fault).toBeLessThan(faults[fault] * 1.6)
    }
    const sensorMessages = all.filter((r) => r.message.fault !== 'rogue')
    for (const fault of ['absurd', 'garbled'] as const) {
      const spoilt = all.filter((r) => r.message.fault === fault)
      expect(spoilt.length / sensorMessages.length, fault).toBeGreaterThan(faults[fault] * 0.4)
      expect(spoilt.length / sensorMessages.length, fault).toBeLessThan(faults[fault] * 1.9)
      for (const r of spoilt) expect(r.decoded.rejects.length + r.impossible, r.message.payload).toBeGreaterThan(0)
    }
  })
})

describe('faults seen from the hub', () => {
  const city = cityOf()
  const all = between(city, T, T + 900_000).map(read)
  const feedOf = (r: Read) => reference.feeds.find((f) => f.id === r.message.feed)

  it('late messages are later than their contract allows, others are not', () => {
    for (const r of all) {
      const first = r.decoded.readings[0]
      const feed = feedOf(r)
      if (!first || !feed) continue
      const lag = r.message.at - first.occurredAt
      // A device may have a clock of its own.
      if (r.message.fault === 'device') continue
      if (r.message.fault === 'late') expect(lag).toBeGreaterThan(feed.lateAfterMs)
      else expect(lag, r.message.fault).toBeLessThanOrEqual(feed.lateAfterMs)
    }
  })

  it('repeated messages say again what was said', () => {
    const repeated = all.filter((r) => r.message.fault === 'repeated')
    const said = new Set(
      all.filter((r) => r.message.fault === undefined).map((r) => `${r.message.topic} ${r.message.payload}`),
    )
    expect(repeated.length).toBeGreaterThan(20)
    for (const r of repeated) expect(said.has(`${r.message.topic} ${r.message.payload}`)).toBe(true)
  })

  it('overtaken messages arrive after the next of their series', () => {
    const overtaken = all.filter((r) => r.message.fault === 'outOfOrder' && r.message.at < T + 600_000)
    expect(overtaken.length).toBeGreaterThan(10)
    const isPassed = overtaken.filter((r) => {
      const first = r.decoded.readings[0]
      return all.some((o) => {
        const other = o.decoded.readings[0]
        return (
          other?.device === first?.device &&
          o.message.feed === r.message.feed &&
          o.message.at < r.message.at &&
          (other?.occurredAt ?? 0) > (first?.occurredAt ?? 0)
        )
      })
    })
    expect(isPassed.length / overtaken.length).toBeGreaterThan(0.9)
  })

  it('missing messages leave about the stated share of regular ones out', () => {
    const perDevice = all.filter(
      (r) => r.message.feed === 'sim-traffic' && r.message.fault !== 'repeated' && r.message.at > T + 60_000,
    )
    const expected = city.devices.filter((d) => d.kind === 'traffic').length * 14
    const missing = 1 - perDevice.length / expected
    expect(missing).toBeGreaterThan(0.001)
    expect(missing).toBeLessThan(0.04)
  })
})

describe('scenario feeds', () => {
  it('a silent feed says nothing for its while, and the others go on', () => {
    const city = cityOf('silent-feed')
    const sent = between(city, T + 60_000, T + 16 * 60_000)
    const minutes = (feed: string): Set<number> =>
      new Set(
        sent
          .filter((m) => m.feed === feed && m.fault !== 'late' && m.fault !== 'outOfOrder' && m.fault !== 'repeated')
          .map((m) => Math.floor((m.at - T) / 60_000)),
      )
    expect([...minutes('sim-ponding')].filter((m) => m >= 3 && m < 14)).toEqual([])
    expect([...minutes('sim-ponding')]).toContain(15)
    expect(minutes('sim-manhole').size).toBe(15)
  })

  it('a rogue feed is refused in every way there is', () => {
    const city = cityOf('rogue-feed')
    const mad = between(city, T + 60_000, T + 120_000)
      .filter((m) => m.fault === 'rogue')
      .map(read)
    expect(mad.length).toBeGreaterThan(1_000)
    const reasons = new Set(mad.flatMap((r) => r.decoded.rejects.map((x) => x.reason)))
    for (const reason of ['unparseable', 'oversized', 'schema']) expect(reasons, reason).toContain(reason)
    for (const r of mad)
      expect(r.decoded.rejects.length + r.impossible, r.message.payload.slice(0, 80)).toBeGreaterThan(0)
  })
})
