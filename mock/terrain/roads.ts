// Draws the roads: the known ones of the centre, a few for each town, and country roads that join the towns of a district.
import { below, keyOf, mix, range, sub, unit } from '../random.ts'
import { densify, distM, lengthM, longestRun, round5, shift, simplify, type Point } from './geometry.ts'
import { KNOWN_ROADS, SEAT_ROADS, TOWN_ROADS, type RoadClass } from './roadNames.ts'
import type { Road, Street } from './types.ts'

/** Fixed, whatever SEED says: the shipped map and the running city must show the same roads. */
const GROUND = keyOf('yiwang ground 1')

const FREE_KMH: Readonly<Record<RoadClass, number>> = { arterial: 55, secondary: 45, branch: 35 }
const EXPRESS_KMH = 80
const MIN_ROAD_M = 300

type IsLand = (p: Point) => boolean
type StreetAt = (p: Point) => Street | undefined
interface Sketch {
  readonly name: string
  readonly roadClass: RoadClass
  readonly points: readonly Point[]
  readonly isCentral: boolean
  readonly isExpress?: true
}

/** First two characters of a town's own name, without «扬州市生态科技新城» and the like. */
function shortName(street: Street): string {
  const bare = street.name.replace(/^(扬州市|江苏省扬州|宝应县)/, '').replace(/（.*）/, '')
  const own =
    /(?:新城|度假区|开发区)?([^区城]{2,4}?)(?:街道|镇|乡|农场|试验场|茶场|种场|园区|经济.*|旅游.*|高新.*|开发区)?$/.exec(
      bare,
    )
  return (own?.[1] ?? bare).slice(0, 2)
}

function townRoads(street: Street): Sketch[] {
  const key = sub(GROUND, street.code)
  const pool = SEAT_ROADS[street.code] ?? TOWN_ROADS
  const count = SEAT_ROADS[street.code] ? 8 : street.isCentral ? 2 : 3 + below(key, 1, 3)
  const bearing = range(key, 2, -0.35, 0.35)
  const [cos, sin] = [Math.cos(bearing), Math.sin(bearing)]
  const firstName = below(key, 3, pool.length)
  const out: Sketch[] = []
  for (let i = 0; i < count; i++) {
    const own = mix(key, 10 + i)
    const isAcross = i % 2 === 1
    const half = range(own, 1, 500, SEAT_ROADS[street.code] ? 2_200 : 1_300)
    const aside =
      i < 2
        ? range(own, 2, -80, 80)
        : (Math.floor(i / 2) % 2 === 0 ? -1 : 1) * range(own, 3, 320, 480) * Math.ceil((i - 1) / 2)
    const points: Point[] = []
    for (let k = -2; k <= 2; k++) {
      const [u, v] = [(k / 2) * half, aside + range(own, 20 + k, -60, 60)]
      const [x, y] = isAcross ? [v, u] : [u, v]
      points.push(shift(street.point, x * cos - y * sin, x * sin + y * cos))
    }
    const name = pool[(firstName + i * 5) % pool.length] ?? '新街'
    if (out.some((r) => r.name === name)) continue
    out.push({ name, roadClass: i === 0 ? 'secondary' : 'branch', points, isCentral: street.isCentral })
  }
  return out
}

/** Country roads along the shortest net that joins a district's towns. */
function countryRoads(streets: readonly Street[], isLand: IsLand): Sketch[] {
  const known = new Map<string, number>()
  const cost = (a: Street, b: Street): number => {
    const pair = a.code < b.code ? `${a.code} ${b.code}` : `${b.code} ${a.code}`
    const before = known.get(pair)
    if (before !== undefined) return before
    const line = densify([a.point, b.point], 500)
    const wet = line.filter((p) => !isLand(p)).length
    const out = distM(a.point, b.point) * (1 + (6 * wet) / line.length)
    known.set(pair, out)
    return out
  }
  const joined = streets.slice(0, 1)
  const left = streets.slice(1)
  const out: Sketch[] = []
  while (left.length > 0) {
    let best: { from: Street; to: Street; cost: number } | undefined
    for (const from of joined)
      for (const to of left) {
        const c = cost(from, to)
        if (!best || c < best.cost) best = { from, to, cost: c }
      }
    if (!best) break
    const { from, to } = best
    left.splice(left.indexOf(to), 1)
    joined.push(to)
    if (from.isCentral && to.isCentral) continue
    const key = sub(GROUND, `${from.code}-${to.code}`)
    const span = distM(from.point, to.point)
    const points = densify([from.point, to.point], Math.max(400, span / 6)).map((p, i, all) =>
      i === 0 || i === all.length - 1
        ? p
        : shift(p, range(key, i, -0.04, 0.04) * span, range(key, 100 + i, -0.04, 0.04) * span),
    )
    const name = `${shortName(from).slice(0, 1)}${shortName(to).slice(0, 1)}路`
    out.push({ name, roadClass: unit(key, 1) < 0.4 ? 'arterial' : 'secondary', points, isCentral: false })
  }
  return out
}

/** All roads, clipped to land, in a fixed order with stable ids. */
export function drawRoads(streets: readonly Street[], isLand: IsLand, streetAt: StreetAt): Road[] {
  const known = KNOWN_ROADS.map((r): Sketch => ({ ...r, isCentral: true }))
  const byDistrict = new Map<string, Street[]>()
  for (const s of streets) {
    // 321071 has no outline of its own: its towns join the net of the outline they lie in.
    const home = streetAt(s.point)?.district ?? s.district
    byDistrict.set(home, [...(byDistrict.get(home) ?? []), s])
  }
  const country = [...byDistrict.values()].flatMap((list) => countryRoads(list, isLand))
  const sketches = [...known, ...streets.flatMap(townRoads), ...country]
  const roads: Road[] = []
  for (const sketch of sketches) {
    const points = simplify(longestRun(densify(sketch.points, 150), isLand), 3).map(([x, y]): Point => [
      round5(x),
      round5(y),
    ])
    const m = lengthM(points)
    const middle = points[Math.floor(points.length / 2)]
    const street = middle && streetAt(middle)
    if (m < MIN_ROAD_M || !street) continue
    roads.push({
      id: `R${String(roads.length + 1).padStart(4, '0')}`,
      name: sketch.name,
      roadClass: sketch.roadClass,
      speedClass: sketch.isExpress ? 'express' : sketch.roadClass === 'arterial' ? 'main' : 'minor',
      freeKmh: sketch.isExpress ? EXPRESS_KMH : FREE_KMH[sketch.roadClass],
      points,
      lengthM: m,
      isCentral: sketch.isCentral,
      street,
    })
  }
  return roads
}
