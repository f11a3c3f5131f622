// Coordinates at the door: whatever the feed speaks becomes CGCS2000 (= WGS84 here), once.
import gcoord from 'gcoord'
import type { Feed } from '../wire/reference.ts'
import { toNumber } from './quantity.ts'

/** The box in which GCJ-02 is defined. */
const CHINA = { west: 72.004, east: 137.8347, south: 0.8293, north: 55.8271 } as const

const inChina = (lng: number, lat: number): boolean =>
  lng >= CHINA.west && lng <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north

/** 1e-7 degrees is 1 cm: below the error of the conversion, and what the store keeps. */
const round7 = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

/** The place in CGCS2000 (degrees, longitude first), or why it is none. Numbers may be texts. */
export function toPlace(lng: unknown, lat: unknown, crs: Feed['crs']): { lng: number; lat: number } | string {
  const x = toNumber(lng)
  const y = toNumber(lat)
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y))
    return 'longitude and latitude are not two numbers'
  if (x === 0 && y === 0) return '0, 0 is a receiver without a fix'
  if (!inChina(x, y) && inChina(y, x)) return `latitude and longitude are swapped: ${x}, ${y}`
  if (Math.abs(x) > 180 || Math.abs(y) > 90) return `off the earth: ${x}, ${y}`
  if (crs === 'cgcs2000' || crs === 'wgs84') return { lng: x, lat: y }
  if (!inChina(x, y)) return `${crs} is not defined at ${x}, ${y}`
  const [lngOut, latOut] = gcoord.transform<[number, number]>(
    [x, y],
    crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09,
    gcoord.WGS84,
  )
  return { lng: round7(lngOut), lat: round7(latOut) }
}
