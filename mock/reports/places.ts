// Where a report is from, in coordinates and in the words a caller would use.
import { ESTATES } from '../devices/places.ts'
import { below, mix, pick, pickWeighted, range, unit, type Key } from '../random.ts'
import { along, round6, shift, type Point } from '../terrain/geometry.ts'
import type { Road, Street } from '../terrain/types.ts'
import type { SimCity } from '../world/city.ts'

export interface Spot {
  readonly lng: number
  readonly lat: number
  readonly street: Street
  readonly road: string
  /** «文昌中路汶河北路口» */
  readonly place: string
  /** «邗上街道阳光花园» */
  readonly near: string
  /** Full, for the address field. */
  readonly address: string
}

const CENTRAL_WEIGHT = 4

function words(city: SimCity, key: Key, point: Point, road: Road | undefined, street: Street): Spot {
  const name = road?.name ?? street.name
  const crossing = city.terrain.roadsNear(point, 180).find((r) => r.name !== name)?.name
  const side = pick(key, 21, ['东侧', '西侧', '南侧', '北侧', ''])
  const number = `${1 + below(key, 22, 260)}号`
  const full = crossing ? `${name}与${crossing}交叉口${side}` : `${name}${number}`
  const short = crossing
    ? pick(key, 23, [`${name}${crossing}口`, `${name}靠近${crossing}`, `${name}和${crossing}交界的地方`, full])
    : pick(key, 23, [`${name}${number}门口`, `${street.name}${name}`, `${name}${number}对面`, `${name}${number}附近`])
  // Towns share road names: outside the middle a caller says which town.
  const place = street.isCentral || short.includes(street.name) ? short : `${street.name}${short}`
  const near = `${street.name}${pick(key, 24, ESTATES)}${unit(key, 25) < 0.4 ? `${1 + below(key, 26, 24)}幢` : ''}`
  return {
    lng: round6(point[0]),
    lat: round6(point[1]),
    street,
    road: name,
    place,
    near,
    address: `${street.districtName}${street.name}${full}`,
  }
}

/** Somewhere on a road, more likely in the middle of the city. */
export function anySpot(city: SimCity, key: Key): Spot | undefined {
  const { terrain } = city
  const road = pickWeighted(key, 11, terrain.roads, (r) => Math.sqrt(r.lengthM) * (r.isCentral ? CENTRAL_WEIGHT : 1))
  if (!road) return undefined
  const { point } = along(road.points, range(key, 12, 0.02, 0.98) * road.lengthM)
  const street = terrain.streetAt(point)
  return street && words(city, key, point, road, street)
}

/** Within some metres of a given point: a second caller never stands exactly where the first did. */
export function spotNear(city: SimCity, key: Key, [lng, lat]: Point, withinM: number): Spot | undefined {
  const moved = shift([lng, lat], range(key, 13, -withinM, withinM), range(key, 14, -withinM, withinM))
  const point: Point = city.terrain.isInCity(moved) ? moved : [lng, lat]
  const street = city.terrain.streetAt(point)
  const road = city.terrain.roadsNear(point, 500)[0]
  return street && words(city, mix(key, 1), point, road, street)
}
