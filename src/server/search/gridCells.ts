// The unit grid of the city's map, as cells with a box: what is found by its code and touched by an area. A city without one has none.
import { join } from 'node:path'
import type { AreaCode } from '../../core/ids.ts'
import type { Polygon } from '../../core/place/polygon.ts'
import { readJson } from '../reference/read.ts'
import type { ReferenceIndex } from '../reference/load.ts'

export interface GridCell {
  /** Fifteen digits. */
  readonly code: AreaCode
  /** The street it lies in. */
  readonly area: AreaCode
  readonly ring: Polygon[number]
  /** The middle of its box. */
  readonly lng: number
  readonly lat: number
  readonly simulated: boolean
}

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null
}

/** Cells with one ring; a cell that is drawn otherwise is left out. */
export async function readGrid({ city }: Pick<ReferenceIndex, 'city'>, folder: string): Promise<readonly GridCell[]> {
  const layer = city.map.find(({ id }) => id === 'grid')
  if (layer === undefined) return []
  const value = await readJson(join(folder, 'map', layer.file), () => undefined)
  const features = typeof value === 'object' && value !== null && 'features' in value ? value.features : []
  return (Array.isArray(features) ? (features as Feature[]) : []).flatMap((feature) => cellOf(feature, layer.simulated))
}

function cellOf({ properties, geometry }: Feature, simulated: boolean): GridCell[] {
  const code = properties?.['code']
  const area = properties?.['area']
  const [ring] = geometry?.type === 'Polygon' && Array.isArray(geometry.coordinates) ? geometry.coordinates : []
  if (typeof code !== 'string' || typeof area !== 'string' || !isRing(ring)) return []
  const lngs = ring.map(([lng]) => lng)
  const lats = ring.map(([, lat]) => lat)
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2
  return [{ code, area, ring, lng: middle(lngs), lat: middle(lats), simulated }]
}

const isRing = (value: unknown): value is Polygon[number] =>
  Array.isArray(value) &&
  value.length >= 4 &&
  value.every((p: unknown) => Array.isArray(p) && Number.isFinite(p[0]) && Number.isFinite(p[1]))
