// Which stretch of which road a traffic section speaks for. Pure geometry in metres on a plane, good to a metre over a city.
import type { Position } from 'geojson'
import { DEGREE_M, lngDegreeM } from '../../../core/place.ts'

/** A section stands beside its road, not on the drawn line. */
export const NEAR_M = 60
/** Of a road further away from its section nothing is known. */
export const REACH_M = 1_000
/** Sections this close along a road share a stretch: a line of a few metres could not be seen. */
const SHARED_M = 10
type Line = readonly Position[]
interface XY {
  readonly x: number
  readonly y: number
}

/** `sections`: indices of those that tell of it, at most {@link NEAR_M} away; `road`: index of its line. */
export interface Stretch {
  readonly sections: readonly number[]
  readonly road: number
  readonly line: Position[]
}

const toPlane = ([lng = Number.NaN, lat = Number.NaN]: Position, middle: number): XY => ({
  x: lng * lngDegreeM(middle),
  y: lat * DEGREE_M,
})

/** How far from a point to the nearest of a line, and how far along the line that is. Metres. */
export function alongLine(line: Line, point: Position): { readonly away: number; readonly along: number } {
  const middle = point[1] ?? 0
  const p = toPlane(point, middle)
  let best = { away: Infinity, along: 0 }
  let before = 0
  for (let i = 1; i < line.length; i++) {
    const a = toPlane(line[i - 1] ?? [], middle)
    const b = toPlane(line[i] ?? [], middle)
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const share =
      length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length ** 2))
    const away = Math.hypot(a.x + share * (b.x - a.x) - p.x, a.y + share * (b.y - a.y) - p.y)
    if (away < best.away) best = { away, along: before + share * length }
    before += length
  }
  return best
}

export function lengthOf(line: Line): number {
  const middle = line[0]?.[1] ?? 0
  let length = 0
  for (let i = 1; i < line.length; i++) {
    const a = toPlane(line[i - 1] ?? [], middle)
    const b = toPlane(line[i] ?? [], middle)
    length += Math.hypot(b.x - a.x, b.y - a.y)
  }
  return length
}

/** The part of a line between two distances along it, metres. */
export function cut(line: Line, from: number, to: number): Position[] {
  const middle = line[0]?.[1] ?? 0
  const out: Position[] = []
  let before = 0
  for (let i = 1; i < line.length; i++) {
    const p = line[i - 1] ?? []
    const q = line[i] ?? []
    const a = toPlane(p, middle)
    const b = toPlane(q, middle)
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const at = (metres: number): Position => {
      const share = length === 0 ? 0 : Math.min(1, Math.max(0, (metres - before) / length))
      return [(p[0] ?? 0) + share * ((q[0] ?? 0) - (p[0] ?? 0)), (p[1] ?? 0) + share * ((q[1] ?? 0) - (p[1] ?? 0))]
    }
    if (before + length >= from && before <= to) {
      if (out.length === 0) out.push(at(from))
      out.push(at(to))
    }
    before += length
  }
  return out
}

/** Each section's nearest road within {@link NEAR_M}: its index, and how far along it the section stands; undefined where none is. */
export function nearestRoad(
  section: Position,
  roads: readonly Line[],
): { readonly road: number; readonly along: number } | undefined {
  const [lng = Number.NaN, lat = Number.NaN] = section
  // Twice as wide as it need be, so that no rounding leaves a road out.
  const reach = (2 * NEAR_M) / lngDegreeM(lat)
  let best: { road: number; along: number; away: number } | undefined
  for (const [road, line] of roads.entries()) {
    const isFar =
      line.every(([x = 0]) => x < lng - reach) ||
      line.every(([x = 0]) => x > lng + reach) ||
      line.every(([, y = 0]) => y < lat - reach) ||
      line.every(([, y = 0]) => y > lat + reach)
    if (isFar) continue
    const { away, along } = alongLine(line, section)
    if (away <= NEAR_M && (best === undefined || away < best.away)) best = { road, along, away }
  }
  return best
}

/**
 * The roads cut by their sections: each stretch reaches half way to the next section on the same road and no further than
 * {@link REACH_M}. `lone`: sections beside no road.
 */
export function stretchesOf(
  sections: readonly Position[],
  roads: readonly Line[],
): { readonly stretches: readonly Stretch[]; readonly lone: readonly number[] } {
  const lone: number[] = []
  const byRoad = new Map<number, { sections: number[]; along: number }[]>()
  for (const [i, section] of sections.entries()) {
    const found = nearestRoad(section, roads)
    if (found === undefined) {
      lone.push(i)
      continue
    }
    const known = byRoad.get(found.road) ?? []
    byRoad.set(found.road, known)
    const twin = known.find((k) => Math.abs(k.along - found.along) < SHARED_M)
    if (twin === undefined) known.push({ sections: [i], along: found.along })
    else twin.sections.push(i)
  }
  const stretches: Stretch[] = []
  for (const [road, spots] of byRoad) {
    const line = roads[road] ?? []
    const length = lengthOf(line)
    spots.sort((a, b) => a.along - b.along)
    for (const [n, spot] of spots.entries()) {
      const before = spots[n - 1]
      const after = spots[n + 1]
      const from = Math.max(spot.along - REACH_M, before === undefined ? 0 : (before.along + spot.along) / 2, 0)
      const to = Math.min(spot.along + REACH_M, after === undefined ? length : (after.along + spot.along) / 2, length)
      stretches.push({ sections: spot.sections, road, line: cut(line, from, to) })
    }
  }
  return { stretches, lone }
}
