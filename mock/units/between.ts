// The positions that units send in a window: regular ones with a receiver's error, gaps without signal, and one receiver that jumps.
import type { Feed } from '../../src/wire/reference.ts'
import { ContractError, placeIn, setPath, timeOf, topicOf } from '../gateways/encode.ts'
import type { OutMessage } from '../gateways/message.ts'
import { isSilenced } from '../gateways/senders.ts'
import { bell, mix, range, sub, unit as share } from '../random.ts'
import { round6, shift, type Point } from '../terrain/geometry.ts'
import type { SimCity } from '../world/city.ts'
import { Errands, unitAt, type Driving } from './drive.ts'
import { unitsOf } from './plan.ts'
import type { SimUnit } from './types.ts'

/** A receiver in a street: a few metres of error either way. */
const ERROR_M = 3
const WAY_MS = [80, 900] as const
/** Single messages lost on the way. */
const LOST_SHARE = 0.02
/** In so long a stretch a unit may lose its signal once, for a while: tunnels, car parks, cellars. */
const GAP_WINDOW_MS = 900_000
const GAP_SHARE = 0.08
const GAP_MS = [60_000, 240_000] as const
/** Waiting at its depot, a unit speaks every so many periods. */
const IDLE_EVERY = 3
/** One receiver of the fleet is broken: so often it says it is kilometres away. */
const JUMPS_OF = 'V-paishui-2'
const JUMP_SHARE = 0.08

const NO_ERRANDS = new Errands()

function isWithoutSignal(city: SimCity, u: SimUnit, at: number): boolean {
  const window = Math.floor(at / GAP_WINDOW_MS)
  const key = mix(sub(u.trait, 'gap'), window + city.key)
  if (share(key, 0) >= GAP_SHARE) return false
  const length = range(key, 1, ...GAP_MS)
  const from = window * GAP_WINDOW_MS + range(key, 2, 0, GAP_WINDOW_MS - length)
  return at >= from && at < from + length
}

interface Said {
  readonly place: Point
  readonly driving: Driving
  readonly at: number
  readonly accuracyM: number
}

function payloadOf(feed: Feed, { place, driving, at, accuracyM }: Said): string {
  const [lng, lat] = placeIn(feed.crs, round6(place[0]), round6(place[1]))
  const kmh = Math.round(driving.kmh * 10) / 10
  const heading = driving.headingDeg === undefined ? undefined : Math.round(driving.headingDeg) % 360
  if (feed.format === 'yiwang')
    return JSON.stringify({
      ...{ at, lng, lat, speedKmh: kmh },
      ...(heading === undefined ? {} : { headingDeg: heading }),
      accuracyM,
    })
  const map = feed.units?.map
  if (feed.format !== 'json' || map === undefined)
    throw new ContractError(`positions cannot be sent as ${feed.id} wants`)
  const message: Record<string, unknown> = {}
  if (map.time !== undefined) setPath(message, map.time, timeOf(feed, at))
  setPath(message, map.lng, lng)
  setPath(message, map.lat, lat)
  const inUnit = { 'km/h': kmh, 'm/s': Math.round((kmh / 3.6) * 100) / 100, kn: Math.round((kmh / 1.852) * 100) / 100 }
  if (map.speed !== undefined) setPath(message, map.speed.path, inUnit[map.speed.unit])
  if (map.heading !== undefined && heading !== undefined) setPath(message, map.heading, heading)
  if (map.accuracy !== undefined) setPath(message, map.accuracy, accuracyM)
  return JSON.stringify(message)
}

function one(city: SimCity, u: SimUnit, feed: Feed, slot: number, errands: Errands): OutMessage | undefined {
  const key = mix(sub(u.trait, 'fix') + city.key, slot)
  const at = slot * u.everyMs + Math.floor(share(u.trait, 7) * u.everyMs)
  if (share(key, 1) < LOST_SHARE || isWithoutSignal(city, u, at) || isSilenced(city, feed, at)) return undefined
  const driving = unitAt(city, u, at, errands)
  if (driving.kmh === 0 && u.round === undefined && slot % IDLE_EVERY !== 0) return undefined
  const jumps = u.id === JUMPS_OF && share(key, 2) < JUMP_SHARE
  const off = jumps ? 6_000 : ERROR_M
  const place = shift(driving.place, bell(key, 3) * off + (jumps ? off : 0), bell(key, 4) * off)
  return {
    at: at + Math.floor(range(key, 5, ...WAY_MS)),
    feed: feed.id,
    gateway: feed.gateway,
    topic: topicOf(feed, u.id, 'position'),
    payload: payloadOf(feed, { place, driving, at, accuracyM: Math.round(range(key, 6, 3, 12)) }),
    values: 0,
    order: `${feed.id} ${u.id} ${slot}`,
  }
}

/** Positions sent in [from, to), epoch ms of real time. Pure but for the errands. */
export function positionsBetween(city: SimCity, from: number, to: number, errands: Errands = NO_ERRANDS): OutMessage[] {
  const feeds = new Map(city.reference.feeds.map((f) => [f.id, f]))
  const out: OutMessage[] = []
  for (const u of unitsOf(city)) {
    const feed = feeds.get(u.feed)
    if (feed === undefined) continue
    for (let slot = Math.floor((from - WAY_MS[1]) / u.everyMs) - 1; slot * u.everyMs < to; slot++) {
      const message = slot * u.everyMs < city.startAt ? undefined : one(city, u, feed, slot, errands)
      if (message !== undefined && message.at >= from && message.at < to) out.push(message)
    }
  }
  return out
}
