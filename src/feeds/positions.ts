// One element (JSON object, CSV line, our own message) → where a moving unit was. Shared by the formats that carry positions.
import type { Fix } from '../core/track/types.ts'
import { turn } from '../core/track/geometry.ts'
import type { PositionMapping } from '../wire/reference/units.ts'
import type { Collector } from './collect.ts'
import { rescale, toDevice, type Get } from './mapping.ts'
import { clip, isName } from './names.ts'
import { toNumber } from './quantity.ts'
import { toInstant } from './time.ts'
import type { FormatContext } from './types.ts'

const TO_KMH = { 'km/h': 1, 'm/s': 3.6, kn: 1.852 } as const

/** Senders write what they do not know as 511, −1, 655.35 and the like: beyond these it was not said. */
const MOST_KMH = 500
const MOST_HEADING = 360
const MOST_ACCURACY_M = 100_000

/** A position as its message has it. */
export interface GivenPosition {
  readonly device: string | undefined
  /** undefined: no time, or none that can be read; `said` is what stood there. */
  readonly occurredAt: number | undefined
  readonly said: unknown
  readonly lng: unknown
  readonly lat: unknown
  readonly speedKmh?: number | null | undefined
  readonly headingDeg?: number | null | undefined
  readonly accuracyM?: number | null | undefined
}

const within = (n: number | null | undefined, most: number): number | undefined =>
  n === undefined || n === null || !Number.isFinite(n) || n < 0 || n > most ? undefined : n

/** Checks what every position shares: device, time, a place on the earth. What it says beside them is left out where it cannot be. */
export function takePosition(given: GivenPosition, ctx: FormatContext, into: Collector, index?: number): void {
  const device = given.device ?? ctx.params.device
  if (device === undefined || device === '')
    return into.reject('unknownSensor', 'neither message nor topic names a unit', index)
  if (!isName(device)) return into.reject('schema', `not an id of a unit: ${device}`, index)
  // Where a thing was without when is no position: our own clock would make an old place a new one.
  if (given.occurredAt === undefined)
    return into.reject('badTime', clip(`time ${given.said === undefined ? 'is missing' : String(given.said)}`), index)
  const before = into.rejects.length
  const place = into.place(given.lng, given.lat, index)
  if (place === undefined) {
    if (into.rejects.length === before) into.reject('badPlace', 'a position without a place', index)
    return
  }
  const speedKmh = within(given.speedKmh, MOST_KMH)
  const heading = within(given.headingDeg, MOST_HEADING)
  const accuracyM = within(given.accuracyM, MOST_ACCURACY_M)
  const fix: Fix = {
    at: given.occurredAt,
    ...place,
    ...(speedKmh === undefined ? {} : { speedKmh }),
    ...(heading === undefined ? {} : { headingDeg: turn(heading) }),
    ...(accuracyM === undefined ? {} : { accuracyM }),
  }
  into.positions.push({ device, fix })
}

/** All paths of a map that are read from an element. */
export const positionPaths = (map: PositionMapping): string[] =>
  [map.device, map.time, map.lng, map.lat, map.speed?.path, map.heading, map.accuracy].filter((p) => p !== undefined)

/** Reads one element by the contract's map. */
export function readPosition(
  map: PositionMapping,
  get: Get,
  ctx: FormatContext,
  into: Collector,
  index?: number,
): void {
  const { time } = ctx.feed
  const said = map.time === undefined ? undefined : get(map.time)
  const isSaid = time.format === 'arrival' || (said !== undefined && said !== null && said !== '')
  const number = (path: string | undefined): number | undefined =>
    path === undefined ? undefined : toNumber(get(path))
  const speed = number(map.speed?.path)
  takePosition(
    {
      device: map.device === undefined ? undefined : toDevice(get(map.device)),
      occurredAt: isSaid ? toInstant(said, time, ctx.receivedAt) : undefined,
      said,
      lng: get(map.lng),
      lat: get(map.lat),
      speedKmh:
        speed === undefined || map.speed === undefined ? undefined : rescale(speed, TO_KMH[map.speed.unit], undefined),
      headingDeg: number(map.heading),
      accuracyM: number(map.accuracy),
    },
    ctx,
    into,
    index,
  )
}
