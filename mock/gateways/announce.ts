// Devices tell the hub that they exist: in lots, after the start and every hour, by whatever feed may carry devices.
import type { Feed } from '../../src/wire/reference.ts'
import type { SimDevice } from '../devices/types.ts'
import { unitsOf } from '../units/plan.ts'
import type { SimUnit } from '../units/types.ts'
import type { SimCity } from '../world/city.ts'
import { placeIn } from './encode.ts'
import type { OutMessage } from './message.ts'

const LOT = 150
const LOT_EVERY_MS = 40
const AGAIN_EVERY_MS = 3_600_000

/** The feed that carries announcements; undefined: the city has none and its sensors must be listed. */
const registryOf = (city: SimCity): Feed | undefined =>
  city.reference.feeds.find((f) => f.simulated && f.format === 'yiwang' && f.carries.includes('devices'))

function told(d: SimDevice, feed: Feed): Record<string, unknown> {
  const [lng, lat] = placeIn(feed.crs, d.lng, d.lat)
  return {
    device: d.id,
    feed: d.feed,
    kind: d.kind,
    name: d.name,
    lng,
    lat,
    area: d.street.code,
    ...(d.owner === undefined ? {} : { owner: d.owner }),
    ...(d.maintainer === undefined ? {} : { maintainer: d.maintainer }),
    ...(Object.keys(d.attributes).length === 0 ? {} : { attributes: d.attributes }),
  }
}

/** A unit is told like a device; its place is where it belongs. */
function toldUnit(u: SimUnit, feed: Feed): Record<string, unknown> {
  const [lng, lat] = placeIn(feed.crs, ...u.depot)
  const attributes = u.crew === undefined ? {} : { attributes: { crew: u.crew } }
  return { device: u.id, feed: u.feed, kind: u.kind, name: u.name, lng, lat, owner: u.department, ...attributes }
}

/** All announcements, the first at `at`. */
export function announcements(city: SimCity, at: number): OutMessage[] {
  const feed = registryOf(city)
  if (!feed) return []
  const lots = city.memo.once('lots', () => {
    const out: string[] = []
    let lot: string[] = []
    let bytes = 0
    const close = (): void => {
      if (lot.length > 0) out.push(`{"devices":[${lot.join(',')}]}`)
      lot = []
      bytes = 0
    }
    const all = [...city.devices.map((d) => told(d, feed)), ...unitsOf(city).map((u) => toldUnit(u, feed))]
    for (const one of all) {
      const text = JSON.stringify(one)
      const size = Buffer.byteLength(text) + 1
      if (lot.length >= LOT || bytes + size > feed.maxBytes - 64) close()
      lot.push(text)
      bytes += size
    }
    close()
    return out
  })
  return lots.map((payload, i) => ({
    at: at + i * LOT_EVERY_MS,
    feed: feed.id,
    gateway: feed.gateway,
    topic: feed.topic,
    payload,
    values: 0,
    order: `${feed.id} ${String(i).padStart(4, '0')}`,
  }))
}

/** Announcements sent in [from, to). */
export function announcementsBetween(city: SimCity, from: number, to: number): OutMessage[] {
  const out: OutMessage[] = []
  const first = Math.max(0, Math.floor((from - city.startAt) / AGAIN_EVERY_MS) - 1)
  for (let n = first; city.startAt + n * AGAIN_EVERY_MS < to; n++)
    for (const m of announcements(city, city.startAt + n * AGAIN_EVERY_MS)) if (m.at >= from && m.at < to) out.push(m)
  return out
}
