// How deep the map looks at sensors: from afar a state of each is all that is drawn, so nothing else is sent; near by, the values of the
// districts in view are followed. Pure.
import type { Feature } from 'geojson'
import type { SensorScope } from '../live/scope.ts'
import type { Sight } from './tools/tool.ts'

/** From here on a person can tell one sensor from the next and asks for its value. */
export const VALUES_ZOOM = 13

type Bounds = readonly [west: number, south: number, east: number, north: number]

function boundsOf(feature: Feature): Bounds | undefined {
  const { geometry } = feature
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return undefined
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [ring] of polygons)
    for (const [lng = Number.NaN, lat = Number.NaN] of ring ?? []) {
      west = Math.min(west, lng)
      south = Math.min(south, lat)
      east = Math.max(east, lng)
      north = Math.max(north, lat)
    }
  return west <= east && south <= north ? [west, south, east, north] : undefined
}

const known = new WeakMap<Feature, Bounds | undefined>()
function knownBounds(feature: Feature): Bounds | undefined {
  if (!known.has(feature)) known.set(feature, boundsOf(feature))
  return known.get(feature)
}

/** Codes of the outlines whose box meets the bounds, in order of code: the same view gives the same text. */
export function districtsIn(outlines: readonly Feature[], [west, south, east, north]: Bounds): string[] {
  const codes = outlines.flatMap((outline) => {
    const box = knownBounds(outline)
    const code: unknown = outline.properties?.['code']
    const meets = box && box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south
    return meets && typeof code === 'string' ? [code] : []
  })
  return [...new Set(codes)].sort()
}

/** What a map wants of the table: all states, and near by the values of what is in view. `kinds`: those shown; left out, all. */
export function sensorScopes(
  sight: Pick<Sight, 'zoom' | 'bounds'> | undefined,
  outlines: readonly Feature[] | undefined,
  kinds?: readonly string[],
): readonly SensorScope[] {
  const shown = kinds === undefined ? {} : { kinds }
  const states: SensorScope = { ...shown, depth: 'states' }
  if (sight === undefined || outlines === undefined || sight.zoom < VALUES_ZOOM) return [states]
  const districts = districtsIn(outlines, sight.bounds)
  return districts.length === 0 ? [states] : [states, { ...shown, districts, depth: 'values' }]
}
