// Metres and bearings between fixes of one unit, which lie a few kilometres apart at most.
import { distanceM } from '../place.ts'

type Position = { readonly lng: number; readonly lat: number }

const RAD = Math.PI / 180

/** Below this a receiver at rest wanders by itself: no direction can be read from it. */
export const STANDING_M = 5

/** Heading from one place to another, degrees clockwise from north, 0 ≤ heading < 360; undefined where they are closer than {@link STANDING_M}. */
export function bearingDeg(from: Position, to: Position): number | undefined {
  if (distanceM(from, to) < STANDING_M) return undefined
  const east = (to.lng - from.lng) * Math.cos(((from.lat + to.lat) / 2) * RAD)
  return turn(Math.atan2(east, to.lat - from.lat) / RAD)
}

/** Any angle in degrees, brought to 0 ≤ angle < 360. */
export function turn(deg: number): number {
  const within = ((deg % 360) + 360) % 360
  // A tiny negative angle rounds up to 360.
  return within === 360 ? 0 : within
}

/** Degrees from one heading to another the short way round, −180 < turn ≤ 180. */
export function turnBetween(from: number, to: number): number {
  const d = turn(to - from)
  return d > 180 ? d - 360 : d
}

/** Heading a share (0–1) of the way from one to another, the short way round. */
export const headingBetween = (from: number, to: number, share: number): number =>
  turn(from + turnBetween(from, to) * share)
