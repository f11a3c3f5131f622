// Distances and areas on the ellipsoid of CGCS2000 and WGS84 (they differ by a tenth of a millimetre). Pure.
import { distanceM } from '../../../core/place.ts'
import { polygonFault } from '../../../core/place/polygon.ts'
import type { Pointed } from './tool.ts'

/** Semi-major axis (m) and flattening of WGS84. */
const A = 6_378_137
const F = 1 / 298.257223563
const B = A * (1 - F)
/** First eccentricity squared. */
const E2 = F * (2 - F)
const RAD = Math.PI / 180
/** Rounds until a step no longer tells a tenth of a millimetre. */
const CLOSE = 1e-12
const ROUNDS = 200

/** Coefficients of Vincenty's series for a geodesic with this cos² of its azimuth at the equator. */
function series(cos2Alpha: number): { readonly a: number; readonly b: number } {
  const u2 = (cos2Alpha * (A * A - B * B)) / (B * B)
  return {
    a: 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
    b: (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
  }
}
const bend = (cos2Alpha: number): number => (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha))
const turned = (b: number, sin: number, cos: number, mid: number): number =>
  b * sin * (mid + (b / 4) * (cos * (2 * mid * mid - 1) - (b / 6) * mid * (4 * sin * sin - 3) * (4 * mid * mid - 3)))

/** Metres along the geodesic (Vincenty 1975, inverse); near antipodes, where it does not settle, along the great circle. */
export function metresBetween(from: Pointed, to: Pointed): number {
  const l = (to.lng - from.lng) * RAD
  const u1 = Math.atan((1 - F) * Math.tan(from.lat * RAD))
  const u2 = Math.atan((1 - F) * Math.tan(to.lat * RAD))
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)]
  let lambda = l
  for (let i = 0; i < ROUNDS; i++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)]
    const sin = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl)
    if (sin === 0) return 0
    const cos = s1 * s2 + c1 * c2 * cl
    const sigma = Math.atan2(sin, cos)
    const sinAlpha = (c1 * c2 * sl) / sin
    const cos2Alpha = 1 - sinAlpha * sinAlpha
    const mid = cos2Alpha === 0 ? 0 : cos - (2 * s1 * s2) / cos2Alpha
    const c = bend(cos2Alpha)
    const before = lambda
    lambda = l + (1 - c) * F * sinAlpha * (sigma + c * sin * (mid + c * cos * (2 * mid * mid - 1)))
    if (Math.abs(lambda - before) > CLOSE) continue
    const { a, b } = series(cos2Alpha)
    return B * a * (sigma - turned(b, sin, cos, mid))
  }
  return distanceM(from, to)
}

/** The place so many metres away in a direction, degrees clockwise from north (Vincenty 1975, direct). */
export function placeFrom(at: Pointed, degrees: number, metres: number): Pointed {
  const alpha = degrees * RAD
  const u = Math.atan((1 - F) * Math.tan(at.lat * RAD))
  const [su, cu, sa, ca] = [Math.sin(u), Math.cos(u), Math.sin(alpha), Math.cos(alpha)]
  const sigma1 = Math.atan2(Math.tan(u), ca)
  const sinAlpha = cu * sa
  const cos2Alpha = 1 - sinAlpha * sinAlpha
  const { a, b } = series(cos2Alpha)
  const straight = metres / (B * a)
  let sigma = straight
  let mid = 0
  for (let i = 0; i < ROUNDS; i++) {
    mid = Math.cos(2 * sigma1 + sigma)
    const before = sigma
    sigma = straight + turned(b, Math.sin(sigma), Math.cos(sigma), mid)
    if (Math.abs(sigma - before) < CLOSE) break
  }
  const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
  mid = Math.cos(2 * sigma1 + sigma)
  const lat = Math.atan2(su * cos + cu * sin * ca, (1 - F) * Math.hypot(sinAlpha, su * sin - cu * cos * ca))
  const lambda = Math.atan2(sin * sa, cu * cos - su * sin * ca)
  const c = bend(cos2Alpha)
  const l = lambda - (1 - c) * F * sinAlpha * (sigma + c * sin * (mid + c * cos * (2 * mid * mid - 1)))
  return { lng: at.lng + l / RAD, lat: lat / RAD }
}

/** Metres along all of it; closed, back to where it began. */
export function lengthM(points: readonly Pointed[], closed = false): number {
  const all = closed && points.length > 2 ? [...points, ...points.slice(0, 1)] : points
  return all.reduce((sum, at, i) => {
    const before = all[i - 1]
    return before === undefined ? 0 : sum + metresBetween(before, at)
  }, 0)
}

const E = Math.sqrt(E2)
const authalic = (s: number): number =>
  (1 - E2) * (s / (1 - E2 * s * s) - Math.log((1 - E * s) / (1 + E * s)) / (2 * E))
const POLE = authalic(1)
/** Radius of the sphere of the same surface, squared. */
const R2 = (A * A * POLE) / 2

/**
 * Square metres inside, whichever way round. Corners are moved to the sphere of the same surface (authalic latitude), where each edge
 * cuts off an exact spherical excess: within 0.001 % for the size of a city.
 */
export function surfaceM2(corners: readonly Pointed[]): number {
  if (corners.length < 3) return 0
  const half = (lat: number): number => Math.tan(Math.asin(authalic(Math.sin(lat * RAD)) / POLE) / 2)
  let excess = 0
  for (const [i, to] of corners.entries()) {
    const from = corners.at(i - 1) ?? to
    const [a, b] = [half(from.lat), half(to.lat)]
    excess += 2 * Math.atan2(Math.tan(((to.lng - from.lng) * RAD) / 2) * (a + b), 1 + a * b)
  }
  return Math.abs(excess) * R2
}

/** Whether an edge of the outline crosses another. Edges are straight on the map. */
export const crosses = (corners: readonly Pointed[]): boolean =>
  polygonFault([corners.map(({ lng, lat }) => [lng, lat] as const)]) === 'crossing'

/** Corners of a circle, evenly around. */
export const circleCorners = (at: Pointed, radiusM: number, n = 64): readonly Pointed[] =>
  Array.from({ length: n }, (_, i) => placeFrom(at, (i * 360) / n, radiusM))
