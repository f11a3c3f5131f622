// Contracts of every format and habit: what is encoded by a contract is decoded by the hub to the same values.
import { describe, expect, it } from 'vitest'
import { ContractError, encode, isBatched, type Sample } from '../../mock/gateways/encode.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { matchTopic } from '../../src/feeds/topic.ts'
import type { Feed, SensorKind } from '../../src/wire/reference.ts'

const AT = Date.UTC(2026, 10, 23, 2, 3, 4, 567)
const text = { zh: '试', en: 'test' }
const kind: SensorKind = {
  id: 'probe',
  name: text,
  group: 'water',
  metrics: [
    { id: 'depthM', name: text, unit: 'm', decimals: 2, min: 0, max: 3 },
    { id: 'tempC', name: text, unit: 'C', decimals: 1, min: -40, max: 60 },
  ],
  everyMs: 60_000,
  staleAfterMs: 300_000,
}
const feedOf = (more: Partial<Feed>): Feed => ({
  id: 'probe',
  name: text,
  owner: 'center',
  gateway: 'gw-probe',
  topic: 'probe/{device}',
  format: 'yiwang',
  kind: 'probe',
  time: { format: 'auto' },
  crs: 'cgcs2000',
  carries: ['readings'],
  devices: 'open',
  everyMs: 60_000,
  lateAfterMs: 120_000,
  maxAgeMs: 86_400_000,
  maxAheadMs: 60_000,
  maxBytes: 65_536,
  simulated: true,
  ...more,
})
const sample = (device = 'p-1'): Sample => ({
  device,
  lng: 119.4,
  lat: 32.4,
  occurredAt: AT,
  values: { depthM: 0.27, tempC: 11.5 },
})
const SECOND = Math.floor(AT / 1000) * 1000

type Case = readonly [name: string, feed: Partial<Feed>, at: number]
const fields = [
  { path: 'v.depth', metric: 'depthM' },
  { path: 'v.temp', metric: 'tempC' },
]
const CASES: readonly Case[] = [
  ['yiwang, our own', {}, AT],
  ['yiwang in another unit', { unit: undefined as never, topic: '/城市/积水/{device}/+' }, AT],
  ['senml', { format: 'senml' }, AT],
  ['senml with a prefix before the device', { format: 'senml', topic: 'a/{device}/#' }, AT],
  ['json, nested, ms', { format: 'json', time: { format: 'ms' }, map: { time: 'head.t', fields } }, AT],
  ['json, seconds', { format: 'json', time: { format: 's' }, map: { time: 't', fields } }, SECOND],
  ['json, ISO with zone', { format: 'json', time: { format: 'iso' }, map: { time: 't', fields } }, AT],
  [
    'json, ISO without zone',
    { format: 'json', time: { format: 'iso', zoneOffsetMinutes: 480 }, map: { time: 't', fields } },
    SECOND,
  ],
  [
    'json, scaled, offset, other units',
    {
      format: 'json',
      time: { format: 'ms' },
      map: {
        time: 't',
        fields: [
          { path: 'cm', metric: 'depthM', unit: 'cm' },
          { path: 'raw', metric: 'tempC', scale: 0.1, offset: -40 },
        ],
      },
    },
    AT,
  ],
  [
    'json, arrays in the path',
    {
      format: 'json',
      time: { format: 'ms' },
      map: {
        time: 't',
        fields: [
          { path: 'data.0.value', metric: 'depthM' },
          { path: 'data.1.value', metric: 'tempC' },
        ],
      },
    },
    AT,
  ],
  [
    'csv by columns',
    {
      format: 'csv',
      time: { format: 's' },
      map: {
        separator: ';',
        columns: ['t', 'x', 'd', 'c'],
        time: 't',
        fields: [
          { path: 'd', metric: 'depthM' },
          { path: 'c', metric: 'tempC' },
        ],
      },
    },
    SECOND,
  ],
  [
    'csv by numbers',
    {
      format: 'csv',
      time: { format: 'ms' },
      map: {
        time: '0',
        fields: [
          { path: '2', metric: 'depthM' },
          { path: '1', metric: 'tempC' },
        ],
      },
    },
    AT,
  ],
  [
    'number by metric topics',
    { format: 'number', topic: '{metric}/x/{device}', time: { format: 'arrival' } },
    AT + 500,
  ],
]

const decode = (feed: Feed, topic: string, payload: string) => {
  const params = matchTopic(feed.topic, topic)
  if (!params) throw new Error(`${topic} is not of ${feed.topic}`)
  return decodeMessage(feed, params, new TextEncoder().encode(payload), {
    receivedAt: AT + 500,
    unitOf: (metric) => kind.metrics.find((m) => m.id === metric)?.unit,
  })
}

describe('encode', () => {
  it.each(CASES)('%s', (_name, more, at) => {
    const { unit: _unit, ...rest } = more
    const feed = feedOf(rest)
    const decoded = encode(feed, kind, [sample()]).map((m) => decode(feed, m.topic, m.payload))
    expect(decoded.flatMap((d) => d.rejects)).toEqual([])
    const readings = decoded.flatMap((d) => d.readings)
    expect(Object.fromEntries(readings.map((r) => [r.metric, Number(r.value.toFixed(6))]))).toEqual({
      depthM: 0.27,
      tempC: 11.5,
    })
    for (const r of readings) expect([r.device, r.occurredAt]).toEqual(['p-1', at])
  })

  it('sends the contract unit when the contract has one', () => {
    const feed = feedOf({
      format: 'number',
      topic: 'n/{device}',
      metric: 'depthM',
      unit: 'cm',
      time: { format: 'arrival' },
    })
    const [message] = encode(feed, kind, [sample()])
    expect(message?.payload).toBe('27')
    expect(decode(feed, message?.topic ?? '', '27').readings[0]?.value).toBeCloseTo(0.27, 9)
  })

  it('puts several devices into one message where the contract reads them so', () => {
    const feed = feedOf({
      format: 'json',
      topic: 'all',
      time: { format: 'ms' },
      map: { each: 'data.list', device: 'id', time: 't', fields },
    })
    expect(isBatched(feed)).toBe(true)
    const [message] = encode(feed, kind, [sample('a'), sample('b')])
    expect(decode(feed, 'all', message?.payload ?? '').readings.map((r) => r.device)).toEqual(['a', 'a', 'b', 'b'])
  })

  it.each(['gcj02', 'bd09'] as const)('gives places in %s, which the hub turns back within a metre', (crs) => {
    const feed = feedOf({ format: 'json', crs, time: { format: 'ms' }, map: { time: 't', lng: 'x', lat: 'y', fields } })
    const [message] = encode(feed, kind, [sample()])
    const sent = JSON.parse(message?.payload ?? '{}') as { x: number; y: number }
    expect(Math.abs(sent.x - 119.4)).toBeGreaterThan(0.004)
    const reading = decode(feed, message?.topic ?? '', message?.payload ?? '').readings[0]
    expect(reading?.lng).toBeCloseTo(119.4, 5)
    expect(reading?.lat).toBeCloseTo(32.4, 5)
  })

  it('says so when a contract cannot be spoken', () => {
    expect(() => encode(feedOf({ format: 'json' }), kind, [sample()])).toThrow(ContractError)
    expect(() => encode(feedOf({ format: 'number', metric: 'depthM', unit: 'kPa' }), kind, [sample()])).toThrow(
      /cannot be sent in kPa/,
    )
  })
})
