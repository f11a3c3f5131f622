// Areas drawn on the map: what lies inside, whether the drawing makes sense, what it touches. Pure; degrees, longitude first.
import { DEGREE_M, lngDegreeM } from '../place.ts'

export type Position = readonly [lng: number, lat: number]
/** Points in order, open or closed (the first repeated at the end). */
export type Ring = readonly Position[]
/** Rings by the even-odd rule: an outer ring with holes in it, or several areas side by side. */
export type Polygon = readonly Ring[]
/** west, south, east, north */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** What may be wrong with a drawing. */
export type PolygonFault = 'tooFewPoints' | 'tooManyPoints' | 'offEarth' | 'crossing' | 'tooSmall' | 'tooLarge'

/** Of all rings together: crossings are looked for between every two edges. */
export const MOST_POINTS = 1_000
/** Less than this was a slip of the hand, m². */
export const LEAST_M2 = 25
/** More than any city, m² (100,000 km², a province). */
export const MOST_M2 = 1e11

/** Even-odd rule: counts the edges that a ray to the east crosses. */
export function ringContains(ring: Ring, lng: number, lat: number): boolean {
  let within = false
  let previous = ring.at(-1)
  for (const point of ring) {
    if (previous !== undefined && point[1] > lat !== previous[1] > lat) {
      const crossing = ((previous[0] - point[0]) * (lat - point[1])) / (previous[1] - point[1]) + point[0]
      if (lng < crossing) within = !within
    }
    previous = point
  }
  return within
}

/** True inside by the even-odd rule: a ring within a ring is a hole. Degrees; points on an edge may count either way. */
export function polygonContains(polygon: Polygon, lng: number, lat: number): boolean {
  let within = false
  for (const ring of polygon) if (ringContains(ring, lng, lat)) within = !within
  return within
}

/** Infinite and turned around for no points: nothing lies in it. */
export function boxOf(polygon: Polygon): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of polygon)
    for (const [lng, lat] of ring) {
      west = Math.min(west, lng)
      south = Math.min(south, lat)
      east = Math.max(east, lng)
      north = Math.max(north, lat)
    }
  return [west, south, east, north]
}

/** True within the box, edges included. Degrees. */
export const boxContains = ([west, south, east, north]: Box, lng: number, lat: number): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north

const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** Without the repeated first point. */
export function opened(ring: Ring): Ring {
  const [first, last] = [ring[0], ring.at(-1)]
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1] ? ring.slice(0, -1) : ring
}

/**
 * m², on a plane that touches the earth at the middle of the polygon (under 1 % off for a city). A ring inside another counts
 * against it.
 */
export function areaM2(polygon: Polygon): number {
  const [, south, , north] = boxOf(polygon)
  const wide = lngDegreeM((south + north) / 2)
  return polygon.reduce((sum, ring, i) => {
    const around = polygon.filter((other, j) => i !== j && ring.every(([lng, lat]) => ringContains(other, lng, lat)))
    const size = Math.abs(signedArea(ring)) * wide * DEGREE_M
    return around.length % 2 === 0 ? sum + size : sum - size
  }, 0)
}

/** Square degrees, positive counter-clockwise. */
function signedArea(ring: Ring): number {
  // Counted from its first point: far from the origin the products would swallow a small area.
  const [lng0, lat0] = ring[0] ?? [0, 0]
  let sum = 0
  let previous = ring.at(-1)
  for (const point of ring) {
    if (previous !== undefined)
      sum += (previous[0] - lng0) * (point[1] - lat0) - (point[0] - lng0) * (previous[1] - lat0)
    previous = point
  }
  return sum / 2
}

/** The first thing wrong with a drawing; undefined: it can be asked about. */
export function polygonFault(polygon: Polygon): PolygonFault | undefined {
  const rings = polygon.map(opened)
  if (rings.length === 0 || rings.some((ring) => ring.length < 3)) return 'tooFewPoints'
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > MOST_POINTS) return 'tooManyPoints'
  const isOnEarth = ([lng, lat]: Position): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  if (!rings.every((ring) => ring.every(isOnEarth))) return 'offEarth'
  if (crosses(rings)) return 'crossing'
  const size = areaM2(rings)
  if (size < LEAST_M2) return 'tooSmall'
  return size > MOST_M2 ? 'tooLarge' : undefined
}

interface Edge {
  readonly a: Position
  readonly b: Position
}

const edgesOf = (ring: Ring): Edge[] =>
  ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length]
    return b === undefined ? [] : [{ a, b }]
  })

/** > 0: c lies left of the way from a to b. */
const side = (a: Position, b: Position, c: Position): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** Each passes through the other; touching at an end is no crossing. */
const cross = (one: Edge, other: Edge): boolean =>
  side(one.a, one.b, other.a) * side(one.a, one.b, other.b) < 0 &&
  side(other.a, other.b, one.a) * side(other.a, other.b, one.b) < 0

function crosses(rings: readonly Ring[]): boolean {
  const edges = rings.flatMap(edgesOf)
  return edges.some((one, i) => edges.slice(i + 1).some((other) => cross(one, other)))
}

/** True when some part of the ring's area lies in the polygon. */
export function touches(polygon: Polygon, ring: Ring): boolean {
  if (!boxesMeet(boxOf(polygon), boxOf([ring]))) return false
  if (ring.some(([lng, lat]) => polygonContains(polygon, lng, lat))) return true
  if (polygon.some((own) => own.some(([lng, lat]) => ringContains(ring, lng, lat)))) return true
  const edges = edgesOf(ring)
  return polygon.some((own) => edgesOf(own).some((one) => edges.some((other) => cross(one, other))))
}
