// Who sends and when: a device, or a batch of devices where the contract batches, each with its own period and phase.
import { mix, range, sub, unit, type Key } from '../random.ts'
import type { Feed, SensorKind } from '../../src/wire/reference.ts'
import type { SimDevice } from '../devices/types.ts'
import { type SimCity, cityTime } from '../world/city.ts'
import { dayOf, hourOf } from '../world/rhythm.ts'
import { isBatched } from './encode.ts'

export interface Sender {
  readonly feed: Feed
  readonly kind: SensorKind | undefined
  readonly devices: readonly SimDevice[]
  readonly key: Key
  readonly periodMs: number
  readonly phaseMs: number
}

/** Stations in one message of a batching feed: what such gateways usually send. */
const BATCH = 20

/** After the start every device says once what it reads, spread over these seconds; then its period takes over. */
export const SWEEP_FROM_MS = 2_000
export const SWEEP_MS = 6_000

export function sendersOf(city: SimCity): readonly Sender[] {
  return city.memo.once('senders', () => {
    const senders: Sender[] = []
    for (const feed of city.reference.feeds) {
      const devices = city.devices.filter((d) => d.feed === feed.id)
      const kind = feed.kind === undefined ? undefined : city.reference.kinds.get(feed.kind)
      const size = isBatched(feed) ? BATCH : 1
      for (let i = 0; i < devices.length; i += size) {
        const group = devices.slice(i, i + size)
        const key = sub(group[0]?.trait ?? 0, 'sender')
        senders.push({
          feed,
          kind,
          devices: group,
          key,
          periodMs: feed.everyMs,
          phaseMs: Math.floor(unit(key, 1) * feed.everyMs),
        })
      }
    }
    return senders
  })
}

/** When a sender says its first value after the start. */
export const sweepAt = (city: SimCity, s: Sender): number =>
  Math.floor(city.startAt + SWEEP_FROM_MS + unit(s.key, 2) * SWEEP_MS)

/** From measuring to sending when nothing is wrong: modem, gateway, network. */
export const wayMs = (s: Sender, slot: number): number => Math.floor(range(mix(s.key, slot), 3, 40, 650))

/** Devices that are dead now: some share of them, for some hours of some days. */
export function isDead(city: SimCity, d: SimDevice, at: number): boolean {
  const c = cityTime(city, at)
  const day = mix(sub(d.trait, 'dead'), dayOf(city, c) + city.key)
  if (unit(day, 0) >= city.scenario.deadShare) return false
  const from = range(day, 1, 0, 20)
  const h = hourOf(city, c)
  return h >= from && h < from + range(day, 2, 2, 8)
}

/** True while a scenario has the feed say nothing. */
export function isSilenced(city: SimCity, feed: Feed, at: number): boolean {
  if (city.scenario.silences.length === 0) return false
  const minutes = (cityTime(city, at) - city.startAt) / 60_000
  return city.scenario.silences.some((s) => s.feed === feed.id && minutes >= s.fromMin && minutes < s.toMin)
}
