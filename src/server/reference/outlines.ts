// County-level outlines of the city's map file, and which of them a point lies in. Good to about 1 km: for reports and
// devices without an area of their own, never for deciding jurisdiction.
import { join } from 'node:path'
import type { AreaCode } from '../../core/ids.ts'
import { boxContains, boxOf, polygonContains, type Box, type Polygon, type Position } from '../../core/place/polygon.ts'
import type { Area, City } from '../../wire/reference.ts'
import type { Note } from './problem.ts'
import { readJson } from './read.ts'

export interface Outline {
  readonly area: AreaCode
  readonly polygons: readonly Polygon[]
  readonly box: Box
}

export const outlineContains = ({ polygons, box }: Outline, lng: number, lat: number): boolean =>
  boxContains(box, lng, lat) && polygons.some((polygon) => polygonContains(polygon, lng, lat))

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null
}

const isRing = (value: unknown): value is Position[] =>
  Array.isArray(value) &&
  value.length >= 4 &&
  value.every((p) => Array.isArray(p) && Number.isFinite(p[0]) && Number.isFinite(p[1]))

const isPolygon = (value: unknown): value is Polygon => Array.isArray(value) && value.length > 0 && value.every(isRing)

function polygonsOf({ geometry }: Feature): readonly Polygon[] {
  if (geometry?.type === 'Polygon' && isPolygon(geometry.coordinates)) return [geometry.coordinates]
  if (geometry?.type !== 'MultiPolygon' || !Array.isArray(geometry.coordinates)) return []
  return geometry.coordinates.every(isPolygon) ? geometry.coordinates : []
}

/** Reads the `districts` file of the city's map. Districts without an outline are allowed (functional areas often have none). */
export async function readOutlines(
  folder: string,
  city: City,
  areas: readonly Area[],
  note: (file: string) => Note,
): Promise<readonly Outline[]> {
  const entry = city.map.find((m) => m.id === 'districts')
  if (entry === undefined) {
    note('city.json')('/map', '缺少区县边界 districts', 'no districts file is named')
    return []
  }
  const file = `map/${entry.file}`
  const say = note(file)
  const value = await readJson(join(folder, file), say)
  if (value === undefined) return []
  const features: unknown =
    typeof value === 'object' && value !== null && 'features' in value ? value.features : undefined
  if (!Array.isArray(features) || features.length === 0) {
    say('/features', '不是要素集合', 'not a feature collection')
    return []
  }
  const districts = new Set(areas.filter((a) => a.kind === 'district').map((a) => a.code))
  const outlines: Outline[] = []
  for (const [i, feature] of (features as Feature[]).entries()) {
    const code = feature.properties?.['code']
    const polygons = polygonsOf(feature)
    if (typeof code !== 'string' || !districts.has(code))
      say(`/features/${i}/properties/code`, `没有这个区县：${String(code)}`, `no such district: ${String(code)}`)
    else if (polygons.length === 0) say(`/features/${i}/geometry`, '不是多边形', 'not a polygon')
    else outlines.push({ area: code, polygons, box: boxOf(polygons.flat()) })
  }
  return outlines
}
