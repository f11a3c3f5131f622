// The whole simulated ground of a city, from its outlines and street labels. Same reference data, same ground: SEED has no say.
import type { MockReference } from '../reference.ts'
import { densify, distToLineM, isInside, lengthM, along, boxOf, type Point } from './geometry.ts'
import { layGrid, layPipes } from './lattice.ts'
import { drawRoads } from './roads.ts'
import { streetFinder, streetsOf } from './streets.ts'
import type { Road, Terrain } from './types.ts'

const BANK_EVERY_M = 900

/** Finds roads near a point; a box test first, since there are hundreds of them and thousands of questions. */
function nearFinder(roads: readonly Road[]): Terrain['roadsNear'] {
  const boxed = roads.map((road) => ({ road, box: boxOf(road.points) }))
  return (p, withinM) => {
    const pad = withinM / 90_000
    return boxed
      .filter(
        ({ box }) => p[0] > box.west - pad && p[0] < box.east + pad && p[1] > box.south - pad && p[1] < box.north + pad,
      )
      .map(({ road }) => ({ road, d: distToLineM(p, road.points) }))
      .filter(({ d }) => d <= withinM)
      .sort((a, b) => a.d - b.d || (a.road.id < b.road.id ? -1 : 1))
      .map(({ road }) => road)
  }
}

export function buildTerrain(reference: MockReference): Terrain {
  const { districts, lakes, rivers } = reference.map
  const outlines = [...districts.values()]
  const isInCity = (p: Point): boolean => outlines.some((o) => isInside(o, p))
  const isLand = (p: Point): boolean => isInCity(p) && !lakes.some((l) => isInside(l, p))
  const streets = streetsOf(reference)
  const streetAt = streetFinder(streets, districts)
  const roads = drawRoads(streets, isLand, streetAt)

  const banks: Point[] = []
  const shores = lakes.flatMap((l) => l.rings)
  for (const line of [...rivers, ...shores]) {
    const m = line.length < 2 ? 0 : lengthM(line)
    for (let at = BANK_EVERY_M / 2; at < m; at += BANK_EVERY_M) {
      const { point } = along(line, at)
      if (isInCity(point)) banks.push(point)
    }
  }
  // A city without river data still has water: the crossings of its longer roads.
  if (banks.length === 0) for (const r of roads) banks.push(...densify(r.points, 2_000).slice(1, 2))

  return {
    streets,
    roads,
    grid: layGrid(streets, isLand, streetAt),
    pipes: layPipes(roads),
    banks,
    isLand,
    isInCity,
    streetAt,
    roadsNear: nearFinder(roads),
  }
}
