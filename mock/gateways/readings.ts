// The readings of a window: regular ones by period, a sweep after the start, and quick ones from devices in trouble.
import { AGAIN_AFTER_MS, deviceFaultAt, spoilt } from '../deviceFaults.ts'
import { absurd, delayOf, faultOf, garble, longestDelayMs } from '../faults.ts'
import { mix } from '../random.ts'
import { type SimCity, cityTime, realTime } from '../world/city.ts'
import { troublesBeginning } from '../world/troubles.ts'
import { valuesAt } from '../world/values.ts'
import { encode } from './encode.ts'
import type { OutMessage } from './message.ts'
import { isDead, isSilenced, sendersOf, sweepAt, wayMs, type Sender } from './senders.ts'

/** A device that sees its own alarm limit crossed reports every few seconds for a while, as such devices do to save battery else. */
const QUICK_EVERY_MS = 8_000
const QUICK_FOR_MS = 120_000
/** Slots of other than regular messages, out of the way of the regular ones. */
const SWEEP_SLOT = -1
const QUICK_SLOT = 2 ** 40

interface Shot {
  readonly sender: Sender
  readonly slot: number
  readonly occurredAt: number
}

/** The messages of one measuring: none, one, or more. */
function shoot(city: SimCity, { sender, slot, occurredAt }: Shot): OutMessage[] {
  const { feed, kind, key } = sender
  const fault = slot === SWEEP_SLOT ? undefined : faultOf(city.scenario.faults, feed, key, slot)
  if (fault === 'missing' || isSilenced(city, feed, occurredAt)) return []
  const c = cityTime(city, occurredAt)
  let isSpoilt = false
  const samples = sender.devices.flatMap((d) => {
    if (isDead(city, d, occurredAt)) return []
    const sample = { device: d.id, lng: d.lng, lat: d.lat, occurredAt, values: valuesAt(city, d, c) }
    const own = deviceFaultAt(city, d, c)
    if (own === undefined) return [sample]
    isSpoilt = isSpoilt || own.spec.fault !== 'repeats'
    return spoilt(city, own, sample) ?? []
  })
  const first = samples[0]
  if (!first) return []
  const at = occurredAt + wayMs(sender, slot) + delayOf(fault, feed, key, slot)
  const plain = encode(feed, kind, samples)
  const encoded =
    fault === 'absurd'
      ? encode(feed, kind, [{ ...first, values: absurd(first.values, kind, key, slot) }, ...samples.slice(1)])
      : plain
  const values = samples.reduce((n, s) => n + Object.keys(s.values).length, 0)
  const out = encoded.map(({ topic, payload }, i): OutMessage => ({
    at,
    feed: feed.id,
    gateway: feed.gateway,
    topic,
    payload: fault === 'garbled' ? garble(payload, key, slot) : payload,
    values: values / encoded.length,
    // One value a message: only the message that carries the absurd one is spoilt.
    ...(fault === undefined || (fault === 'absurd' && payload === plain[i]?.payload)
      ? isSpoilt
        ? { fault: 'device' }
        : {}
      : { fault }),
    order: `${feed.id} ${sender.devices[0]?.id ?? ''} ${slot} ${i}`,
  }))
  if (fault !== 'repeated') return slot === SWEEP_SLOT ? out : [...out, ...again(city, sender, c, out)]
  return [
    ...out.map((m): OutMessage => {
      const { fault: _first, ...whole } = m
      return whole
    }),
    ...out.map((m) => ({ ...m, at: m.at + 1_000 + (mix(key, slot) % 4_000), order: `${m.order} again` })),
  ]
}

/** What a device that repeats itself says once more, and once more. */
function again(city: SimCity, sender: Sender, c: number, out: readonly OutMessage[]): OutMessage[] {
  const [device] = sender.devices
  if (device === undefined || deviceFaultAt(city, device, c)?.spec.fault !== 'repeats') return []
  return AGAIN_AFTER_MS.flatMap((ms, n) =>
    out.map((m): OutMessage => ({ ...m, at: m.at + ms, fault: 'device', order: `${m.order} again ${n}` })),
  )
}

/** Regular slots whose message could be sent in [from, to). */
function* regular(city: SimCity, from: number, to: number): Generator<Shot> {
  for (const sender of sendersOf(city)) {
    const { periodMs, phaseMs, feed } = sender
    const first = sweepAt(city, sender)
    const earliest = Math.max(first + 1, from - longestDelayMs(feed))
    const n = Math.ceil((earliest - phaseMs) / periodMs)
    for (let slot = n, at = n * periodMs + phaseMs; at < to; slot++, at += periodMs) {
      // Old slots matter only if something held their message back.
      const reach = at + 5_700 + delayOf(faultOf(city.scenario.faults, feed, sender.key, slot), feed, sender.key, slot)
      if (reach >= from) yield { sender, slot, occurredAt: at }
    }
  }
}

function* sweep(city: SimCity, from: number, to: number): Generator<Shot> {
  if (from > city.startAt + 20_000) return
  for (const sender of sendersOf(city)) {
    const at = sweepAt(city, sender)
    if (at < to && at + 1_000 >= from) yield { sender, slot: SWEEP_SLOT, occurredAt: at }
  }
}

function* quick(city: SimCity, from: number, to: number): Generator<Shot> {
  const [cFrom, cTo] = [cityTime(city, from - QUICK_FOR_MS - longestQuickMs(city)), cityTime(city, to)]
  const single = city.memo.once('single', () => {
    const senders = sendersOf(city).filter((s) => s.devices.length === 1)
    return new Map(senders.map((s) => [s.devices[0]?.index, s]))
  })
  for (const t of troublesBeginning(city, cFrom, cTo)) {
    const sender = single.get(t.device.index)
    if (!sender) continue
    const [starts, ends] = [realTime(city, t.from), realTime(city, t.to)]
    const lead = t.spec.riseSec > 0 ? 2_000 : 200
    for (let i = 0; i * QUICK_EVERY_MS < QUICK_FOR_MS; i++) {
      const at = Math.floor(starts + lead + i * QUICK_EVERY_MS)
      if (at < ends && at > sweepAt(city, sender))
        yield { sender, slot: QUICK_SLOT + (t.key % 2 ** 24) * 64 + i, occurredAt: at }
    }
  }
}

/** Faults hold back quick messages too. */
const longestQuickMs = (city: SimCity): number =>
  city.memo.once('longest', () =>
    Math.max(0, ...city.reference.feeds.map(longestDelayMs).filter((ms) => ms < 3_600_000)),
  )

/** Messages with readings that are sent in [from, to). */
export function readingsBetween(city: SimCity, from: number, to: number): OutMessage[] {
  const out: OutMessage[] = []
  for (const shots of [regular, sweep, quick])
    for (const shot of shots(city, from, to))
      for (const m of shoot(city, shot)) if (m.at >= from && m.at < to) out.push(m)
  return out
}
