// Puts every device somewhere real enough: on a road, at a bank, in an estate, at a sight. Depends on reference data and ground only.
import type { MockReference } from '../reference.ts'
import { below, keyOf, mix, pickWeighted, range, sub, unit, type Key } from '../random.ts'
import { along, distM, round6, shift, type Point } from '../terrain/geometry.ts'
import type { Road, Street, Terrain } from '../terrain/types.ts'
import { AIR_STATIONS, SIGHTS } from './places.ts'
import { PLAN, type KindPlan } from './plan.ts'
import { SIM_KINDS, type SimDevice, type SimKind } from './types.ts'
import { describe, numbered, traitOf } from './words.ts'

const CROSSING_WITHIN_M = 160

interface Spot {
  readonly point: Point
  readonly road?: Road
}

interface Ground {
  readonly terrain: Terrain
  readonly central: readonly Road[]
  readonly outer: readonly Road[]
}

function roadSpot(ground: Ground, trait: Key, central: number, tries: number): Spot | undefined {
  const list = unit(trait, 1) < central && ground.central.length > 0 ? ground.central : ground.outer
  // Long roads carry more, but a 15 km country road not thirty times more than a street.
  const road = pickWeighted(trait, 2 + tries, list, (r) => Math.sqrt(r.lengthM))
  if (!road) return undefined
  return { road, point: along(road.points, range(trait, 30 + tries, 0.04, 0.96) * road.lengthM).point }
}

function streetSpot(terrain: Terrain, trait: Key, n: number, spreadM: number): Spot | undefined {
  const street = terrain.streets[n % terrain.streets.length]
  if (!street) return undefined
  const point = shift(street.point, range(trait, 3, -1, 1) * spreadM, range(trait, 4, -1, 1) * spreadM)
  return { point: terrain.isLand(point) ? point : street.point }
}

function bankSpot(terrain: Terrain, trait: Key, central: number): Spot | undefined {
  const streets = terrain.streets.filter((s) => s.isCentral)
  if (unit(trait, 1) < central && streets.length > 0)
    return streetSpot({ ...terrain, streets }, trait, below(trait, 2, streets.length), 900)
  const point = terrain.banks[below(trait, 2, terrain.banks.length)]
  return point && { point }
}

function spotFor(ground: Ground, plan: KindPlan, trait: Key, n: number): Spot | undefined {
  const { terrain } = ground
  switch (plan.at) {
    case 'road':
      for (let tries = 0; tries < 8; tries++) {
        const spot = roadSpot(ground, trait, plan.central, tries)
        if (spot && terrain.isInCity([round6(spot.point[0]), round6(spot.point[1])])) return spot
      }
      return undefined
    case 'bank':
      return bankSpot(terrain, trait, plan.central)
    case 'estate': {
      const spot = roadSpot(ground, trait, plan.central, 0)
      const point = spot && shift(spot.point, range(trait, 5, -220, 220), range(trait, 6, -220, 220))
      return point && { point: terrain.isLand(point) ? point : (spot?.point ?? point) }
    }
    case 'street':
      return streetSpot(terrain, trait, n, 500)
    case 'sight':
      return undefined
  }
}

function crossingAt(terrain: Terrain, spot: Spot): string | undefined {
  if (!spot.road) return undefined
  const own = spot.road.name
  return terrain.roadsNear(spot.point, CROSSING_WITHIN_M).find((r) => r.name !== own)?.name
}

/** Feed that a kind's readings travel in: the city's own announced, simulated one. */
export function feedOfKind(reference: MockReference, kind: SimKind): string | undefined {
  return reference.feeds.find(
    (f) => f.simulated && f.kind === kind && f.devices !== 'listed' && f.carries.includes('readings'),
  )?.id
}

/** All devices of the city, ids and places the same in every run. Kinds without a feed or without a sensor kind are left out. */
export function placeDevices(reference: MockReference, terrain: Terrain): SimDevice[] {
  const known = new Set(reference.departments.map((d) => d.id))
  const first = (ids: readonly string[]): string | undefined => ids.find((id) => known.has(id))
  const ground: Ground = {
    terrain,
    central: terrain.roads.filter((r) => r.isCentral),
    outer: terrain.roads.filter((r) => !r.isCentral),
  }
  const devices: SimDevice[] = []
  const root = keyOf('yiwang devices 1')

  for (const kind of SIM_KINDS) {
    const feed = feedOfKind(reference, kind)
    if (feed === undefined || !reference.kinds.has(kind)) continue
    const plan = PLAN[kind]
    const kindKey = sub(root, kind)
    const names = new Map<string, number>()
    const owner = first(plan.owner)
    const maintainer = first(plan.maintainer)
    const add = (
      id: string,
      trait: Key,
      name: string,
      spot: Spot,
      street: Street,
      attributes: SimDevice['attributes'],
      own?: string,
    ): void => {
      devices.push({
        index: devices.length,
        id,
        feed,
        kind,
        name: numbered(name, names),
        lng: round6(spot.point[0]),
        lat: round6(spot.point[1]),
        street,
        ...(spot.road ? { road: spot.road } : {}),
        ...((own ?? owner) ? { owner: own ?? (owner as string) } : {}),
        ...((own ?? maintainer) ? { maintainer: own ?? (maintainer as string) } : {}),
        attributes,
        trait,
      })
    }

    if (kind === 'air')
      for (const s of AIR_STATIONS) {
        const street = terrain.streetAt(s.point)
        if (street) add(s.code, sub(kindKey, s.code), s.name, { point: s.point }, street, { type: '国控站' })
      }
    if (kind === 'crowd') placeCounters(terrain, kindKey, first, add)
    for (let n = 0; n < plan.count; n++) {
      const trait = traitOf(kindKey, n)
      const spot = spotFor(ground, plan, trait, n)
      const street = spot && terrain.streetAt(spot.point)
      if (!spot || !street) continue
      const said = describe(kind, { n, trait, street, road: spot.road, crossing: crossingAt(terrain, spot) })
      const id = `${plan.prefix}-${String(n + 1).padStart(4, '0')}`
      add(id, trait, said.name, spot, street, said.attributes, said.owner && first(said.owner))
    }
  }
  return devices
}

type Add = (
  id: string,
  trait: Key,
  name: string,
  spot: Spot,
  street: Street,
  attributes: SimDevice['attributes'],
  own?: string,
) => void

/** Counters stand around their sight, a hundred metres or two apart. */
function placeCounters(
  terrain: Terrain,
  key: Key,
  first: (ids: readonly string[]) => string | undefined,
  add: Add,
): void {
  let n = 0
  for (const sight of SIGHTS) {
    sight.counters.forEach((counter, i) => {
      n++
      const trait = mix(key, n)
      const angle = (i / sight.counters.length) * 2 * Math.PI
      const reach = sight.counters.length > 6 ? 520 : 140
      const point = shift(sight.point, Math.cos(angle) * reach * 0.7, Math.sin(angle) * reach)
      const street = terrain.streetAt(point)
      if (!street) return
      const scenic = sight.day === 'park' && distM(point, [119.4224, 32.4108]) < 2_500 ? first(['scenic']) : undefined
      const attributes = { sight: sight.name, areaM2: sight.areaM2 }
      add(
        `kl-${String(n).padStart(4, '0')}`,
        trait,
        `${sight.name}${counter}客流计数点`,
        { point },
        street,
        attributes,
        scenic,
      )
    })
  }
}
