// A gateway gone mad: what it then sends, for a scenario's rogue feed. Everything here must be refused or flagged by the hub.
import { below, mix, sub, type Key } from '../random.ts'
import type { Feed } from '../../src/wire/reference.ts'
import { type SimCity, cityTime, realTime } from '../world/city.ts'
import { encode, type Sample } from './encode.ts'
import type { OutMessage } from './message.ts'

const DAY = 86_400_000

type Madness = (feed: Feed, sample: Sample, key: Key) => { sample?: Sample; payload?: string }

const scaled = (s: Sample, by: number): Sample => ({
  ...s,
  values: Object.fromEntries(Object.entries(s.values).map(([m, v]) => [m, (v + 1) * by])),
})

/** Garbage, impossible values, unknown devices, wrong clocks, floods of bytes, wrong shapes. */
const MADNESS: readonly Madness[] = [
  () => ({ payload: '\u0000\u0001\u0002 not a message' }),
  () => ({ payload: '{"head":{"time":' }),
  (_f, s) => ({ sample: scaled(s, 1e6) }),
  (_f, s) => ({ sample: scaled(s, -1e6) }),
  (_f, s, key) => ({ sample: { ...s, device: `ghost-${below(key, 9, 1000)}` } }),
  (_f, s) => ({ sample: { ...s, occurredAt: s.occurredAt + 2 * DAY } }),
  (_f, s) => ({ sample: { ...s, occurredAt: s.occurredAt - 400 * DAY } }),
  (f) => ({ payload: `{"pad":"${'x'.repeat(f.maxBytes + 10)}"}` }),
  () => ({ payload: '[[[[[[]]]]]]' }),
  () => ({ payload: '{"wrong":"shape"}' }),
]

/** Mad messages sent in [from, to). */
export function rogueBetween(city: SimCity, from: number, to: number): OutMessage[] {
  const out: OutMessage[] = []
  city.scenario.rogues.forEach((r, i) => {
    const feed = city.reference.feeds.find((f) => f.id === r.feed)
    const devices = city.devices.filter((d) => d.feed === r.feed)
    const kind = city.reference.kinds.get(feed?.kind ?? '')
    if (!feed || devices.length === 0) return
    const [begins, ends] = [
      realTime(city, city.startAt + r.fromMin * 60_000),
      realTime(city, city.startAt + r.toMin * 60_000),
    ]
    const every = 1000 / r.perSecond
    const root = mix(sub(city.key, 'rogue'), i)
    for (let n = Math.max(0, Math.floor((from - begins) / every) - 1); ; n++) {
      const at = Math.floor(begins + n * every)
      if (at >= to || at >= ends) break
      if (at < from) continue
      const key = mix(root, n)
      const device = devices[below(key, 1, devices.length)]
      const madness = MADNESS[below(key, 2, MADNESS.length)]
      if (!device || !madness) continue
      const values = Object.fromEntries((kind?.metrics ?? []).map((m) => [m.id, m.min + 1]))
      const plain: Sample = { device: device.id, lng: device.lng, lat: device.lat, occurredAt: at, values }
      const { sample, payload } = madness(feed, plain, key)
      const [first] = encode(feed, kind, [sample ?? plain])
      if (!first) continue
      out.push({
        at,
        feed: feed.id,
        gateway: feed.gateway,
        topic: first.topic,
        payload: payload ?? first.payload,
        values: 0,
        fault: 'rogue',
        order: `${feed.id} rogue ${n}`,
      })
    }
  })
  return out
}

/** True when the feed is mad at that instant. */
export const isRogue = (city: SimCity, feed: string, at: number): boolean => {
  const minutes = (cityTime(city, at) - city.startAt) / 60_000
  return city.scenario.rogues.some((r) => r.feed === feed && minutes >= r.fromMin && minutes < r.toMin)
}
