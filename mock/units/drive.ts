// Where a unit is at an instant: on its round, at its depot, or on its way to a case. Pure in the city, the time and the errands told.
import { distM, type Point } from '../terrain/geometry.ts'
import { cityTime, type SimCity } from '../world/city.ts'
import { hourOf } from '../world/rhythm.ts'
import { netOf } from './net.ts'
import { driven } from './plan.ts'
import type { Schedule, SimUnit } from './types.ts'

/** Where it is, how fast it goes there and in which direction. */
export interface Driving {
  readonly place: Point
  readonly kmh: number
  /** Degrees clockwise from north; undefined while standing. */
  readonly headingDeg: number | undefined
}

/** Errands of crews: where each was sent, when. Told from outside, for what the staff does is not of the city's own making. */
export class Errands {
  readonly #legs = new Map<string, { readonly fromAt: number; readonly way: Schedule }>()
  readonly #goals = new Map<string, Point>()

  /** Sends a crew's vehicle somewhere from where it is now; undefined: home. Told again, nothing changes. `at`: epoch ms of real time. */
  send(city: SimCity, unit: SimUnit, to: Point | undefined, at: number): void {
    const goal = to ?? unit.depot
    const before = this.#goals.get(unit.id) ?? unit.depot
    if (distM(before, goal) < 1) return
    const from = this.where(unit, at)?.place ?? unit.depot
    const road = netOf(city.terrain).route(from, goal) ?? []
    // The last metres from the road to the place itself.
    const way = driven([from, ...road, goal], unit.kmh)
    this.#goals.set(unit.id, goal)
    this.#legs.set(unit.id, { fromAt: at, way })
  }

  where(unit: SimUnit, at: number): Driving | undefined {
    const leg = this.#legs.get(unit.id)
    return leg && on(leg.way, at - leg.fromAt)
  }
}

const STANDING = { kmh: 0, headingDeg: undefined } as const

/** On a schedule, `ms` after its beginning; before and after it, at its ends. */
export function on({ places, atMs }: Schedule, ms: number): Driving {
  const last = places.length - 1
  const first = places[0] as Point
  if (ms <= 0) return { place: first, ...STANDING }
  if (ms >= (atMs[last] ?? 0)) return { place: places[last] ?? first, ...STANDING }
  let [low, high] = [0, last]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((atMs[middle] ?? 0) <= ms) low = middle
    else high = middle
  }
  const [a, b] = [places[low] as Point, places[high] as Point]
  const [ta, tb] = [atMs[low] ?? 0, atMs[high] ?? 0]
  const m = distM(a, b)
  if (m < 0.5 || tb <= ta) return { place: a, ...STANDING }
  const f = (ms - ta) / (tb - ta)
  const east = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180)
  const deg = (Math.atan2(east, b[1] - a[1]) * 180) / Math.PI
  return {
    place: [a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f],
    kmh: (m / (tb - ta)) * 3600,
    headingDeg: (deg + 360) % 360,
  }
}

function isOnDuty({ dutyFrom, dutyTo }: SimUnit, hour: number): boolean {
  if (dutyFrom === dutyTo) return true
  return dutyFrom < dutyTo ? hour >= dutyFrom && hour < dutyTo : hour >= dutyFrom || hour < dutyTo
}

/** The unit at an instant, epoch ms of real time. Driving keeps real time whatever SPEED says: nothing goes at a thousand km/h. */
export function unitAt(city: SimCity, unit: SimUnit, at: number, errands: Errands): Driving {
  const errand = errands.where(unit, at)
  if (errand !== undefined) return errand
  const { round, offsetMs } = unit
  if (round === undefined || !isOnDuty(unit, hourOf(city, cityTime(city, at))))
    return { place: unit.depot, ...STANDING }
  const wholeMs = round.atMs.at(-1) ?? 0
  return wholeMs <= 0 ? { place: unit.depot, ...STANDING } : on(round, (at + offsetMs) % wholeMs)
}
