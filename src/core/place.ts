// A place in the city. Coordinates are CGCS2000 (= WGS84 here), longitude first.
import type { AreaCode } from './ids.ts'

export interface Place {
  readonly lng: number
  readonly lat: number
  /** The smallest area known: grid, street or district. */
  readonly area: AreaCode
  readonly address?: string
}

const EARTH_RADIUS_M = 6_371_008.8

/** Metres of a degree of latitude on a sphere of the earth's mean radius. */
export const DEGREE_M = (EARTH_RADIUS_M * Math.PI) / 180
/** Metres of a degree of longitude at a latitude (degrees). Never quite none, so that it can be divided by at a pole as well. */
export const lngDegreeM = (lat: number): number => DEGREE_M * Math.max(0.01, Math.cos((lat * Math.PI) / 180))

/** Great-circle distance in metres (haversine; error under 0.5 % against the ellipsoid). */
export function distanceM(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLng = (b.lng - a.lng) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}
